"""The sample programme: as many dates as Luton's libraries hold, of the kinds of a real service, in every form."""

import csv
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from librarysite.model import Library
from librarysite.moment import Now
from librarysite.schedule.occurrences import Occurrence, occurrences

Entry = dict[str, Any]

FIRST, AFTER = date(2026, 12, 1), date(2028, 1, 1)  # thirteen months
FEWEST, MOST = 100, 135
FEWEST_IN = {8: 85, 12: 85}  # in the summer holidays and at Christmas
POINTS = 4  # by how many points of a hundred a share may differ

# What the names of tests/data/barnet-event-names.csv, in small letters, are called among our types.
KINDS = {
    "toddler read and rhyme": "rhyme-time",
    "baby rhyme time": "rhyme-time",
    "toddler time": "story-time",
    "other early years": "story-time",
    "reading group adult": "reading-group",
    "reading group teen": "reading-group",
    "it": "digital-help",
    "conversation café/language session": "language",
    "advice/surgery": "advice",
    "careers/job hunting": "advice",
    "coffee morning/afternoon tea": "company",
    "author talk (adult)": "company",
    "other adult": "company",
    "other - charge all entrants": "company",
    "lego": "fun",
    "scrabble": "fun",
    "boardgames": "fun",
    "creative play": "fun",
    "knit & natter/crafts/sewing": "fun",
    "summer reading challenge": "fun",
    "other child 5+": "fun",
    "other teen": "fun",
}
# Classes do not come to what is announced to everybody; what BBP stands for is not known.
LEFT_OUT = {"bbp", "class visits primary", "class visits nursery", "class visits secondary"}
# “Other” events are of several types, so that these are counted together.
TOGETHER = {
    "social": "company",
    "talk": "company",
    "exhibition": "company",
    "games": "fun",
    "craft": "fun",
    "trail": "fun",
}

DAY = r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DATE = r"\d{4}-\d\d-\d\d"
CLOCK = r"\d\d:\d\d"
REPEATS = {
    "a weekday": DAY,
    "two weekdays": f"{DAY} and {DAY}",
    "the second of the month": "second Tuesday",
    "two of the month": "second and fourth Tuesday",
    "the last of the month": "last Saturday",
    "every other week": "2 weeks on Friday",
    "Monday to Friday": "weekday",
    "every day": "day",
}


