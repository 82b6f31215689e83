"""What an editor sees: each file of ``cases/mistakes`` holds a mistake and the whole answer to it.

A case replaces files of the sample site, of which only the service and the libraries are underneath, so that
other sample data may change. Three signs stand for what nobody can see: ⇥ a tab, ⍽ a no-break space and ▯ a
space of no width.
"""

import re
import shutil
from pathlib import Path

import pytest

from librarysite.moment import Now
from librarysite.problems import (
    InFile,
    Mistake,
    Place,
    Problem,
    count,
    did_you_mean,
    error,
    errors,
    in_file_order,
    report,
    warning,
)
from librarysite.site import read_site

CASES = sorted((Path(__file__).parent / "cases" / "mistakes").glob("*.txt"))
ANSWER = "what the editor sees"
SEEN = {"⇥": "\t", "⍽": "\u00a0", "▯": "\u200b"}


def unseen(text: str) -> str:
    """Put the characters that cannot be seen in place of their signs."""
    return text.translate(str.maketrans(SEEN))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_mistake_is_answered_word_for_word(case: Path, root: Path, tmp_path: Path, now: Now) -> None:
    """The editor sees the file, the line, the words that are meant and what to write, and nothing else."""
    (tmp_path / "data").mkdir()
    for name in ("service", "branches"):
        shutil.copy(root / "data" / f"{name}.yaml", tmp_path / "data")
    _, *parts = re.split(r"^=== (.+) ===\n", case.read_text(encoding="utf-8"), flags=re.MULTILINE)
    files = dict(zip(parts[::2], parts[1::2], strict=True))
    answer = files.pop(ANSWER)
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(unseen(text.removesuffix("\n")), encoding="utf-8")
    seen = map(str, read_site(tmp_path, now.today).problems)
    assert "\n\n".join(seen) == unseen(answer).strip("\n")


def test_every_case_begins_with_its_rule() -> None:
    """The first line of a case is one sentence that says what it is about."""
    assert len(CASES) >= 35
    for case in CASES:
        first = case.read_text(encoding="utf-8").splitlines()[0]
        assert re.fullmatch(r"[A-Z].+\.", first), case.name


def a_problem(
    file: str = "data/events.yaml", line: int = 1, column: int = 1, *, warning: bool = False
) -> Problem:
    """Return some problem at a place."""
    at = InFile(file, Place(line, column, 5), "title: x")
    return Problem(at, Mistake("Something is wrong", "write it anew"), warning)


def test_the_marker_stands_under_the_words_that_are_meant() -> None:
    """A problem is laid out as in the design: message, file with line and column, the line, the marker."""
    source = "  date: 05/12/2026"
    at = InFile("data/events.yaml", Place(11, 9, 10), source)
    problem = error(at, "A date must be written year first", "write 2026-12-05")
    assert str(problem) == (
        "Error: A date must be written year first\n"
        "  --> data/events.yaml:11:9\n"
        "   |\n"
        "11 |   date: 05/12/2026\n"
        "   |         ^^^^^^^^^^ write 2026-12-05"
    )


def test_the_marker_never_runs_past_its_line() -> None:
    """A value that goes on over several lines is marked to the end of its first line at most."""
    problem = error(InFile("a.yaml", Place(1, 8, 99), "title: abc"), "Wrong")
    assert str(problem).splitlines()[-1] == "  |        ^^^"


def test_problems_come_in_the_order_of_files_lines_and_columns() -> None:
    """Line 9 comes before line 10, and the same problem is told once."""
    early, late, other = a_problem(line=9), a_problem(line=10), a_problem("data/branches.yaml", 50)
    assert in_file_order([late, early, other, early]) == [other, early, late]


def test_at_most_fifty_problems_are_shown_and_the_rest_counted() -> None:
    """A file full of mistakes gives fifty of them, and the number of the others."""
    text = report([a_problem(line=n) for n in range(1, 54)])
    assert text.count("Error: ") == 50
    assert "data/events.yaml:50:1" in text
    assert "data/events.yaml:51:1" not in text
    assert "... and 3 more problems." in text
    assert "53 things to put right" in text


def test_fifty_problems_are_all_shown() -> None:
    """Nothing is counted as more when everything is shown."""
    text = report([a_problem(line=n) for n in range(1, 51)])
    assert text.count("Error: ") == 50
    assert "more problem" not in text


