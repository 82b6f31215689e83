"""No edit, whatever it is, takes an entry or a date from a calendar without a word: edits are made at random."""

import copy
import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from librarysite.compare.vanished import gone
from librarysite.feeds.closures import closure_calendars
from librarysite.feeds.events import event_calendars
from librarysite.feeds.icslines import events_of, read
from librarysite.model import ZONE, Library
from librarysite.paths import is_followed
from librarysite.problems import errors
from librarysite.schedule.agenda import Agenda
from tests.compare.test_eventdates import SITE, TODAY, Site
from tests.compare.test_vanished import NOW
from tests.support.calendars import with_vobject
from tests.support.goldencases import enter

DAYS = [
    "2026-11-10",
    "2026-11-17",
    "2026-11-24",
    "2026-12-02",
    "2026-12-09",
    "2026-12-15",
    "2026-12-16",
    "2027-01-26",
]
LIBRARIES = ["north", "south", "west"]
WINDOW = (datetime(2026, 10, 26, tzinfo=ZONE), datetime(2027, 3, 1, tzinfo=ZONE))
Held = dict[tuple[str, str], str]  # the status of each entry, by its calendar and its UID

day = st.sampled_from(DAYS)
library = st.sampled_from(LIBRARIES)
# What may be written for a key, or that it is deleted (None).
PATTERN = {
    "every": st.sampled_from(
        ["Tuesday", "Wednesday", "Thursday", "Monday", "2 weeks on Tuesday", "first Tuesday"]
    ),
    "at": st.sampled_from(["10:00 to 11:00", "14:00 to 15:00", "opening hours", None]),
    "rule": st.just("FREQ=MONTHLY;BYDAY=1TU,3WE"),
    "from": st.one_of(day, st.just("2026-09-01")),
    "until": st.one_of(day, st.none()),
    "except": st.lists(day, min_size=1, max_size=2, unique=True),
    "term_time": st.sampled_from(["yes", None]),
    "ended": st.sampled_from(["Too few", None]),
    "on": st.one_of(day, st.none()),
}
CHANGE = st.one_of(
    st.fixed_dictionaries({"date": day, "cancelled": st.just("Illness")}),
    st.fixed_dictionaries({"date": day, "moved_to": day}),
    st.fixed_dictionaries({"date": day, "branch": library}),
    st.fixed_dictionaries({"date": day, "note": st.just("Bring a cup")}),
)
EVENT = {
    "branch": library,
    "for": st.sampled_from([["babies"], ["adults"], None]),
    "type": st.sampled_from(["talk", "craft", None]),
    "changes": st.lists(CHANGE, max_size=2, unique_by=lambda change: change["date"]),
    "also_on": st.one_of(st.none(), day.map(lambda one: [f"{one} 10:00 to 11:00"])),
    "goes_ahead": st.sampled_from(["yes", None]),
    "updated": st.sampled_from([TODAY, None]),
    "id": st.just("another-id"),
}
STATUS = {
    "branches": st.one_of(st.lists(library, min_size=1, max_size=3, unique=True), st.just("all")),
    "from": day,
    "to": st.one_of(day, st.none()),
    "cancelled": st.sampled_from(["Not needed", None]),
    "updated": st.sampled_from([TODAY, None]),
    "review": day,
}
SERVICE_KEYS = {
    "holidays": st.sampled_from([{"region": "SCT"}, {"region": "NIR"}, {"unless_told": "decide"}]),
    "terms": st.sampled_from([SITE["service"]["terms"][1:], []]),
}


def write(entry: Site, key: str, value: object) -> None:
    """Write a line of an entry, or delete it."""
    entry.pop(key, None)
    if value is not None:
        entry[key] = value


