"""Lines are added to a YAML file, and nothing else in it changes: what comes out stands here in full."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from librarysite.problems import Mistake
from librarysite.yamlfile.insert import add_item, add_key, set_key, written
from librarysite.yamlfile.reader import parse

ITEM = {"id": "new", "title": "Chess: a beginner's evening", "for": ["adults"]}
NEW = """\
  - id: new
    title: 'Chess: a beginner''s evening'
    for:
      - adults
"""
FLUSH = "\n".join(line.removeprefix("  ") for line in NEW.split("\n"))

# What is there, and what it is to become.
CASES = {
    "entries with blank lines between": (
        "# Events\nevents:\n  - id: a   # the first\n\n  - id: b\nother: x\n",
        f"# Events\nevents:\n  - id: a   # the first\n\n  - id: b\n\n{NEW}other: x\n",
    ),
    "entries close together": (
        "events:\n  - id: a\n  - id: b\n",
        f"events:\n  - id: a\n  - id: b\n{NEW}",
    ),
    "one entry, with blank lines below": (
        "events:\n  - id: a\n\n\nother: x\n",
        f"events:\n  - id: a\n\n{NEW}\n\nother: x\n",
    ),
    "a list that is not indented": ("events:\n- id: a\n- id: b\n", f"events:\n- id: a\n- id: b\n{FLUSH}"),
    "remarks that belong to the last entry": (
        "events:\n  - id: a\n  - id: b\n    # cost: Free\n# the end\n",
        f"events:\n  - id: a\n  - id: b\n    # cost: Free\n{NEW}# the end\n",
    ),
    "text in lines at the end": (
        "events:\n  - id: a\n  - id: b\n    text: |\n      One.\n\n      # Two\n\nother: x\n",
        f"events:\n  - id: a\n  - id: b\n    text: |\n      One.\n\n      # Two\n{NEW}\nother: x\n",
    ),
    "quoted text over two lines at the end": (
        'events:\n  - id: a\n  - id: "b\n     c"\n',
        f'events:\n  - id: a\n  - id: "b\n     c"\n{NEW}',
    ),
    "an empty list": ("events:\nother: x\n", f"events:\n{NEW}other: x\n"),
    "an empty list with a remark": ("events: # none yet\n", f"events: # none yet\n{NEW}"),
    "an empty list as a form writes it": ("events: null\nother: x\n", f"events:\n{NEW}other: x\n"),
    "no list": ("# Events\nother: x\n", f"# Events\nother: x\n\nevents:\n{NEW}"),
    "remarks alone": ("# Events\n", f"# Events\nevents:\n{NEW}"),
    "nothing at all": ("", f"events:\n{NEW}"),
    "marks of a document": ("---\nevents:\n  - id: a\n...\n", f"---\nevents:\n  - id: a\n\n{NEW}...\n"),
    "an empty list in brackets": (
        "events: []\n",
        "events: [{id: new, title: 'Chess: a beginner''s evening', for: [adults]}]\n",
    ),
    "a list in brackets": (
        "events: [{id: a}, {id: b},] # two\n",
        "events: [{id: a}, {id: b}, {id: new, title: 'Chess: a beginner''s evening', for: [adults]},] # two\n",
    ),
}


@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["", "with a mark of bytes"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("case", CASES)
def test_entry_goes_to_the_end_of_its_list(case: str, end: str, bom: str) -> None:
    """The entry is added as its neighbours are written; line ends and the byte order mark are kept."""
    if not CASES[case][0]:
        end = "\n"  # a file without lines has no line ends to keep
    before, after = ((bom + text.replace("\n", end)).encode() for text in CASES[case])
    assert add_item(before, ("events",), ITEM) == after


def test_last_line_without_an_end_gets_one() -> None:
    """A file that ends in the middle of a line gets the end that its other lines have."""
    assert add_item(b"events:\r\n  - id: a\r\n  - id: b", ("events",), {"id": "c"}) == (
        b"events:\r\n  - id: a\r\n  - id: b\r\n  - id: c\r\n"
    )


def test_lines_with_different_ends_keep_them() -> None:
    """In a file of mixed line ends, the new lines end like the one above them."""
    assert add_item(b"events:\n  - id: a\r\n  - id: b\r\nother: x\n", ("events",), {"id": "c"}) == (
        b"events:\n  - id: a\r\n  - id: b\r\n  - id: c\r\nother: x\n"
    )


EVENT = "events:\n  - id: a\n    when:\n      every: Tuesday\n      # planned\n    for: [adults]\n"
CHANGE = {"date": "2026-12-08", "cancelled": "Staff training"}


def test_list_is_begun_below_the_key_it_follows() -> None:
    """The first change of an event comes below its times, and remarks about those stay with them."""
    assert add_item(EVENT.encode(), ("events", 0, "changes"), CHANGE, after="when").decode() == (
        "events:\n  - id: a\n    when:\n      every: Tuesday\n      # planned\n"
        "    changes:\n      - date: 2026-12-08\n        cancelled: Staff training\n"
        "    for: [adults]\n"
    )


def test_change_joins_those_that_are_there() -> None:
    """The second change follows the first, however far the list is indented."""
    before = (
        "events:\n -  id: a\n    changes:\n    -  date: 2026-12-01\n       note: Late\n    for: [adults]\n"
    )
    assert add_item(before.encode(), ("events", 0, "changes"), CHANGE, after="when").decode() == (
        "events:\n -  id: a\n    changes:\n    -  date: 2026-12-01\n       note: Late\n"
        "    - date: 2026-12-08\n      cancelled: Staff training\n    for: [adults]\n"
    )


def test_entry_in_brackets_gets_its_change_in_brackets() -> None:
    """An event that a form wrote in one line stays in one line."""
    before = "events: [{id: a, when: {every: Tuesday}}]\n"
    assert add_item(before.encode(), ("events", 0, "changes"), CHANGE, after="when").decode() == (
        "events: [{id: a, when: {every: Tuesday}, changes: [{date: 2026-12-08, cancelled: Staff training}]}]\n"
    )


def test_key_is_added_to_an_entry() -> None:
    """A change that has a note gets its reason as one more line."""
    before = "events:\n  - id: a\n    changes:\n      - date: 2026-12-08\n        note: Late\n\n  - id: b\n"
    assert add_key(before.encode(), ("events", 0, "changes", 0, "cancelled"), "Flu").decode() == (
        "events:\n  - id: a\n    changes:\n      - date: 2026-12-08\n        note: Late\n"
        "        cancelled: Flu\n\n  - id: b\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  p: 1\n  q: 2\n", "a:\n  p: 1\n  u: new\n  q: 2\n"),
        ("a:\n  p: 1\n  u: old # why\n  q: 2\n", "a:\n  p: 1\n  u: new # why\n  q: 2\n"),
        ("a:\n  u: 'old'\n", "a:\n  u: new\n"),
        ("a:\n  u:\n  q: 2\n", "a:\n  u: new\n  q: 2\n"),
        ("a:\r\n  u:   old\r\n", "a:\r\n  u:   new\r\n"),
        ("a: {p: 1, u: old}\n", "a: {p: 1, u: new}\n"),
        ("a: {p: 1}\n", "a: {p: 1, u: new}\n"),
        ("a:\n  q: 2", "a:\n  q: 2\n  u: new\n"),
    ],
)
def test_key_is_set(before: str, after: str) -> None:
    """A key has its new text in place of the old one, or is added below the key that it follows."""
    assert set_key(before.encode(), ("a", "u"), "new", after="p").decode() == after


def test_text_of_several_lines_is_not_replaced() -> None:
    """What goes on in other lines is left to people."""
    with pytest.raises(Mistake):
        set_key(b"a:\n  u: |\n    old\n", ("a", "u"), "new", after="p")


@pytest.mark.parametrize(
    "text",
    [
        "events:\n  - id: a\n    text: |+\n      One.\n\n\nother: x\n",  # its blank lines are part of the text
        "events: none\n",
        "events:\n  id: a\n",
        "events: [\n",
        "- id: a\n",
    ],
)
def test_file_is_left_alone_if_it_would_say_anything_else(text: str) -> None:
    """What cannot be changed safely is refused, and the editor is told to do it by hand."""
    with pytest.raises(Mistake, match="cannot change this file") as raised:
        add_item(text.encode(), ("events",), ITEM)
    assert "by hand" in raised.value.remedy


WORDS = [
    "yes",
    "2026-12-08",
    "09:00 to 17:00",
    "Room #3",
    "a: b",
    "- a",
    "“Tea”",
    "it's",
    '"',
    "~",
    "",
    "0",
    "#",
    "a\nb\n",
]


@pytest.mark.parametrize("text", WORDS)
def test_text_is_written_so_that_it_is_read_back(text: str) -> None:
    """PyYAML, which did not write the file's tree, reads the very same text."""
    new = add_item(b"events:\n  - id: a\n", ("events",), {"id": text})
    assert yaml.load(new, yaml.BaseLoader)["events"][-1] == {"id": text}


