import dataclasses
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from librarysite.checks import contradictions
from librarysite.model import Library
from librarysite.reading.load import load
from librarysite.reading.loaded import Loaded

DATA = ("branches", "events", "offers", "service", "status")


@pytest.fixture
def site(root: Path, tmp_path: Path) -> Path:
    """Return a copy of the sample site that a test may spoil."""
    shutil.copytree(root / "data", tmp_path / "data")
    shutil.copytree(root / "content", tmp_path / "content")
    return tmp_path


@pytest.fixture
def small(site: Path) -> Path:
    """Return such a copy with the first events alone, of which a load takes a fraction of the time."""
    path = site / "data" / "events.yaml"
    text = path.read_text(encoding="utf-8")
    entries = [found.start() for found in re.finditer(r"^  - ", text, re.MULTILINE)]
    path.write_text(text[: entries[5]], encoding="utf-8")
    return site


def change(site: Path, name: str, old: str, new: str) -> None:
    """Put other words into a data file, once."""
    path = site / "data" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(loaded: Loaded) -> list[tuple[str, str]]:
    """Return file and message of each problem."""
    return [(problem.file, problem.message) for problem in loaded.problems]


def assert_equal(one: Library | None, other: Library | None) -> None:
    """Compare two libraries field by field, so that a difference is told by its field."""
    assert one is not None
    assert other is not None
    for field in dataclasses.fields(Library):
        assert getattr(one, field.name) == getattr(other, field.name), field.name


# --- Equality: what a web form or another program does to a file -----------------------------------------


def with_bom(text: str) -> str:
    """Begin with a byte order mark."""
    return "\ufeff" + text


def with_crlf(text: str) -> str:
    """End the lines as Windows does."""
    return text.replace("\n", "\r\n")


def without_remarks(text: str) -> str:
    """Leave out the remarks."""
    return re.sub(r"(^|(?<=\s))#.*$", "", text, flags=re.MULTILINE)


def reordered(text: str) -> str:
    """Write it as a program does: remarks lost, keys in reverse order, everything quoted."""

    def turned(node: object) -> object:
        if isinstance(node, dict):
            return {key: turned(node[key]) for key in reversed(list(node))}
        return [turned(item) for item in node] if isinstance(node, list) else node

    return yaml.dump(turned(yaml.load(text, yaml.BaseLoader)), sort_keys=False, default_style='"', width=60)


def unquoted(text: str) -> str:
    """Take the quotation marks off."""
    return re.sub(r': "([^"]*)"$', r": \1", text, flags=re.MULTILINE)


def quoted(text: str) -> str:
    """Put times and dates in quotation marks."""
    return re.sub(r": (\d\d[\d:-]+(?: to [\d:-]+)?)$", r": '\1'", text, flags=re.MULTILINE)


def folded(text: str) -> str:
    """Write | for > where it folds a text."""
    return re.sub(r": >$", ": |", text, flags=re.MULTILINE)


def stripped(text: str) -> str:
    """Write |- for | and >- for >."""
    return re.sub(r": ([|>])$", r": \1-", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "saved",
    [with_bom, with_crlf, without_remarks, reordered, unquoted, quoted, folded, stripped],
    ids=lambda f: f.__name__,
)
def test_a_file_saved_another_way_loads_to_the_same_library(
    saved: Callable[[str], str], site: Path, sample: Library
) -> None:
    """Byte order mark, line ends, order of keys, quotation marks and remarks change nothing."""
    changed = 0
    for name in DATA:
        path = site / "data" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_bytes(saved(text).encode())
        changed += saved(text) != text
    assert changed
    loaded = load(site)
    assert [str(problem) for problem in loaded.problems] == []
    assert_equal(loaded.library, sample)


def test_prose_is_the_same_with_either_mark(site: Path, sample: Library) -> None:
    """A description of plain paragraphs is the same with > as with |."""
    change(site, "events", "description: |\n      Half an hour", "description: >\n      Half an hour")
    assert_equal(load(site).library, sample)


def test_one_file_per_event_is_the_same_as_one_file(site: Path, sample: Library) -> None:
    """An event in a file of its own is an event like the others."""
    path = site / "data" / "events.yaml"
    events = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["events"]
    path.unlink()
    (site / "data" / "events").mkdir(exist_ok=True)
    for event in events:
        single = site / "data" / "events" / f"{event['id']}.yaml"
        single.write_text(yaml.dump(event, default_style='"'), encoding="utf-8")
    loaded = load(site)
    assert loaded.problems == []
    assert loaded.library is not None
    assert {event.id: event for event in loaded.library.events} == {
        event.id: event for event in sample.events
    }


