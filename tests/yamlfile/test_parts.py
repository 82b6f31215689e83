"""A slip in the form of one entry hides nothing of the others, and is told itself."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from librarysite.checks import contradictions
from librarysite.problems import errors
from librarysite.reading.load import load
from librarysite.reading.loaded import Loaded

ENTRY = """\
  - id: event-{n}
    title: Story time
    branch: {branch}
    when:
      every: Wednesday
      at: {at}
      from: {from_}
    for:
      - children
    cost: Free
"""
RIGHT = {"branch": "lewsey", "at": "10:30 to 11:00", "from_": "2027-01-05"}

# Which key has a fault: what is written, in which line of its entry, and what is said of it.
FAULTS = [
    ("branch", "lewsy", 3, "There is no library “lewsy”"),
    ("at", "9-5", 6, "These hours can be read in two ways"),
    ("from_", "06/01/2027", 7, "A date must be written year first"),
]

# What is put in the place of which text of an entry, the line of the slip in it, and what is said of it.
SLIPS = [
    ("title: S", "title:S", 2, "A colon needs a space after it"),
    ("cost: F", "cost:F", 10, "A colon needs a space after it"),
    ("title:", "title;", 2, "A colon belongs here, not “;”"),
    ("title:", "title =", 2, "A colon belongs here, not “=”"),
    ("title:", "title", 2, "There is no colon after “title”"),
    ("when:", "when", 4, "There is no colon after “when”"),
    ("- id", "-id", 1, "A dash needs a space after it"),
    ("- id", "• id", 1, "A list is made with -, and this is “•”"),
    ("- id", "-- id", 1, "One dash begins an entry or a line of a list, not two"),
    ("  - id", "    id", 1, "An entry begins with a dash"),
    ("- children", "-children", 9, "A dash needs a space after it"),
    ("Story", '"Story', 2, "A quotation mark opens here and is never closed"),
    ("Free", "'Free", 10, "A quotation mark opens here and is never closed"),
    ("Story time", "'Reader's time'", 2, "An apostrophe ends a text in single quotation marks"),
    ("Story time", '"Story" time', 2, "The quotation marks end before the text does"),
    ("Story time", "Story: time", 2, "A colon followed by a space starts a new value here"),
    ("Story time", "“Story time”", 2, "Curly quotation marks do not hold a value together"),
    ("Story time", "@Story", 2, "A text beginning with @ has a special meaning here"),
    ("Story time", "*NEW* Story", 2, "A text beginning with * has a special meaning here"),
    ("Story time", "[new] Story", 2, "A text beginning with [ has a special meaning here"),
    ("    title", "\ttitle", 2, "A tab is used to indent"),
    ("    cost", "\u00a0\u00a0\u00a0\u00a0cost", 10, "There is a no-break space here"),
    ("Story", "St\u200bory", 2, "There is an invisible character here"),
    ("    title", "     title", 2, "This line is 5 spaces in, and should be 4 spaces in"),
    ("    cost", "   cost", 10, "This line is 3 spaces in, and should be 4 spaces in"),
    ("    cost", "cost", 10, "This line is at the left edge, and should be 4 spaces in"),
    ("  - id", "   - id", 1, "This dash is 3 spaces in, and those of the other entries 2 spaces in"),
    ("      - children", "  - children", 9, "This dash below “for:” is 2 spaces in"),
    ("    cost", "---\n    cost", 10, "A line of --- starts a second document"),
    ("    cost", "<p>Hello</p>\n    cost", 10, "This line has no “key: value” form"),
    ("    cost", "    // a remark\n    cost", 10, "A remark begins with #, not with //"),
    (
        "    cost",
        "<<<<<<< a\n    cost: x\n=======\n    type: y\n>>>>>>> b\n    # cost",
        10,
        "Two people's edits",
    ),
    ("for:\n      - children", "for: [children", 8, "A bracket opens here and is never closed"),
    ("Story time", "Story time\n    title: Stories", 3, "“title” is written twice in the same entry"),
]


def loaded_with(root: Path, folder: Path, events: str) -> Loaded:
    """Return the sample's service and libraries with other events."""
    (folder / "data").mkdir(exist_ok=True)
    for name in ("service", "branches"):
        shutil.copy(root / "data" / f"{name}.yaml", folder / "data")
    (folder / "data" / "events.yaml").write_text(events, encoding="utf-8")
    return load(folder)


def told(loaded: Loaded) -> list[tuple[int, str]]:
    """Return line and message of each problem, and of each contradiction that stops a build."""
    found = [(p.place.line, p.message) for p in loaded.problems]
    if loaded.library:
        others = contradictions(loaded.library, loaded.partly_read)
        found += [(p.place.line, p.message) for p in errors(map(loaded.in_file, others))]
    return sorted(found)


