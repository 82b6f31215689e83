import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from librarysite import notation
from librarysite.model import Library
from librarysite.notation import SYNTAX_OF
from librarysite.reading.tables import table
from librarysite.schema.schemas import IDS, ids, schemas
from tests.house.test_editing_guide import blocks, named_file, put, title
from tests.notation.test_syntax import SLIPS, UNDERSTOOD, Reader
from tests.support.goldencases import read_cases
from tests.support.languageserver import LanguageServer, language_server

pytestmark = pytest.mark.slow  # runs a language server

EVENTS = "data/events.yaml"
EVENT = "events:\n  - id: chess-club\n    title: Chess club\n    when:\n      on: 2026-12-05\n"
STATUS = "data/status.yaml"
CLOSURE = "closures:\n  - id: boiler\n    branches: all\n    on: 2026-12-05\n    reason: The boiler\n"
YEAR_FIRST = "A date must be written year first: 2026-12-05 is 5 December 2026"


@pytest.fixture(scope="module")
def project(root: Path, sample: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the settings of ours, its entries and schemas that are as new as they."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("data", ".vscode", "content"):
        shutil.copytree(root / name, folder / name)
    for path, content in {**schemas(), IDS: ids(sample)}.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def server(project: Path) -> Iterator[LanguageServer]:
    """Give the language server of VS Code, running for the project."""
    with language_server(project) as server:
        yield server


def labels(items: list[Any]) -> list[str]:
    """Return what people see in a list of completions."""
    return [item["label"] for item in items]


def test_sample_has_no_red_line(server: LanguageServer, project: Path) -> None:
    """Of all that is entered now, nothing is marked."""
    files = sorted((project / "data").rglob("*.yaml"))
    names = [path.relative_to(project).as_posix() for path in files]
    found = {
        n: server.problems(n, path.read_text(encoding="utf-8")) for n, path in zip(names, files, strict=True)
    }
    assert found == {name: [] for name in names}
    assert len(names) >= 5


@pytest.mark.parametrize("name", ["service", "branches", "status", "events", "offers", "events/chess-club"])
def test_every_file_of_entries_has_its_schema(server: LanguageServer, name: str) -> None:
    """A line that no entry knows is marked in each of the files, so each has a schema."""
    found = server.problems(f"data/{name}.yaml", "no such line: 1\n")
    assert any("This is not known here: write one of: " in problem for problem in found)


@pytest.mark.parametrize("block", blocks("yaml"), ids=title)
def test_example_has_no_red_line(server: LanguageServer, block: str) -> None:
    """Of the examples for staff nothing is marked, but that an example leaves out some lines of its entry."""
    found = server.problems(named_file(block), block)
    assert [problem for problem in found if "is missing from this entry" not in problem] == []


def test_examples_together_have_no_red_line(server: LanguageServer, root: Path, tmp_path: Path) -> None:
    """Of all examples for staff, put into the sample site and saved by a program, nothing is marked."""
    shutil.copytree(root / "data", tmp_path / "data")
    for block in blocks("yaml"):
        put(tmp_path, block)
    for path in sorted((tmp_path / "data").rglob("*.yaml")):
        name = path.relative_to(tmp_path).as_posix()
        assert server.problems(name, path.read_text(encoding="utf-8")) == [], name


@pytest.mark.parametrize(
    ("cases", "name", "key", "lists"),
    [
        ("hours", STATUS, "closures", "closures"),
        ("hours", STATUS, "changed_hours", "changed_hours"),
        ("occurrences", EVENTS, "event", "events"),
    ],
)
def test_golden_cases_have_no_red_line(
    server: LanguageServer, root: Path, cases: str, name: str, key: str, lists: str
) -> None:
    """Of what the golden cases enter nothing is marked, but lines left out and libraries of their own."""
    path = root / "tests" / "cases" / f"{cases}.yaml"
    entered = [case[key] for case in read_cases(path)["cases"] if key in case]
    entries = [entry for entry in entered for entry in (entry if isinstance(entry, list) else [entry])]
    assert len(entries) > 10
    found = server.problems(name, as_written({lists: entries}))
    assert [p for p in found if "There is no" not in p and "is missing" not in p] == []


def as_written(value: Any, indent: str = "") -> str:
    """Return entries as YAML with quotes only where they must be, as people write them."""
    if isinstance(value, str):
        return f" {value if plain_scalar(value) else json.dumps(value)}\n"
    if isinstance(value, dict):
        lines = (f"{indent}{key}:{as_written(part, indent + '  ')}" for key, part in value.items())
    else:
        lines = (f"{indent}-{as_written(part, indent + '  ')}" for part in value)
    return "\n" * bool(indent) + "".join(lines)


def plain_scalar(text: str) -> bool:
    """Tell whether a text can stand in YAML without quotes."""
    return not re.search(r"^[\W_]|: | #|\n|:$", text)


# A place in the data files where each reader reads.
WHERE = {
    notation.read_date: (EVENTS, "events:\n", "  - published: {}\n"),
    notation.read_part_date: ("data/branches.yaml", "branches:\n", "  - opened: {}\n"),
    notation.read_days: (EVENTS, "events:\n", "  - when:\n      except: {}\n"),
    notation.read_dated: (EVENTS, "events:\n", "  - also_on: {}\n"),
    notation.read_day_or_moment: (STATUS, "closures:\n", "  - from: {}\n"),
    notation.read_span: (EVENTS, "events:\n", "  - when:\n      at: {}\n"),
    notation.read_sessions: (STATUS, "changed_hours:\n", "  - hours: {}\n"),
    notation.read_every: (EVENTS, "events:\n", "  - when:\n      every: {}\n"),
    notation.read_rule: (EVENTS, "events:\n", "  - when:\n      rule: {}\n"),
    notation.read_yes_no: (EVENTS, "events:\n", "  - goes_ahead: {}\n"),
    notation.read_yes_no_not_known: ("data/branches.yaml", "branches:\n", "  - access:\n      lift: {}\n"),
    notation.read_slug: (EVENTS, "events:\n", "  - id: {}\n"),
    notation.read_phone: ("data/branches.yaml", "branches:\n", "  - phone: {}\n"),
    notation.read_postcode: ("data/branches.yaml", "branches:\n", "  - address:\n      postcode: {}\n"),
    notation.read_uprn: ("data/branches.yaml", "branches:\n", "  - uprn: {}\n"),
    notation.read_link: ("data/offers.yaml", "offers:\n", "  - link: {}\n"),
    notation.read_email: ("data/branches.yaml", "branches:\n", "  - email: {}\n"),
    notation.read_position: ("data/branches.yaml", "branches:\n", "  - position: {}\n"),
}


def messages(server: LanguageServer, read: Reader, texts: list[str]) -> list[str]:
    """Return what is said of some values where a reader reads, but for the lines that their entries lack."""
    name, head, entry = WHERE[read]
    found = server.problems(name, head + "".join(entry.format(text) for text in texts))
    return [
        words for _, _, words in (problem.partition(": ") for problem in found) if "is missing" not in words
    ]


@pytest.mark.parametrize("read", UNDERSTOOD, ids=lambda read: read.__name__)
def test_what_is_understood_has_no_red_line(server: LanguageServer, read: Reader) -> None:
    """The editing program takes whatever the check takes, whether it thinks it text, a number or true."""
    texts = [text for text in UNDERSTOOD[read] if plain_scalar(text)]
    assert texts
    assert messages(server, read, texts) == []
    assert messages(server, read, [json.dumps(text) for text in UNDERSTOOD[read]]) == []


@pytest.mark.parametrize("read", SLIPS, ids=lambda read: read.__name__)
def test_slip_has_our_words(server: LanguageServer, read: Reader) -> None:
    """A slip is marked as it is typed, and said in the words of the check."""
    found = messages(server, read, [json.dumps(text, ensure_ascii=False) for text in SLIPS[read]])
    assert [words[: len(SYNTAX_OF[read].words)] for words in found] == [SYNTAX_OF[read].words] * len(
        SLIPS[read]
    )


@pytest.mark.parametrize(
    ("name", "entry", "message"),
    [
        (EVENTS, f"{EVENT}    published: 05/12/2026\n", f"6: {YEAR_FIRST}"),
        (EVENTS, f"{EVENT}    published: 20261205\n", f"6: {YEAR_FIRST}"),
        (EVENTS, f"{EVENT}    changes:\n      - date: 5 Dec 2026\n        note: New\n", f"7: {YEAR_FIRST}"),
        (EVENTS, f"{EVENT}    branch: stopsly\n", "6: There is no library with this id."),
        (EVENTS, f"{EVENT}    branch: all\n", "6: There is no library with this id."),
        (EVENTS, f"{EVENT}    for: babys\n", "6: There is no audience with this id."),
        (EVENTS, f"{EVENT}    for:\n      - babies\n      - babys\n", "8: There is no audience with this id."),
        (EVENTS, f"{EVENT}    type: rime-time\n", "6: There is no type of event with this id."),
        (EVENTS, f"{EVENT}    access: [bls]\n", "6: This word cannot stand here: write one of: bsl, captioned,"),
        (EVENTS, f"{EVENT}    branhc: central\n", "6: This is not known here: write one of: id, title, summary,"),
        (EVENTS, f"{EVENT}    cost:\n      - Free\n", "7: One value is expected here: write it on the same line"),
        (EVENTS, f"{EVENT}    booking: maybe\n", "6: How to book cannot be read: write “not needed”, or “link:”"),
        (EVENTS, "events:\n  id: a\n", "2: A list is expected here: begin each entry with a dash"),
        (EVENTS, EVENT.replace("    title: Chess club\n", ""), "2: “title” is missing from this entry: add a line"),
        (EVENTS, "event:\n", "1: This is not known here: write one of: events"),
        (STATUS, CLOSURE.replace("all", "everywhere"), "3: There is no library with this id."),
        (STATUS, f"{CLOSURE}    except: [all]\n", "6: There is no library with this id."),
        (STATUS, f"{CLOSURE}    until: soon\n", "6: This word cannot stand here: write one of: further notice"),
        ("data/events/chess.yaml", "id: chess\ntitle: Chess\nwhen:\n  on: 5/12/26\n", "4: A date must be written"),
    ],
)  # fmt: skip
def test_mistake_is_marked_in_our_words(server: LanguageServer, name: str, entry: str, message: str) -> None:
    """A mistake has one message, at its line."""
    (found,) = server.problems(name, entry)
    assert found.startswith(message)


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        (EVENTS, f"{EVENT}    branch: central\n    for: babies\n    online: true\n    booking: not needed\n"),
        (EVENTS, f"{EVENT}    branch:\n    for:\n    changes:\n    booking:\n    access:\n    published:\n"),
        (EVENTS, EVENT.replace("Chess club", "1984") + "    booking:\n      link: https://www.example.org/\n"),
        (EVENTS, "events:\n"),
        (EVENTS, "# nothing yet\n"),
        (EVENTS, EVENT.replace("on: 2026-12-05", "on: 2026-12-05 to 2026-12-08\n      except: 2026-12-06")),
        (EVENTS, EVENT.replace("    when:\n      on: 2026-12-05\n", "    when:\n      - id: a\n        every: day\n")),
        ("data/events/chess.yaml", "id: chess\ntitle: Chess\nwhen:\n  on: 2026-12-05\n"),
        ("data/events/chess.yaml", EVENT),
        (STATUS, CLOSURE),
        (STATUS, f"{CLOSURE}    except: [central]\n    self_service: as usual\n"),
        (STATUS, CLOSURE.replace("branches: all", "branches: [all]")),
    ],
)  # fmt: skip
def test_what_may_stand_is_not_marked(server: LanguageServer, name: str, entry: str) -> None:
    """What the check takes is not marked: empty lines, one for a list, a list for one, a single event."""
    assert server.problems(name, entry) == []