@st.composite
def edited(draw: st.DrawFn) -> Site:
    """Return the site after one to three edits of somebody who cares for nothing."""
    site = copy.deepcopy(SITE)
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["events", "events", "events", "closures", "changed_hours", "service"]))
        if kind == "service":
            key = draw(st.sampled_from(sorted(SERVICE_KEYS)))
            write(site["service"], key, draw(SERVICE_KEYS[key]))
            continue
        entries = site[kind]
        entry = draw(st.sampled_from(entries)) if entries else None
        if entry is None or draw(st.integers(0, 9)) == 0:
            site[kind] = [other for other in entries if other is not entry]
            continue
        keys, target = (EVENT, entry) if kind == "events" else (STATUS, entry)
        if kind == "events" and draw(st.booleans()):
            keys, target = PATTERN, entry["when"]
        key = draw(st.sampled_from(sorted(keys)))
        write(target, key, draw(keys[key]))
        if key == "rule":
            target.pop("every", None)
    return site


def library_of(site: Site) -> Library | None:
    """Return what editors have entered, if it can be read without an error."""
    with TemporaryDirectory() as folder:
        status = {key: site[key] for key in ("closures", "changed_hours", "notices")}
        files = {"service.yaml": site["service"], "branches.yaml": {"branches": site["branches"]}}
        loaded = enter(
            Path(folder), files | {"events.yaml": {"events": site["events"]}, "status.yaml": status}
        )
    return None if errors(loaded.problems) else loaded.library


@cache
def calendars(name: str) -> dict[str, bytes]:
    """Return the calendars that people follow, of a site as text."""
    site = json.loads(name)
    found = library_of(site)
    assert found is not None
    files = event_calendars(Agenda(found, NOW)) | closure_calendars(found, NOW.today)
    return {address: ics for address, ics in files.items() if is_followed(address)}


def held(files: dict[str, bytes]) -> Held:
    """Return the status of each entry of each calendar."""
    return {
        (address, event.value("UID")): event.value("STATUS")
        for address, ics in files.items()
        for event in events_of(read(ics))
    }


def dates(files: dict[str, bytes], *, with_cancelled: bool) -> set[tuple[str, str, object]]:
    """Return the dates to come of each event in each calendar of events, in three months."""
    names = sorted(address for address in files if "closures" not in address)
    listed = with_vobject([files[name] for name in names], NOW.moment, WINDOW[1])
    return {
        (address, date.uid.partition("@")[0].partition(".")[0], date.start)
        for address, found in zip(names, listed, strict=True)
        for date in found
        if with_cancelled or not date.cancelled
    }


def kinds(before: Site, after: Site) -> Iterator[str]:
    """Give the lists and the parts of the service that differ."""
    yield from (key for key in ("closures", "changed_hours") if before[key] != after[key])
    yield from (
        key for key in ("terms", "holidays") if before["service"].get(key) != after["service"].get(key)
    )


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(edited())
def test_nothing_is_taken_without_a_word(site: Site) -> None:
    """Whatever is gone from a calendar that people follow, an entry or a date to come, something is said of the edit.

    Two things are no loss: that a date is cancelled no more when a closure is, and, in a closure until further notice,
    bank holidays and dates of series beyond its review day, which come back.
    """
    after = library_of(site)
    if after is None:
        return  # what cannot be read is not compared
    before = library_of(SITE)
    assert before is not None
    said = [problem.mistake.message for problem in gone(before, after, NOW)]
    then, now = calendars(json.dumps(SITE)), calendars(json.dumps(site))
    of_closures = set(kinds(SITE, site)) & {"closures", "changed_hours"}
    lost = {
        name
        for name, status in held(then).items()
        if name not in held(now)
        and (not of_closures or (status == "CONFIRMED" and "holiday." not in name[1]))
    }
    gone_dates = dates(then, with_cancelled=False) - dates(now, with_cancelled=True)
    note(f"{said} {sorted(lost)} {sorted(gone_dates, key=str)[:5]}")
    assert said or not lost
    assert said or of_closures or not gone_dates