def test_an_error_among_hidden_problems_is_counted() -> None:
    """Fifty warnings before it do not make an error harmless."""
    text = report([*(a_problem(line=n, warning=True) for n in range(1, 51)), a_problem(line=99)])
    assert "1 thing to put right" in text


def test_an_error_says_what_it_means_for_the_site() -> None:
    """After the problems comes what they mean: nothing was published."""
    meaning = "Nothing has been published; the site still shows the last good version."
    assert report([a_problem()]).endswith(f"1 thing to put right. {meaning}")
    assert report([a_problem(), a_problem(line=2, warning=True)]).endswith(f"1 thing to put right. {meaning}")


def test_warnings_alone_stop_nothing() -> None:
    """With warnings only, nobody is told that nothing has been published."""
    warning = a_problem(warning=True)
    assert errors([warning]) == []
    assert str(warning).startswith("Warning: ")
    assert "published" not in report([warning])


def test_no_problems_give_no_report() -> None:
    """There is nothing to say about a site without problems."""
    assert report([]) == ""


def test_github_shows_a_problem_beside_the_line() -> None:
    """The annotation names kind, file, line and column, and keeps to one line."""
    assert a_problem(line=3, column=2).annotation() == (
        "::error file=data/events.yaml,line=3,col=2::Something is wrong: write it anew"
    )
    awkward = warning(InFile("a.yaml", Place(1, 1)), "100% wrong\nreally")
    assert awkward.annotation() == "::warning file=a.yaml,line=1,col=1::100%25 wrong%0Areally"
    hostile = error(InFile("a,b:c\n::error::d", Place(1, 1)), "Wrong")
    assert hostile.annotation() == "::error file=a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ad,line=1,col=1::Wrong"


def test_what_would_be_obeyed_is_not_printed() -> None:
    """No line end, code for terminals, turn of direction or half character of a file gets out with a message."""
    text = "a\x1b[2Jb\u202ec\ud800d\u2028e\nf"
    at = InFile(f"data/{text}.yaml", Place(1, 2), text)
    shown = str(error(at, f"“{text}” is wrong", f"write {text}"))
    safe = "a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffdf"
    assert shown.split("\n") == [
        f"Error: “{safe}” is wrong",
        f" --> data/{safe}.yaml:1:2",
        "  |",
        f"1 | {safe}",
        f"  |  ^ write {safe}",
    ]


@pytest.mark.parametrize(
    ("column", "shown", "marked"),
    [
        (1, "b" * 160 + " ...", 0),
        (5_001, "... " + "b" * 80 + "X" + "b" * 79 + " ...", 84),
        (10_001, "... " + "b" * 160, 164),
    ],
)
def test_a_very_long_line_is_cut_around_the_words_that_are_meant(
    column: int, shown: str, marked: int
) -> None:
    """Of a line of ten thousand characters 160 are shown, and the marker stands where the fault is."""
    line = "b" * 5_000 + "X" + "b" * 4_999
    problem = error(InFile("a.yaml", Place(1, column), line), "Wrong", "mend it")
    assert str(problem).split("\n")[3:] == [f"1 | {shown}", "  | " + " " * marked + "^ mend it"]


def test_a_very_long_value_is_not_quoted_whole() -> None:
    """A message that quotes a value of a million letters has 405 characters."""
    assert len(str(error(InFile("a", Place(1, 1)), "a" * 1_000_000)).split("\n")[0]) == len("Error: ") + 405


@pytest.mark.parametrize(
    ("written", "valid", "remedy"),
    [
        ("marshfarm", ["central", "marsh-farm"], "did you mean marsh-farm?"),
        ("Central", ["central", "marsh-farm"], "did you mean central?"),
        ("heritage room", ["Heritage Room"], "did you mean Heritage Room?"),
        ("HERITAGE ROOM", ["Heritage Room", "Hall"], "did you mean Heritage Room?"),
        ("zzz", ["central", "lewsey"], "write one of: central, lewsey"),
        ("zzz", [], ""),
    ],
)
def test_the_nearest_valid_word_is_offered(written: str, valid: list[str], remedy: str) -> None:
    """The nearest word of a closed list is offered whatever its capitals; without a near one, the list."""
    assert did_you_mean(written, valid) == remedy


def test_a_number_is_counted_in_words_people_use() -> None:
    """One thing, two things, 1,000 things."""
    assert [count(n, "thing") for n in (0, 1, 2, 1000)] == ["0 things", "1 thing", "2 things", "1,000 things"]