def test_ids_are_offered(server: LanguageServer, sample: Library) -> None:
    """Where an id can stand, those of the entries are offered, with their names."""
    branches = [branch.id for branch in sample.branches]
    audiences = [group.id for group in sample.service.audiences]
    offered = server.completions(EVENTS, f"{EVENT}    branch: |\n")
    assert labels(offered) == branches
    assert offered[branches.index("leagrave")]["documentation"] == "Leagrave Library"
    assert labels(server.completions(EVENTS, f"{EVENT}    for: |\n")) == audiences
    assert labels(server.completions(EVENTS, f"{EVENT}    for:\n      - |\n")) == audiences
    assert labels(server.completions(STATUS, "closures:\n  - branches: |\n")) == ["all", *branches]
    assert labels(server.completions(STATUS, "closures:\n  - except:\n      - |\n")) == branches


def test_words_to_choose_from_are_offered(server: LanguageServer) -> None:
    """Where one of some words can stand, they are offered as they are written, and today for a date."""
    assert labels(server.completions(EVENTS, f"{EVENT}    goes_ahead: |\n")) == ["yes", "no"]
    assert labels(server.completions(STATUS, "notices:\n  - level: |\n")) == [
        "information",
        "disruption",
        "emergency",
    ]
    offered = {
        item["label"]: item["insertText"] for item in server.completions(EVENTS, f"{EVENT}    published: |\n")
    }
    assert offered["today"] == "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"


