"""What people have in their calendars while editors change the entries, in the programs that they really use."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.support.calendars import Listed, words
from tests.support.clients import vdirsyncer_and_khal
from tests.support.desktops import evolution_data_server, thunderbird
from tests.support.histories import (
    EVENTS,
    NAMES,
    Follower,
    Seen,
    as_written,
    history,
    lines,
    replayed,
    to_come,
)
from tests.support.install_programs import missing_desktops

FOLLOWERS: dict[str, Follower] = {
    "evolution-data-server": evolution_data_server,
    "Thunderbird": thunderbird,
    "vdirsyncer and khal": vdirsyncer_and_khal,
}


@pytest.fixture(scope="module", params=FOLLOWERS)
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Let each program follow the sites of all histories through all their states."""
    if request.param in missing_desktops():
        pytest.skip(f"{request.param} is not installed; make check-deep does it as root on Debian")
    return replayed(FOLLOWERS[request.param], tmp_path_factory.mktemp("home"))


@cache
def fresh() -> Seen:
    """Return what somebody has who looks at each calendar of each state for the first time."""
    return as_written(
        (name, n, a) for name in NAMES for n, s in enumerate(history(name).states) for a in s.calendars
    )


def whole(listed: Iterable[Listed]) -> Counter[str]:
    """Return dates with all that people read of them."""
    return Counter(f"{words(item)} | {item.title} | {item.location} | {item.description}" for item in listed)


def differences(expected: Counter[str], found: Counter[str]) -> list[str]:
    """Say what is missing, and what is there that should not be."""
    lacking, ghosts = sorted((expected - found).elements()), sorted((found - expected).elements())
    return [f"lacks {line}" for line in lacking] + [f"still has {line}" for line in ghosts]


@pytest.mark.parametrize("name", NAMES)
def test_subscriber_has_what_a_new_one_has(seen: Seen, name: str) -> None:
    """After each sync a subscriber has each date once, as a new subscriber has it: no ghost, no old hour or word."""
    for key in (key for key in seen if key[0] == name):
        assert differences(whole(fresh()[key]), whole(seen[key])) == [], key


@pytest.mark.parametrize("name", NAMES)
def test_dates_are_those_that_the_program_has_worked_out(seen: Seen, name: str) -> None:
    """At each state the dates to come are those that the pages say, not only those of the file."""
    for n, state in enumerate(history(name).states):
        for address, expected in state.expected.items():
            assert lines(to_come(seen[name, n, address], state.now.today)) == expected, (n, address)


def without_revision(ics: bytes) -> bytes:
    """Return a calendar as it would be if nothing in an entry told that it has changed."""
    return re.sub(rb"(DTSTAMP:)\S+(\r\nSEQUENCE:)\d+", rb"\g<1>20260105T000000Z\g<2>0", ics)


def test_ghosts_are_noticed(tmp_path: Path) -> None:
    """evolution-data-server shows old dates if nothing in an entry tells of a change, so the tests above can fail."""
    if "evolution-data-server" in missing_desktops():
        pytest.skip("evolution-data-server is not installed; make check-deep does it as root on Debian")
    names = ["a closure is added", "a series takes place at another time", "title and room change"]
    seen = replayed(evolution_data_server, tmp_path, names, without_revision)
    new = as_written(seen)
    for name in names:
        assert differences(whole(new[name, 1, EVENTS]), whole(seen[name, 1, EVENTS])) != []