def test_one_value_may_stand_for_a_list_of_one(site: Path, sample: Library) -> None:
    """A list of one may be written on the line of its key."""
    change(site, "status", "branches:\n      - central", "branches: central")
    assert_equal(load(site).library, sample)


# --- All problems at once --------------------------------------------------------------------------------


def test_all_problems_of_all_files_come_at_once_in_file_order(site: Path) -> None:
    """One mistake in each file gives one problem in each, ordered by file."""
    change(site, "branches", "LU1 2NG", "LU1")
    change(site, "events", "cost: Free", "price: Free")
    change(site, "offers", "phone: 0300 555 4152", "phone: 300 555 4152")
    change(site, "service", "launched: 2026-11-02", "launched: 02/11/2026")
    change(site, "status", "on: 2027-02-10", "on: 2027-02-30")
    assert [file for file, _ in told(load(site))] == [f"data/{name}.yaml" for name in DATA]


def test_two_mistakes_in_one_entry_are_both_told(site: Path) -> None:
    """A wrong time does not hide an unknown library in the same entry."""
    change(site, "events", "branch: central", "branch: centrl")
    change(site, "events", "at: 10:30 to 11:00\n      from: 2026-09-08", "at: 9-5\n      from: 2026-09-08")
    assert [message for _, message in told(load(site))] == [
        "There is no library “centrl”",
        "These hours can be read in two ways",
    ]


def test_several_unknown_words_in_one_entry_are_all_told(site: Path) -> None:
    """Each unknown audience, type and library has its own line."""
    change(
        site,
        "events",
        "- babies\n      - families\n    type: rhyme-time",
        "- babys\n      - familys\n    type: rhyme",
    )
    guesses = [problem.remedy.split("?")[0] for problem in load(site).problems]
    assert guesses == ["did you mean babies", "did you mean families", "did you mean rhyme-time"]


def test_a_wrong_library_does_not_make_its_events_wrong(site: Path) -> None:
    """An entry with a mistake is still there for those that name it."""
    change(site, "branches", "postcode: LU1 2NG", "postcode: LU1")
    loaded = load(site)
    assert [message for _, message in told(loaded)] == ["This is not a postcode"]
    assert loaded.library is not None


@pytest.mark.parametrize("name", DATA)
def test_a_file_that_cannot_be_read_makes_no_other_file_wrong(name: str, site: Path) -> None:
    """When a file is broken, nobody is told that the libraries or audiences in it do not exist."""
    (site / "data" / f"{name}.yaml").write_text('a: "b\n', encoding="utf-8")
    loaded = load(site)
    found = contradictions(loaded.library, loaded.partly_read) if loaded.library else ()
    assert {file for file, _ in told(loaded)} == {f"data/{name}.yaml"}
    assert [f.mistake.message for f in found if not f.warning] == []


@pytest.mark.parametrize("name", ["offers", "status"])
def test_a_file_that_cannot_be_read_hides_no_mistake_of_another(name: str, site: Path) -> None:
    """Libraries and audiences are known, so unknown ones are told although some other file is broken."""
    (site / "data" / f"{name}.yaml").write_text('a: "b\n', encoding="utf-8")
    change(site, "events", "branch: central", "branch: centrl")
    assert ("data/events.yaml", "There is no library “centrl”") in told(load(site))


def test_a_problem_is_told_at_its_entry_after_earlier_entries_were_refused(site: Path) -> None:
    """A path into the Library leads to the right lines although a refused entry is not in it."""
    change(site, "events", "every: Tuesday", "every: Twosday")
    loaded = load(site)
    assert loaded.library is not None
    number = next(n for n, e in enumerate(loaded.library.events) if e.id == "lego-club-central")
    source = loaded.sources["events"][number]
    line = source.document.place((*source.path, "id")).line
    assert source.document.lines[line - 1].strip() == "- id: lego-club-central"


# --- Files that are not what they should be --------------------------------------------------------------