@pytest.mark.slow
@given(
    slip=st.sampled_from(SLIPS),
    faults=st.lists(st.sampled_from([None, *FAULTS]), min_size=1, max_size=4),
    where=st.integers(0, 4),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_slip_in_one_entry_hides_no_fault_of_the_others(
    slip: tuple[str, str, int, str],
    faults: list[tuple[str, str, int, str] | None],
    where: int,
    root: Path,
    tmp_path: Path,
) -> None:
    """Whichever slip is in whichever entry: the slip is told once, and every fault of the others at its line."""
    # With an entry on either side, so that the column of the dashes and the keys is that of most.
    others: list[tuple[str, str, int, str] | None] = [*faults, None]
    place = min(where, len(others))
    old, new, line_of_slip, said = slip
    text, expected = "events:\n", []
    for n, fault in enumerate([*others[:place], slip, *others[place:]]):
        first = text.count("\n") + 1
        if n == place:
            entry = ENTRY.format(n=n, **RIGHT)
            assert old in entry
            text += entry.replace(old, new, 1)
            expected.append((first + line_of_slip - 1, said))
        else:
            text += ENTRY.format(n=n, **RIGHT | ({fault[0]: fault[1]} if fault else {}))
            expected += [(first + fault[2] - 1, fault[3])] if fault else []
    found = told(loaded_with(root, tmp_path, text))
    assert [line for line, _ in found] == [line for line, _ in sorted(expected)], text
    for (_, message), (_, beginning) in zip(found, sorted(expected), strict=True):
        assert message.startswith(beginning)


HOPELESS = "    ? [ }\n"


def test_the_id_of_an_entry_that_cannot_be_read_is_known(root: Path, tmp_path: Path) -> None:
    """Nobody is told that a library does not exist because its entry is broken, and its id is not free."""
    folder = tmp_path / "site"
    folder.mkdir()
    loaded_with(root, folder, "events:\n" + ENTRY.format(n=1, **RIGHT))
    path = folder / "data" / "branches.yaml"
    text = path.read_text(encoding="utf-8")
    line = text.index("\n", text.index("- id: lewsey\n")) + 1
    path.write_text(text[:line] + HOPELESS + text[line:], encoding="utf-8")
    (problem,) = load(folder).problems
    assert problem.file == "data/branches.yaml"
    assert problem.place.line == text[:line].count("\n") + 1
    path.write_text(
        text[:line] + HOPELESS + text[line:] + "  - id: lewsey\n    name: Again\n", encoding="utf-8"
    )
    assert sorted(p.message for p in load(folder).problems)[0].startswith("The id “lewsey” is there already")


def test_an_entry_without_a_readable_id_makes_no_reference_wrong(root: Path, tmp_path: Path) -> None:
    """Where not even the id can be seen, an unknown library may be this one."""
    loaded_with(root, tmp_path, "events:\n" + ENTRY.format(n=1, **RIGHT))
    path = tmp_path / "data" / "branches.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- id: lewsey\n", "- ? [ }\n"), encoding="utf-8")
    assert {p.file for p in load(tmp_path).problems} == {"data/branches.yaml"}


def test_both_sides_of_a_merge_are_known(root: Path, tmp_path: Path) -> None:
    """A library on the other side of an unfinished merge is no unknown one."""
    loaded_with(root, tmp_path, "events:\n" + ENTRY.format(n=1, **RIGHT | {"branch": "new-town"}))
    path = tmp_path / "data" / "branches.yaml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(
        f"{text}\n<<<<<<< a\n=======\n  - id: new-town\n    name: New\n>>>>>>> b\n", encoding="utf-8"
    )
    (problem,) = load(tmp_path).problems
    assert problem.message == "Two people's edits met here and were never joined"


def test_a_part_of_the_service_that_cannot_be_read_hides_no_other(root: Path, tmp_path: Path) -> None:
    """The service is read key by key, and its audiences one by one."""
    loaded_with(root, tmp_path, "events:\n" + ENTRY.format(n=1, **RIGHT | {"at": "9-5"}))
    path = tmp_path / "data" / "service.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^  region: .*$", "  region:: [ }", text, flags=re.MULTILINE)
    text = text.replace("website: https://", "website: http://")
    path.write_text(text, encoding="utf-8")
    told_of = {(p.file, p.source.strip()[:8]) for p in load(tmp_path).problems}
    assert told_of == {
        ("data/events.yaml", "at: 9-5"),
        ("data/service.yaml", "region::"),
        ("data/service.yaml", "website:"),
    }


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_is_told_and_read(encoding: str, root: Path, tmp_path: Path) -> None:
    """A file saved as UTF-16 tells its other problems too."""
    loaded_with(root, tmp_path, "")
    text = "events:\n" + ENTRY.format(n=1, **RIGHT | {"at": "9-5"})
    (tmp_path / "data" / "events.yaml").write_bytes(text.encode(encoding))
    first, second = told(load(tmp_path))
    assert first[1].startswith("This file is saved as UTF-")
    assert second == (7, "These hours can be read in two ways")


def hopeless(n: int) -> str:
    """Return an entry that nothing can mend."""
    return ENTRY.format(n=n, **RIGHT).replace("    cost: Free\n", HOPELESS)


@pytest.mark.slow
@pytest.mark.parametrize(
    "entry", [hopeless, lambda n: ENTRY.format(n=n, **RIGHT).replace("title: S", "title:S")]
)
def test_many_broken_entries_are_all_told(entry: Callable[[int], str], root: Path, tmp_path: Path) -> None:
    """A thousand broken entries give a thousand problems, each in its own entry."""
    text = "events:\n" + "".join(map(entry, range(1000)))
    lines = [line for line, _ in told(loaded_with(root, tmp_path, text))]
    assert [(line - 2) // 10 for line in lines] == list(range(1000))