def test_lines_are_offered(server: LanguageServer) -> None:
    """At the beginning of a line the lines are offered that the entry has not got yet, with what they are."""
    offered = {item["label"]: item for item in server.completions(EVENTS, f"{EVENT}    |\n")}
    assert {"branch", "for", "changes", "booking"} <= set(offered)
    assert not {"id", "title", "when"} & set(offered)
    assert offered["room"]["insertText"] == "room: "
    assert offered["room"]["documentation"] == "One of the rooms of the library in data/branches.yaml."
    pattern = labels(server.completions(EVENTS, "events:\n  - when:\n      |\n"))
    assert {"every", "on", "at", "from", "until"} <= set(pattern)


@pytest.mark.parametrize(
    ("name", "text", "label", "written"),
    [
        (EVENTS, "events:\n  - |\n", "a new event", "  - "),
        (EVENTS, f"{EVENT}\n  |\n", "a new event", "  "),
        ("data/events/chess-club-2.yaml", "|\n", "a new event", ""),
        (STATUS, "closures:\n  - |\n", "a closure for a day", "  - "),
        (STATUS, "changed_hours:\n  - |\n", "other hours for a day", "  - "),
        (STATUS, "notices:\n  - |\n", "a notice", "  - "),
        ("data/offers.yaml", "offers:\n  - |\n", "something to use from home", "  - "),
    ],
)
def test_whole_entry_is_offered(
    server: LanguageServer, name: str, text: str, label: str, written: str
) -> None:
    """A whole entry is offered to begin with, and is without fault but for the ids of another site."""
    (entry,) = [item for item in server.completions(name, text) if item["label"] == label]
    lines = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", entry["insertText"]).replace("$CURRENT_YEAR", "2027")
    lines = lines.replace("$CURRENT_MONTH", "01").replace("$CURRENT_DATE", "09")
    indent = "\n" + " " * (2 if written else 0)  # the program keeps the indentation of the line that it is in
    found = server.problems(name, text.replace("|", lines.replace("\n", indent)))
    assert [problem for problem in found if "There is no" not in problem] == []  # its ids are those of a site