def test_dates_times_and_yes_have_no_quotation_marks() -> None:
    """Entries look as in the guide: quotation marks only round text that needs them."""
    assert written({"on": "2026-12-08", "at": "09:00 to 10:00", "term_time": "yes", "room": "Room #3"}) == [
        "on: 2026-12-08",
        "at: 09:00 to 10:00",
        "term_time: yes",
        "room: 'Room #3'",
    ]


def lines_kept(before: bytes, after: bytes) -> bool:
    """Tell whether every line of a file is still there, in its order."""
    rest = iter(after.splitlines(keepends=True))
    return all(line in rest for line in before.splitlines(keepends=True))


@pytest.mark.slow
def test_every_event_of_the_sample_can_get_a_change(root: Path) -> None:
    """PyYAML reads the old events and one more change; every old line is still there, byte for byte.

    It reads with libyaml, which takes a tenth of the time; its reader in Python is asked in the tests around.
    """
    for path in (root / "data" / "events.yaml", *sorted((root / "data" / "events").glob("*.yaml"))):
        before = path.read_bytes()
        told = yaml.load(before, yaml.CBaseLoader)
        for number, event in enumerate(told["events"]) if "events" in told else [(None, told)]:
            where: tuple[Any, ...] = ("changes",) if number is None else ("events", number, "changes")
            after = add_item(before, where, CHANGE, after="when")
            old = event.get("changes", [])
            event["changes"] = [*old, CHANGE]
            assert yaml.load(after, yaml.CBaseLoader) == told
            assert lines_kept(before, after)
            event["changes"] = old
            if not old:
                del event["changes"]


