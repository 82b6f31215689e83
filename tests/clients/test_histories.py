"""Editing histories as far as the calendars alone show what comes of them; ``tests/deep`` has the programs."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest

from librarysite.compare.vanished import gone
from tests.support.calendars import blocks, with_ical
from tests.support.histories import ALL_TIME, NAMES, WITH_DATES, State, history, lines, of_entry

pytestmark = pytest.mark.slow


class Entry(NamedTuple):
    """An entry of a calendar: what tells programs that it has changed, and all the rest."""

    sequence: int
    stamp: str
    rest: list[str]


def entries(ics: bytes) -> dict[str, Entry]:
    """Return the entries of a calendar by their UID."""
    found = {}
    for uid, block in blocks(ics).items():
        told = dict(
            line.split(":", 1) for line in block.split("\n") if line.startswith(("SEQUENCE:", "DTSTAMP:"))
        )
        rest = [line for line in block.split("\n") if not line.startswith(("SEQUENCE:", "DTSTAMP:"))]
        found[uid] = Entry(int(told["SEQUENCE"]), told["DTSTAMP"], rest)
    return found


def steps(name: str) -> Iterator[tuple[State, State]]:
    """Give each state of a history with the one after it."""
    yield from pairwise(history(name).states)


def kept(before: State, after: State) -> Iterator[tuple[Entry, Entry]]:
    """Give the entries that subscribers have before and after, as they were and as they are."""
    for address, ics in before.calendars.items():
        was, now = entries(ics), entries(after.calendars[address])
        yield from ((was[uid], now[uid]) for uid in was.keys() & now.keys())


@pytest.mark.parametrize("name", NAMES)
def test_what_changes_says_so(name: str) -> None:
    """An entry that changes has another DTSTAMP or SEQUENCE: without one evolution-data-server keeps the old one."""
    for before, after in steps(name):
        for was, now in kept(before, after):
            assert was.rest == now.rest or (was.stamp, was.sequence) != (now.stamp, now.sequence)


@pytest.mark.parametrize("name", NAMES)
def test_sequence_falls_only_where_that_is_refused(name: str) -> None:
    """SEQUENCE never falls, but where a history says so; then the check against what was published refuses the edit."""
    falls = False
    for before, after in steps(name):
        if any(now.sequence < was.sequence for was, now in kept(before, after)):
            falls = True
            assert list(gone(before.library, after.library, after.now))
    assert falls == history(name).sequence_falls


@pytest.mark.parametrize("name", WITH_DATES)
def test_calendar_has_the_dates_written_by_hand(name: str) -> None:
    """In the end an entry has exactly the dates to come that a person worked out."""
    last = history(name).states[-1]
    listed = [item for found in with_ical(last.calendars.values(), *ALL_TIME) for item in found]
    assert lines(of_entry(listed, history(name).shows, last.now.today)) == history(name).dates
