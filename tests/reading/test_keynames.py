"""The table of what people write for a key: each line of it can be found, and leads to a key that is there."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from librarysite.model import Entry
from librarysite.reading import tables
from librarysite.reading.keynames import in_one_form, missing_key, named
from librarysite.reading.layout import keys_of
from librarysite.reading.load import FILES
from librarysite.yamlfile.reader import read

MEANT = tables.table("keynames")["meant"]


def kinds_below(kind: type[Entry]) -> Iterator[type[Entry]]:
    """Yield every kind of entry that is made from one."""
    for below in kind.__subclasses__():
        yield below
        yield from kinds_below(below)


KNOWN = {kind.__name__: keys_of(kind) for kind in kinds_below(Entry)}
KNOWN |= {name: list(lists) for name, lists in FILES.items()}


@pytest.mark.parametrize("name", ["keynames", "lines"])
def test_table_has_no_fault_of_form(name: str) -> None:
    """What the reader of the editors' files would refuse stands in no table either: none of its lines is lost."""
    file = Path(tables.__file__).with_name(f"{name}.yaml")
    assert read(file, file.name).problems == []


def test_every_kind_of_entry_is_there() -> None:
    """A line is for kinds of entry, or for files of lists, that the program has."""
    kinds = {kind for kinds in MEANT for kind in kinds.split()}
    assert kinds <= KNOWN.keys()
    assert {"Event", "Notice", "Service", "data/status.yaml"} <= kinds


@pytest.mark.parametrize("kind", KNOWN)
def test_every_word_leads_to_a_key_or_a_sentence(kind: str) -> None:
    """A word is in the form in which it is looked up, stands once, is no key itself, and means a key that is there."""
    lines = [line for kinds, group in MEANT.items() if kind in kinds.split() for line in group.items()]
    words = [word for words, _ in lines for word in words.split()]
    assert [word for word in words if in_one_form(word) != word] == []
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert set(words) & set(KNOWN[kind]) == set()
    assert {meant for _, meant in lines if " " not in meant} <= set(KNOWN[kind])


def test_words_are_found_however_they_are_written() -> None:
    """Capitals, hyphens and spaces make no difference; kinds that share a line share its words."""
    assert named("Start date", "Notice", KNOWN["Notice"]) == "from"
    assert named("START-DATE", "Closure", KNOWN["Closure"]) == "from"
    assert named("picture", "Branch", KNOWN["Branch"]) == "delete it: entries have no pictures"
    assert named("picture", "Offer", KNOWN["Offer"]) == ""


@pytest.mark.parametrize(
    ("written", "day"),
    [("tue", "tuesday"), ("Tues", "tuesday"), ("thur", "thursday"), ("tu", ""), ("tuhsday", "")],
)
def test_day_of_the_week_is_found_in_short(written: str, day: str) -> None:
    """Three letters of a day are enough; a fourth has to be that day's, too."""
    assert named(written, "Week", KNOWN["Week"]) == day


def test_example_is_given_for_a_missing_key() -> None:
    """What to write after a key comes from the table; a key of which it knows nothing has no example."""
    assert missing_key("title", empty=False).remedy.endswith("what people see, such as Chess club")
    assert missing_key("town", empty=False).remedy == "add a line “town:”"