def test_line_is_explained(server: LanguageServer) -> None:
    """What a line is, is shown beside it, with what it can be."""
    assert (
        server.hover(EVENTS, EVENT.replace("title", "|title")) == "What people see, for example: Chess club\n"
    )
    shown = server.hover(EVENTS, f"{EVENT}    |branch: leagrave\n")
    assert shown.startswith("The library where it takes place. It is an id from data/branches.yaml.")
    assert "* `leagrave`: Leagrave Library" in shown


@pytest.mark.parametrize(
    "line",
    [
        "for: babies",
        "for:\n      - babies",
        "published: 2026-12-05",
        "cost: 5",
        "sample: true",
        "booking: needed",
        "booking:\n      link: https://www.example.org/",
        "also_on: 2026-12-06",
        "also_on:\n      - 2026-12-06",
        "place:\n      name: The park",
        "description: |\n      More.",
    ],
)
def test_every_way_to_write_a_line_is_explained(server: LanguageServer, line: str) -> None:
    """However a line is written, its explanation is shown first, and no empty title above it."""
    key = line.partition(":")[0]
    words = table("lines")["Event"].get(key) or table("lines")["every"][key]
    shown = server.hover(EVENTS, f"{EVENT}    |{line}\n")
    assert shown.replace("\\", "").startswith(words)


def test_example_of_another_site_is_left_alone(server: LanguageServer) -> None:
    """The ids of this site say nothing of the examples, which are other sites."""
    assert server.problems(f"examples/coronavirus-2020/{EVENTS}", f"{EVENT}    branch: elsewhere\n") == []