@pytest.mark.parametrize("name", ["branches", "service"])
def test_a_missing_file_that_the_site_needs_is_told(name: str, site: Path) -> None:
    """Without service or libraries there is no site, and only the missing file is told."""
    (site / "data" / f"{name}.yaml").unlink()
    assert told(load(site)) == [(f"data/{name}.yaml", "This file is missing")]


@pytest.mark.parametrize("name", ["events", "offers", "status"])
def test_other_files_may_be_missing_or_empty(name: str, site: Path) -> None:
    """A library service without events, offers or closures is no mistake."""
    path = site / "data" / f"{name}.yaml"
    path.unlink()
    assert load(site).problems == []
    path.write_text("# nothing yet\n", encoding="utf-8")
    loaded = load(site)
    assert loaded.problems == []
    assert loaded.library is not None


@pytest.mark.parametrize("name", ["branches", "service"])
def test_an_empty_file_that_the_site_needs_is_told(name: str, site: Path) -> None:
    """An empty file of the service or the libraries is as bad as none."""
    (site / "data" / f"{name}.yaml").write_text("", encoding="utf-8")
    loaded = load(site)
    assert {file for file, _ in told(loaded)} == {f"data/{name}.yaml"}


def test_a_folder_without_a_site_is_told(tmp_path: Path) -> None:
    """In an empty folder the two files that the site needs are told as missing."""
    assert [file for file, _ in told(load(tmp_path))] == ["data/branches.yaml", "data/service.yaml"]


def test_a_link_out_of_the_folder_is_refused(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link to a file elsewhere is not followed, and what it holds is not shown."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    elsewhere.write_text("secret: word\n", encoding="utf-8")
    path = site / "data" / "events.yaml"
    path.unlink()
    path.symlink_to(elsewhere)
    loaded = load(site)
    assert told(loaded) == [("data/events.yaml", "This file is a link to somewhere outside the site")]
    assert "secret" not in str(loaded.problems[0])


def test_a_page_that_is_a_link_out_of_the_folder_is_refused(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A page of words is held to the same rule as a file of data."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    elsewhere.write_text("---\ntitle: Secret\n---\n", encoding="utf-8")
    (site / "content" / "secret.md").symlink_to(elsewhere)
    assert told(load(site)) == [("content/secret.md", "This file is a link to somewhere outside the site")]


@pytest.mark.parametrize("target", ["events.yaml", "nowhere.yaml"])
def test_a_link_to_itself_or_nowhere_is_a_problem(target: str, site: Path) -> None:
    """A link that leads in a circle or nowhere is told, not raised."""
    path = site / "data" / "events.yaml"
    path.unlink()
    path.symlink_to(site / "data" / target)
    assert [file for file, _ in told(load(site))] == ["data/events.yaml"]


def test_a_folder_named_like_a_file_is_told(site: Path) -> None:
    """A folder in the place of events.yaml is told by its name."""
    path = site / "data" / "events.yaml"
    path.unlink()
    path.mkdir()
    ((file, message),) = told(load(site))
    assert file == "data/events.yaml"
    assert message == "This is a folder, where a file is expected"


@pytest.mark.parametrize("name", DATA)
def test_a_binary_file_is_told_once(name: str, site: Path) -> None:
    """A picture with the name of a data file gives one problem."""
    (site / "data" / f"{name}.yaml").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    assert len(load(site).problems) == 1


@pytest.mark.parametrize("name", DATA)
def test_an_old_windows_encoding_is_told_with_its_line(name: str, site: Path) -> None:
    """A file saved as Windows-1252 is told at the first such character of each line, and read all the same."""
    path = site / "data" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8") + "# Café\n"
    path.write_bytes(text.encode("cp1252"))
    problems = load(site).problems
    lines = text.split("\n")
    there = [number for number, line in enumerate(lines, start=1) if not line.isascii()]
    assert [(p.file, p.place.line) for p in problems] == [(f"data/{name}.yaml", line) for line in there]
    assert [p.source for p in problems] == [lines[line - 1] for line in there]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Just words.\n", "This page has no title"),
        ("", "This page has no title"),
        ("---\ntitle: A\n", "The front matter is not closed"),
        ("---\nsummary: A\n---\n", "“title” is missing from this entry"),
        ("---\n---\n", "“title” is missing from this entry"),
        ("---\ntitle: A\ntitel: B\n---\n", "“titel” is not known here"),
        ("---\ntitle: A\nbranches:\n  - centrl\n---\n", "There is no library “centrl”"),
    ],
)
def test_the_front_matter_of_a_page_is_checked(text: str, message: str, site: Path) -> None:
    """A page has a title and known keys, and its mistakes are told in its own file."""
    (site / "content" / "new.md").write_text(text, encoding="utf-8")
    assert told(load(site)) == [("content/new.md", message)]