PLAIN = st.text("ab c#:-'\"é0,[]{}", min_size=1, max_size=12).map(str.strip).filter(bool)
ENTRY = st.fixed_dictionaries(
    {"id": st.integers(0, 99).map("e{}".format), "text": PLAIN}, optional={"for": st.lists(PLAIN, max_size=2)}
)


@given(
    entries=st.lists(ENTRY, max_size=3),
    item=ENTRY,
    flow=st.sampled_from([None, False]),
    width=st.integers(10, 80),
    indent=st.integers(2, 6),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    tail=st.sampled_from(["", "\n\n", "# end\n", "    # remark\n", "other: x\n", "other:\n  - y\n"]),
)
def test_any_file_says_the_same_and_one_entry_more(
    entries: list[dict[str, Any]],
    item: dict[str, Any],
    flow: bool | None,
    width: int,
    indent: int,
    end: str,
    tail: str,
) -> None:
    """However PyYAML lays out a list, it then reads the old entries and the new one."""
    text = yaml.safe_dump(
        {"events": entries}, default_flow_style=flow, width=width, indent=indent, allow_unicode=True
    )
    before = (text + tail).replace("\n", end).encode()
    assume(
        not parse(before, "").problems
    )  # PyYAML writes some texts as the site's reader wants them in quotation marks
    told = yaml.load(before, yaml.BaseLoader)
    after = add_item(before, ("events",), item)
    assert yaml.load(after, yaml.BaseLoader) == told | {"events": [*told["events"], item]}