@pytest.fixture(scope="module")
def entries(root: Path) -> list[Entry]:
    """Return the entries of all events as they are written, every value a text."""
    whole = yaml.load((root / "data" / "events.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    files = sorted((root / "data" / "events").glob("*.yaml"))
    return whole["events"] + [yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in files]


@pytest.fixture(scope="module")
def held(sample: Library) -> list[Occurrence]:
    """Return the dates of the thirteen months that are not cancelled."""
    found = [one for event in sample.events for one in occurrences(sample, event, FIRST, AFTER)]
    return [one for one in found if one.state != "cancelled"]


def patterns(entries: list[Entry]) -> list[Entry]:
    """Return what stands under ``when`` of all events, one by one."""
    whens = [entry["when"] for entry in entries]
    return [pattern for when in whens for pattern in (when if isinstance(when, list) else [when])]


def changes(entries: list[Entry]) -> list[Entry]:
    """Return the changes of all events."""
    return [change for entry in entries for change in entry.get("changes", [])]


def test_there_are_at_least_25_series(entries: list[Entry]) -> None:
    """At least 25 events repeat."""
    repeating = [entry["id"] for entry in entries if any("every" in when for when in patterns([entry]))]
    assert len(repeating) >= 25


@pytest.mark.parametrize("repeat", REPEATS.values(), ids=REPEATS)
def test_every_way_to_repeat_is_used(entries: list[Entry], repeat: str) -> None:
    """Each way of saying how often has an example."""
    assert [when["every"] for when in patterns(entries) if re.fullmatch(repeat, when.get("every", ""))]


WHENS: dict[str, Callable[[Entry], object]] = {
    "a rule beyond words": lambda when: "rule" in when,
    "one date": lambda when: re.fullmatch(DATE, str(when.get("on"))),
    "a list of dates": lambda when: isinstance(when.get("on"), list),
    "a date of a list with a time of its own": lambda when: any(
        re.fullmatch(f"{DATE} {CLOCK} to {CLOCK}", day) for day in when.get("on", ())
    ),
    "a span of days": lambda when: re.fullmatch(f"{DATE} to {DATE}", str(when.get("on"))),
    "past midnight": lambda when: re.fullmatch(f"{DATE} {CLOCK} to {DATE} {CLOCK}", str(when.get("on"))),
    "all day": lambda when: "at" not in when and re.fullmatch(f"{DATE}( to {DATE})?", str(when.get("on"))),
    "times": lambda when: re.fullmatch(f"{CLOCK} to {CLOCK}", when.get("at", "")),
    "as long as the library is open": lambda when: when.get("at") == "opening hours",
    "in term time": lambda when: when.get("term_time") == "yes",
    "from a day on": lambda when: "from" in when and "until" not in when,
    "from one day until another": lambda when: "from" in when and "until" in when,
    "a day left out": lambda when: any(re.fullmatch(DATE, day) for day in when.get("except", ())),
    "days left out": lambda when: any(
        re.fullmatch(f"{DATE} to {DATE}", days) for days in when.get("except", ())
    ),
}


@pytest.mark.parametrize("form", WHENS.values(), ids=WHENS)
def test_every_way_to_say_when_is_used(entries: list[Entry], form: Callable[[Entry], object]) -> None:
    """Each line that may stand under ``when``, in each of its forms, has an example."""
    assert [when for when in patterns(entries) if form(when)]


@pytest.mark.parametrize(
    "key", ["session", "cancelled", "moved_to", "branch", "room", "title", "note", "goes_ahead"]
)
def test_every_kind_of_change_is_used(entries: list[Entry], key: str) -> None:
    """Whatever can happen to a date after it was announced happens to one."""
    assert [change for change in changes(entries) if key in change]


def repeats_of(entry: Entry) -> list[str]:
    """Return how often each of several sessions takes place; nothing of an event with one session."""
    return [when["every"] for when in entry["when"]] if isinstance(entry["when"], list) else []


ENTRIES: dict[str, Callable[[Entry], object]] = {
    "two sessions a day": lambda entry: len(repeats_of(entry)) > len(set(repeats_of(entry))),
    "times by the day of the week": lambda entry: len(set(repeats_of(entry))) > 1,
    "extra dates": lambda entry: entry.get("also_on"),
    "at a library": lambda entry: "branch" in entry and "room" in entry,
    "at another place": lambda entry: entry.get("place", {}).keys() >= {"name", "address"},
    "online, the link by request": lambda entry: entry.get("online") == "yes",
    "online with a link": lambda entry: isinstance(entry.get("online"), dict) and "branch" not in entry,
    "at a library and online": lambda entry: "branch" in entry and "online" in entry,
    "free": lambda entry: entry.get("cost") == "Free",
    "not free": lambda entry: "£" in entry.get("cost", ""),
    "without booking": lambda entry: entry.get("booking") == "not needed",
    "with booking": lambda entry: entry.get("booking") == "needed",
    "booking by phone": lambda entry: "phone" in _lines(entry.get("booking")),
    "booking on a website": lambda entry: "link" in _lines(entry.get("booking")),
    "booking from a day on": lambda entry: "opens" in _lines(entry.get("booking")),
    "held although the library is closed": lambda entry: entry.get("goes_ahead") == "yes",
    "outside the opening hours": lambda entry: entry.get("outside_hours") == "yes",
    "in a room with another": lambda entry: entry.get("shares_room") == "yes",
    "described at length": lambda entry: entry.get("description"),
    "by other names in the A to Z": lambda entry: entry.get("a_z"),
}


def _lines(value: object) -> Entry:
    return value if isinstance(value, dict) else {}


@pytest.mark.parametrize("form", ENTRIES.values(), ids=ENTRIES)
def test_every_kind_of_entry_is_used(entries: list[Entry], form: Callable[[Entry], object]) -> None:
    """Each line of an event, in each of its forms, has an example."""
    assert [entry["id"] for entry in entries if form(entry)]


@pytest.mark.parametrize("word", ["bsl", "captioned", "hearing-loop", "quiet", "relaxed", "step-free"])
def test_every_word_of_access_is_used(entries: list[Entry], word: str) -> None:
    """Each word that may stand under ``access`` has an example."""
    assert [entry["id"] for entry in entries if word in entry.get("access", ())]


def test_single_files_are_named_by_their_events(root: Path) -> None:
    """Some events have a file of their own, named by the event's id."""
    files = list((root / "data" / "events").glob("*.yaml"))
    ids = [yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["id"] for path in files]
    assert [path.stem for path in files] == ids
    assert len(ids) >= 3


def test_every_event_is_marked_as_sample_and_dated(entries: list[Entry]) -> None:
    """No invented event passes for a real one; each was published before the day of the demonstration."""
    assert [entry["id"] for entry in entries if entry.get("sample") != "yes"] == []
    days = {day for entry in entries for day in (entry["published"], entry.get("updated", "2026-08-24"))}
    assert min(days) >= "2026-08-24"
    assert max(days) <= "2026-11-23"


def test_every_event_has_words_of_its_own(entries: list[Entry]) -> None:
    """No two events have the same title or summary."""
    for key in ("title", "summary"):
        told = [entry[key] for entry in entries]
        assert [words for words, times in Counter(told).items() if times > 1] == []


def test_each_month_has_about_as_many_dates_as_in_luton(held: list[Occurrence]) -> None:
    """Luton held 1,396 events in 2023/24, about 116 a month: 100 to 135, in August and December from 85 on."""
    found = Counter((one.start.year, one.start.month) for one in held)
    assert sorted(found) == [(2026, 12), *((2027, month) for month in range(1, 13))]
    odd = {
        month: dates for month, dates in found.items() if not FEWEST_IN.get(month[1], FEWEST) <= dates <= MOST
    }
    assert odd == {}
    assert 110 <= sum(found.values()) / len(found) <= 122


def test_shares_of_kinds_are_those_of_a_real_service(root: Path, held: list[Occurrence]) -> None:
    """Each kind of event has about the share that it had in Barnet: a third are rhyme times, and so on."""
    real: Counter[str] = Counter()
    with (root / "tests" / "data" / "barnet-event-names.csv").open(encoding="utf-8", newline="") as file:
        for name, times in list(csv.reader(file))[1:]:
            if name.lower() not in LEFT_OUT:
                real[KINDS[name.lower()]] += int(times)
    ours = Counter(TOGETHER.get(str(one.event.type), str(one.event.type)) for one in held)
    assert real.total() == 3936
    assert ours.keys() == real.keys()
    far = {
        kind: (share, round(100 * ours[kind] / len(held), 1))
        for kind in real
        if abs((share := round(100 * real[kind] / real.total(), 1)) - 100 * ours[kind] / len(held)) > POINTS
    }
    assert far == {}


def test_every_audience_and_type_has_a_coming_date(sample: Library, held: list[Occurrence], now: Now) -> None:
    """Nobody who looks for an audience or a type finds nothing, neither now nor in a year."""
    for start in (now.moment, now.moment + timedelta(days=365)):
        coming = [one.event for one in held if one.start > start]
        assert {name for event in coming for name in event.for_} == {
            group.id for group in sample.service.audiences
        }
        assert {event.type for event in coming} == {kind.id for kind in sample.service.types}


def test_every_library_has_dates_in_each_month(sample: Library, held: list[Occurrence]) -> None:
    """Each of the five libraries has something on in every month, and Central, the largest, the most."""
    found = Counter(one.branch.id for one in held if one.branch)
    assert max(found, key=lambda branch: found[branch]) == "central"
    months = {(one.branch.id, one.start.month) for one in held if one.branch}
    assert len(months) == 5 * 12