def test_a_mistake_in_front_matter_is_told_in_its_line(site: Path) -> None:
    """Lines are those of the page, the opening --- among them."""
    (site / "content" / "new.md").write_text("---\ntitle: A\npublished: 5/12/2026\n---\n", encoding="utf-8")
    (problem,) = load(site).problems
    assert (problem.place.line, problem.place.column, problem.remedy) == (3, 12, "write 2026-12-05")


def test_a_page_names_its_own_file(site: Path) -> None:
    """The path of a page comes from where it stands; nobody can write another."""
    (site / "content" / "new.md").write_text("---\ntitle: A\npath: other.md\n---\n", encoding="utf-8")
    assert told(load(site)) == [("content/new.md", "“path” is not known here")]


# --- Anything at all -------------------------------------------------------------------------------------

WORDS = (
    "events:",
    "branches:",
    "- id: a",
    "title: x",
    "when:",
    "every: Tuesday",
    "from: 2026-01-01",
    "on: 9",
    "[",
    "{",
)
ANYTHING = st.one_of(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(WORDS)), max_size=8).map(
        lambda lines: "\n".join("  " * depth + word for depth, word in lines)
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize("name", DATA)
@given(text=ANYTHING)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_a_file_gives_a_result(name: str, text: str, small: Path) -> None:
    """Whatever a data file holds, loading never fails, and without a library there is a problem."""
    (small / "data" / f"{name}.yaml").write_bytes(text.encode("utf-8", "replace"))
    loaded = load(small)
    assert loaded.library is not None or loaded.problems


SHAPES = (
    "x",
    "[]",
    "{}",
    "[[x]]",
    "[{a: b}]",
    "{a: [b]}",
    "''",
    "~",
    "- ",
    "0",
    "all",
    "[all, central]",
    "[~]",
)
KEYS = (
    *(
        ("events", key)
        for key in ("id", "title", "branch", "place", "online", "when", "changes", "also_on", "for")
    ),
    *(("events", key) for key in ("type", "booking", "access", "a_z", "published", "goes_ahead")),
    *(
        ("status", key)
        for key in ("branches", "except", "on", "from", "to", "until", "review", "self_service")
    ),
    *(
        ("branches", key)
        for key in ("address", "position", "hours", "holidays", "rooms", "facilities", "access", "closed")
    ),
    *(("service", key) for key in ("help", "holidays", "terms", "audiences", "run_by", "website")),
)
FIRST = {"events": "events", "status": "closures", "branches": "branches", "service": None}


@pytest.mark.slow
@pytest.mark.parametrize(("file", "key"), KEYS)
def test_a_value_of_the_wrong_shape_gives_a_result(file: str, key: str, small: Path) -> None:
    """A list for a word, a word for a list, nothing at all: each gives a problem in words or is taken."""
    for shape in SHAPES:
        name = FIRST[file]
        text = f"{key}: {shape}\n" if name is None else f"{name}:\n  - {key}: {shape}\n    note: x\n"
        (small / "data" / f"{file}.yaml").write_text(text, encoding="utf-8")
        for problem in load(small).problems:
            assert problem.message
            assert "Input should be" not in problem.message


# --- The sample data -------------------------------------------------------------------------------------


def header(text: str) -> list[str]:
    """Return the remark lines at the beginning of a file."""
    lines = text.splitlines()
    return lines[: next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))]


def example_of(text: str) -> str:
    """Return the example in the header of a file: the indented remark lines after “Example”."""
    lines = [line[1:] for line in header(text)]
    start = next(n for n, line in enumerate(lines) if line.startswith(" Example"))
    first = next(n for n in range(start, len(lines)) if lines[n].startswith("   "))
    after = next(n for n in range(first, len(lines)) if not lines[n].startswith("   "))
    return "\n".join(line[3:] for line in lines[first:after]) + "\n"


@pytest.mark.parametrize("name", DATA)
def test_each_data_file_begins_with_a_header_that_teaches(name: str, root: Path) -> None:
    """The header says what the file is, shows an example and the rules, and says what reads it."""
    text = (root / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    lines = header(text)
    assert len(lines) >= 8
    assert lines[0].removeprefix("# ").isupper()
    for said in ("# Example", "# The rules that matter", "# What reads it"):
        assert any(line.startswith(said) for line in lines), said


def test_every_data_file_is_tested(root: Path) -> None:
    """A new data file comes with its header and these tests; an event's own file needs none."""
    assert sorted(path.stem for path in (root / "data").glob("*.yaml")) == list(DATA)


@pytest.mark.parametrize(
    ("name", "before"), [("events", "events:\n"), ("offers", "offers:\n"), ("status", ""), ("service", None)]
)
def test_the_example_in_each_header_loads(name: str, before: str | None, root: Path, site: Path) -> None:
    """What the header tells an editor to write is taken as it stands."""
    path = site / "data" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    example = example_of(text)
    assert "id:" in example or "name:" in example
    if before is None:
        term = "".join(f"  {line}\n" for line in example.splitlines())
        path.write_text(text.replace("terms:\n", f"terms:\n{term}", 1), encoding="utf-8")
    else:
        path.write_text(before + example, encoding="utf-8")
    loaded = load(site)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.library is not None


def test_the_example_of_a_new_week_loads(site: Path) -> None:
    """The header of the libraries shows two weeks, cut to the days that differ; the rest is added here."""
    path = site / "data" / "branches.yaml"
    text = path.read_text(encoding="utf-8")
    lines = example_of(text).splitlines()
    days = [f"      {day}: closed" for day in ("wednesday", "thursday", "friday", "saturday")]
    week = [f"      {day}: closed" for day in ("monday", "tuesday")] + days + ["      sunday: closed"]
    second = next(n for n, line in enumerate(lines) if "2027-04-01" in line)
    whole = [*lines[:second], *("  " + d[2:] for d in days), *lines[second:], *("  " + d[2:] for d in week)]
    inner = "".join(re.sub(r"^ {4}(?=\S)", "    ", f"  {line}") + "\n" for line in _aligned(whole))
    path.write_text("branches:\n  - id: leagrave\n    name: Leagrave Library\n" + inner, encoding="utf-8")
    messages = [message for file, message in told(load(site)) if file == "data/branches.yaml"]
    assert messages == []


def _aligned(lines: list[str]) -> list[str]:
    """Indent an example by two more spaces, its added days at the column of its own."""
    column = next(len(line) - len(line.lstrip()) for line in lines if "monday" in line)
    added = ("wednesday: closed", "thursday: closed", "friday: closed", "saturday: closed")
    tidy = [" " * column + line.strip() if line.strip().startswith(added) else line for line in lines]
    tidy = [
        " " * column + line.strip() if re.fullmatch(r" *(mon|tues|sun)day: closed", line) else line
        for line in tidy
    ]
    return ["  " + line for line in tidy]


# --- The names of files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("data/events/chess.yml", "rename it to data/events/chess.yaml"),
        ("data/closures.yaml", "put its entries into data/status.yaml"),
        ("data/event.yaml", "put its entries into data/events.yaml"),
    ],
)
def test_a_data_file_that_nothing_reads_is_an_error(name: str, remedy: str, site: Path) -> None:
    """An entry in a file of another name would never be seen."""
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("events:\n", encoding="utf-8")
    (problem,) = load(site).problems
    assert (problem.file, problem.remedy) == (name, remedy)


def test_hidden_files_and_read_me_files_beside_the_data_are_nobodys_entries(site: Path) -> None:
    """What a system or a developer leaves there is passed over."""
    for name in (".DS_Store", "README.md"):
        (site / "data" / name).write_text("x", encoding="utf-8")
    assert told(load(site)) == []


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("news/New chairs.md", "news/new-chairs.md"),
        ("README.md", "index.md"),
        ("news/chairs_2027.md", "news/chairs-2027.md"),
    ],
)
def test_the_name_of_a_page_can_be_an_address(name: str, new: str, site: Path) -> None:
    """Capitals, spaces and other marks are refused at the top of the file, with a name that is right."""
    (site / "content" / name).write_text("---\ntitle: A\n---\n", encoding="utf-8")
    (problem,) = load(site).problems
    assert (problem.file, problem.place.line) == (f"content/{name}", 1)
    assert problem.remedy == f"rename it to {new}"
