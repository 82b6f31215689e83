import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from librarysite.checks import contradictions
from librarysite.feeds.closures import closure_calendars
from librarysite.feeds.icscheck import faults
from librarysite.feeds.icslines import events_of, read
from librarysite.model import Library
from librarysite.moment import Now
from librarysite.reading.load import load
from librarysite.wording.facts import branches_words
from tests.support.calendars import READERS, Listed, Reader, blocks, words

CASES = Path(__file__).parents[1] / "cases" / "feeds"
ALL_TIME = datetime(2025, 1, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC)
MOMENTS = [
    "2026-10-25T00:30",  # the night on which the clocks go back
    "2026-10-25T12:00",
    "2026-11-23T09:00",
    "2026-12-26T12:00",  # in the middle of a closure
    "2026-12-31T23:30",
    "2027-01-01T00:30",
    "2027-03-28T00:30",  # the night on which the clocks go forward
    "2027-03-28T02:30",
]
REVISION = r"(?m)^(?:DTSTAMP|SEQUENCE):.*\n"
WEEK = """\
    hours:
      - from: 2025-01-01
        monday: 09:00 to 17:00
        tuesday: 09:00 to 17:00
        wednesday: 09:00 to 17:00
        thursday: 09:00 to 17:00
        friday: 09:00 to 17:00
        saturday: 09:00 to 13:00
        sunday: closed
"""
BRANCHES = (
    "branches:\n"
    + "".join(f"  - id: {name}\n    name: {name.title()}\n{WEEK}" for name in ("north", "south", "east"))
    + "  - id: old\n    name: Old\n    closed:\n      from: 2020\n"
)


def day_of(text: str) -> date:
    """Return the day of a moment of local time."""
    return datetime.fromisoformat(text).date()


def site(folder: Path, status: str, branches: str = BRANCHES) -> Library:
    """Return a service of three branches, and one closed for good, with closures read from a file."""
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "service.yaml").write_bytes((CASES / "service.yaml").read_bytes())
    (folder / "data" / "branches.yaml").write_text(branches, encoding="utf-8")
    (folder / "data" / "status.yaml").write_text(status, encoding="utf-8")
    loaded = load(folder)
    assert loaded.problems == []
    assert loaded.library is not None
    return loaded.library


@pytest.fixture(params=READERS.values(), ids=READERS.keys())
def reader(request: pytest.FixtureRequest) -> Reader:
    """Return each of the calendar programs."""
    return request.param


def listing(ics: bytes, reader: Reader) -> list[str]:
    """Return what a calendar program lists: dates and titles, in order."""
    [listed] = reader([ics], *ALL_TIME)
    return [f"{words(item)} | {item.title}" for item in sorted(listed, key=_order)]


def _order(item: Listed) -> tuple[str, str]:
    return words(item), item.title


def titles(library: Library, today: date, branch: str = "") -> dict[str, str]:
    """Return the title of every VEVENT of a calendar of closures by the part of its UID before the @."""
    address = f"feeds/closures/at/{branch}.ics" if branch else "feeds/closures.ics"
    ics = closure_calendars(library, today)[address]
    assert faults(ics) == []
    return {event.value("UID").partition("@")[0]: event.text("SUMMARY") for event in events_of(read(ics))}


def without_holidays(found: dict[str, str]) -> dict[str, str]:
    """Leave out the bank holidays."""
    return {uid: title for uid, title in found.items() if not uid.startswith("holiday.")}


# --- The sample data -------------------------------------------------------------------------------------

CHRISTMAS = "2026-12-24 13:00 to 2026-12-29 00:00 | All libraries: closed (Christmas)"
NEW_YEARS_EVE = "2026-12-31 | Luton Central Library: open 9am to 1pm (New Year's Eve)"
HEATING = "2027-01-14 | Leagrave Library: open 2pm to 7pm (The heating is being serviced in the morning)"
TRAINING = "2027-02-10 | Stopsley Library: closed (Staff training)"
NEW_YEAR = "2027-01-01 | All libraries: closed (New Year’s Day)"
# Until 23 December 2027, 13 months on. 25, 26 and 28 December 2026 are in the closure at Christmas.
BANK_HOLIDAYS = [
    "2027-03-26 | All libraries: closed (Good Friday)",
    "2027-03-28 | All libraries: closed (Easter Sunday)",
    "2027-03-29 | All libraries: closed (Easter Monday)",
    "2027-05-03 | All libraries: closed (Early May bank holiday)",
    "2027-05-31 | All libraries: closed (Spring bank holiday)",
    "2027-08-30 | All libraries: closed (Summer bank holiday)",
]


def own(name: str, days: list[str]) -> list[str]:
    """Return bank holidays as a branch's own calendar says them."""
    return [day.replace("All libraries", f"{name} Library") for day in days]


SAMPLE = {
    "feeds/closures.ics": [CHRISTMAS, NEW_YEARS_EVE, NEW_YEAR, HEATING, TRAINING, *BANK_HOLIDAYS],
    "feeds/closures/at/central.ics": [
        CHRISTMAS,
        NEW_YEARS_EVE,
        *own("Luton Central", [NEW_YEAR, *BANK_HOLIDAYS]),
    ],
    "feeds/closures/at/leagrave.ics": [
        CHRISTMAS,
        *own("Leagrave", [NEW_YEAR]),
        HEATING,
        *own("Leagrave", BANK_HOLIDAYS),
    ],
    "feeds/closures/at/lewsey.ics": [CHRISTMAS, *own("Lewsey", [NEW_YEAR, *BANK_HOLIDAYS])],
    "feeds/closures/at/marsh-farm.ics": [CHRISTMAS, *own("Marsh Farm", [NEW_YEAR, *BANK_HOLIDAYS])],
    "feeds/closures/at/stopsley.ics": [
        CHRISTMAS,
        *own("Stopsley", [NEW_YEAR]),
        TRAINING,
        *own("Stopsley", BANK_HOLIDAYS),
    ],
}


def test_sample_has_a_calendar_for_all_and_for_each_branch(sample: Library, now: Now) -> None:
    """There is a calendar of closures for all branches and one for each that is not closed for good."""
    assert sorted(closure_calendars(sample, now.today)) == sorted(SAMPLE)


@pytest.mark.parametrize("text", MOMENTS)
def test_sample_calendars_have_no_fault(sample: Library, text: str) -> None:
    """No calendar of closures breaks a rule, on whatever day it is made."""
    for address, ics in closure_calendars(sample, day_of(text)).items():
        assert (address, faults(ics)) == (address, [])


@pytest.mark.parametrize("address", SAMPLE)
def test_sample_closures(sample: Library, now: Now, reader: Reader, address: str) -> None:
    """Closures, changed hours and bank holidays of 13 months are listed once, for each branch its own."""
    assert listing(closure_calendars(sample, now.today)[address], reader) == SAMPLE[address]


def test_bank_holidays_on_a_weekend(sample: Library, reader: Reader) -> None:
    """Christmas and New Year on a weekend close libraries on their real dates and on the substitute days."""
    assert listing(closure_calendars(sample, day_of("2027-06-01T09:00"))["feeds/closures.ics"], reader) == [
        "2027-08-30 | All libraries: closed (Summer bank holiday)",
        "2027-12-25 | All libraries: closed (Christmas Day)",
        "2027-12-26 | All libraries: closed (Boxing Day)",
        "2027-12-27 | All libraries: closed (Christmas Day (substitute day))",
        "2027-12-28 | All libraries: closed (Boxing Day (substitute day))",
        "2028-01-01 | All libraries: closed (New Year’s Day)",
        "2028-01-03 | All libraries: closed (New Year’s Day (substitute day))",
        "2028-04-14 | All libraries: closed (Good Friday)",
        "2028-04-16 | All libraries: closed (Easter Sunday)",
        "2028-04-17 | All libraries: closed (Easter Monday)",
        "2028-05-01 | All libraries: closed (Early May bank holiday)",
        "2028-05-29 | All libraries: closed (Spring bank holiday)",
    ]


def test_closure_says_what_people_need(sample: Library, now: Now) -> None:
    """A closure gives its reason, what is still open and its page; DTSTAMP is the day of the newest word about it."""
    events = events_of(read(closure_calendars(sample, now.today)["feeds/closures.ics"]))
    christmas = next(e for e in events if e.value("UID") == "closure.christmas-2026@luton-libraries.example")
    assert christmas.text("DESCRIPTION").split("\n") == [
        "Christmas.",
        "Still open: The online catalogue, e-books and e-audiobooks.",
        "https://luton-libraries.example/opening-times/",
    ]
    # The site began on 2 November.
    assert (christmas.value("DTSTAMP")[:8], christmas.value("SEQUENCE")) == ("20261120", "21")
    training = next(e for e in events if "stopsley" in e.value("UID"))
    assert training.text("LOCATION") == "Stopsley Library\nHitchin Road, Luton LU2 7UG"


def test_same_day_gives_the_same_bytes(sample: Library, now: Now) -> None:
    """The same data on the same day gives the same bytes."""
    assert closure_calendars(sample, now.today) == closure_calendars(sample, now.today)


@pytest.mark.parametrize("text", MOMENTS)
def test_nothing_moves_as_days_pass(sample: Library, now: Now, text: str) -> None:
    """What two calendars of different days both have is the same in both; only before its newest word it is older."""
    earlier = day_of(text) < now.today
    for address, ics in closure_calendars(sample, day_of(text)).items():
        one, other = (
            {
                uid: re.sub(REVISION, "", block) if earlier else block
                for uid, block in blocks(calendar).items()
            }
            for calendar in (ics, closure_calendars(sample, now.today)[address])
        )
        shared = one.keys() & other.keys()
        assert shared
        assert {uid: one[uid] for uid in shared} == {uid: other[uid] for uid in shared}


# --- Kinds of closure ------------------------------------------------------------------------------------

FLOOD = """\
closures:
  - id: flood
    branches:
      - north
    from: 2026-12-10
    until: further notice
    review: 2027-01-15
    reason: Flood
    published: 2026-12-09
"""


# 23 April 2027 is 14 weeks after the review day, and the first such day that is not before 20 April.
@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026-11-23T09:00", "2027-01-15"),
        ("2027-01-15T09:00", "2027-01-15"),
        ("2027-01-16T09:00", "2027-01-22"),
        ("2027-04-20T09:00", "2027-04-23"),
    ],
)
def test_open_ended_closure(tmp_path: Path, text: str, last: str, reader: Reader) -> None:
    """A closure without an end lasts until its review day and, when that has passed, week by week."""
    ics = closure_calendars(site(tmp_path, FLOOD), day_of(text))["feeds/closures/at/north.ics"]
    assert faults(ics) == []
    assert [line for line in listing(ics, reader) if "Flood" in line] == [
        f"2026-12-10 to {last} | North: closed, until further notice (Flood)"
    ]
    event = next(e for e in events_of(read(ics)) if e.value("UID") == "closure.flood@libraries.example")
    assert "until further notice" in event.text("DESCRIPTION").lower()
    assert "15 January 2027" in event.text("DESCRIPTION")


def test_open_ended_closure_leaves_no_holiday_twice(tmp_path: Path, now: Now) -> None:
    """During an open-ended closure a branch has no bank holidays; it is closed on the others' all the same."""
    library = site(tmp_path, FLOOD)
    assert "holiday.20261225" not in titles(library, now.today, "north")
    assert titles(library, now.today, "north") == {
        "closure.flood": "North: closed, until further notice (Flood)"
    }
    assert titles(library, now.today)["holiday.20261225"] == "All libraries: closed (Christmas Day)"


def test_closure_for_hours_and_for_days(tmp_path: Path, now: Now, reader: Reader) -> None:
    """A closure of some hours has clock times, one of whole days has days, its last day among them."""
    status = """\
closures:
  - id: alarm-test
    branches: all
    on: 2026-12-08 09:00 to 12:00
    reason: Alarm test
  - id: painting
    branches: all
    except: east
    from: 2026-12-14
    to: 2026-12-16
    reason: Painting
  - id: evening
    branches:
      - south
    from: 2026-12-18 15:00
    to: 2026-12-19
    reason: Party
"""
    ics = closure_calendars(site(tmp_path, status), now.today)["feeds/closures.ics"]
    assert faults(ics) == []
    assert listing(ics, reader)[:3] == [
        "2026-12-08 09:00 to 12:00 | All libraries: closed (Alarm test)",
        "2026-12-14 to 2026-12-16 | North and South: closed (Painting)",
        "2026-12-18 15:00 to 2026-12-20 00:00 | South: closed (Party)",
    ]
    east = closure_calendars(site(tmp_path, status), now.today)["feeds/closures/at/east.ics"]
    assert [line for line in listing(east, reader) if line < "2026-12-25"] == [
        "2026-12-08 09:00 to 12:00 | All libraries: closed (Alarm test)"
    ]


def test_closures_come_at_once_and_leave_30_days_after_their_end(tmp_path: Path) -> None:
    """A closure is in the calendar however far ahead it begins, until 30 days after it ended."""
    status = "closures:\n  - id: one-day\n    branches: all\n    on: 2027-12-08\n    reason: Training\n"
    library = site(tmp_path, status)
    seen = {
        text: "closure.one-day" in titles(library, day_of(text))
        for text in ("2026-11-01T09:00", "2026-11-10T09:00", "2028-01-06T09:00", "2028-01-12T09:00")
    }
    assert list(seen.values()) == [True, True, True, False]


def test_closure_of_part_of_a_bank_holiday_leaves_the_holiday(tmp_path: Path, now: Now) -> None:
    """A closure of a few hours on a bank holiday does not hide that the library is closed all day."""
    status = """\
closures:
  - id: power-cut
    branches: all
    on: 2027-03-26 10:00 to 11:00
    reason: Power cut
"""
    assert (
        titles(site(tmp_path, status), now.today)["holiday.20270326"] == "All libraries: closed (Good Friday)"
    )


@pytest.mark.parametrize(
    ("when", "title"),
    [
        ("on: 2026-12-08", "North: no staff, self-service as usual (Staff day)"),
        ("on: 2026-12-08 09:00 to 11:00", "North: no staff, self-service as usual (Staff day)"),
        (
            "from: 2026-12-08\n    until: further notice\n    review: 2026-12-15",
            "North: no staff, self-service as usual, until further notice (Staff day)",
        ),
    ],
)
def test_closure_that_leaves_self_service(tmp_path: Path, now: Now, when: str, title: str) -> None:
    """Where a closure sends the staff home and the doors open as usual, subscribers are told both."""
    lines = f"    branches: [north]\n    {when}\n    reason: Staff day\n    self_service: as usual\n"
    library = site(tmp_path, f"closures:\n  - id: staff\n{lines}")
    assert titles(library, now.today)["closure.staff"] == title
    told = descriptions(library, now.today)["closure.staff"]
    if "further notice" in when:
        assert told[1].startswith(
            "No staff, self-service as usual until further notice. This is looked at again"
        )
    else:
        assert told == ["Staff day."]


# --- Changed hours and decisions about bank holidays -----------------------------------------------------


def test_open_on_a_bank_holiday(tmp_path: Path, now: Now) -> None:
    """A branch that opens on a bank holiday says so and has no holiday; the others keep theirs."""
    status = """\
changed_hours:
  - id: good-friday
    branches:
      - north
    on: 2027-03-26
    hours: as usual
"""
    library = site(tmp_path, status)
    assert without_holidays(titles(library, now.today)) == {"hours.good-friday": "North: open as usual"}
    on_the_day = [t for t in titles(library, now.today).values() if "Good Friday" in t]
    assert on_the_day == ["South and East: closed (Good Friday)"]
    assert [t for t in titles(library, now.today, "north").values() if "Good Friday" in t] == []


WINTER = """\
changed_hours:
  - id: winter
    branches: all
    from: 2026-12-14
    to: 2027-01-08
    hours: 10:00 to 16:00
    reason: Winter hours
"""


def descriptions(library: Library, today: date) -> dict[str, list[str]]:
    """Return the lines of the description of every VEVENT by the part of its UID before the @, without the address."""
    ics = closure_calendars(library, today)["feeds/closures.ics"]
    read_events = events_of(read(ics))
    return {e.value("UID").partition("@")[0]: e.text("DESCRIPTION").split("\n")[:-1] for e in read_events}


@pytest.mark.parametrize(
    ("more", "lines", "holidays"),
    [
        (
            "",
            [
                "Closed on Friday 25 December 2026, Saturday 26 December 2026, Monday 28 December 2026 and "
                "Friday 1 January 2027."
            ],
            4,
        ),
        (
            "    bank_holidays: as usual\n",
            [
                "Open as usual on Friday 25 December 2026, Saturday 26 December 2026, Monday 28 December 2026 and "
                "Friday 1 January 2027."
            ],
            0,
        ),
        (
            "    bank_holidays: 11:00 to 13:00\n  - branches: [north]\n    on: 2026-12-26\n    hours: closed\n"
            "    reason: Works\n",
            [
                "Open 11am to 1pm on Friday 25 December 2026, Saturday 26 December 2026 (South and East), "
                "Monday 28 December 2026 and Friday 1 January 2027.",
                "Other hours on Saturday 26 December 2026 (North).",
            ],
            0,
        ),
    ],
)
def test_changed_hours_say_what_holds_on_bank_holidays(
    tmp_path: Path, now: Now, more: str, lines: list[str], holidays: int
) -> None:
    """An entry of several days claims no hours for bank holidays: it says what holds, and these have their own."""
    library = site(tmp_path, WINTER + more)
    found = descriptions(library, now.today)
    assert found["hours.winter"] == ["Winter hours.", *lines]
    days = ["holiday.20261225", "holiday.20261226", "holiday.20261228", "holiday.20270101"]
    assert len(found.keys() & set(days)) == holidays


def test_holidays_that_the_service_and_a_library_change(tmp_path: Path, now: Now) -> None:
    """Holidays that are added or taken away are so in the calendars, of all libraries or of the one that keeps them."""
    fair = "        - date: 2027-07-19\n          name: Glasgow Fair\n"
    own = f"    holidays:\n      also:\n{fair}      not: 2027-03-29\n"
    site(tmp_path, "closures:\n", BRANCHES.replace("    name: North\n", f"    name: North\n{own}"))
    moved = "holidays:\n  also:\n    - date: 2027-05-07\n      name: May Day\n  not: 2027-05-03\n"
    service = tmp_path / "data" / "service.yaml"
    service.write_text(service.read_text(encoding="utf-8") + moved, encoding="utf-8")
    loaded = load(tmp_path).library
    assert loaded is not None
    days = ["20270329", "20270503", "20270507", "20270719"]
    found = titles(loaded, now.today)
    assert [found.get(f"holiday.{day}") for day in days] == [
        "South and East: closed (Easter Monday)",
        None,
        "All libraries: closed (May Day)",
        "North: closed (Glasgow Fair)",
    ]
    own_days = titles(loaded, now.today, "north")
    assert [own_days.get(f"holiday.{day}.north") for day in days] == [
        None,
        None,
        "North: closed (May Day)",
        "North: closed (Glasgow Fair)",
    ]
    assert "holiday.20270719.south" not in titles(loaded, now.today, "south")


def test_bank_holiday_keeps_its_uid(tmp_path: Path, now: Now) -> None:
    """A branch's bank holiday has the same UID whether or not other branches decide to open."""
    decision = "changed_hours:\n  - branches:\n      - {}\n    on: 2027-03-26\n    hours: as usual\n"
    before = titles(site(tmp_path, "closures:\n"), now.today, "south")
    after = titles(site(tmp_path, decision.format("north")), now.today, "south")
    assert after.keys() == before.keys()


def test_as_usual_names_the_libraries_that_open(tmp_path: Path, now: Now) -> None:
    """On Boxing Day, a Saturday, one library opens as usual; of those that are closed as usual nothing is said."""
    weekdays = BRANCHES.replace("saturday: 09:00 to 13:00", "saturday: closed")
    branches = weekdays.replace("saturday: closed", "saturday: 09:00 to 13:00", 1)
    status = (
        "changed_hours:\n  - id: boxing-day\n    branches: all\n    on: 2026-12-26\n    hours: as usual\n"
    )
    library = site(tmp_path, status, branches)
    assert titles(library, now.today)["hours.boxing-day"] == "North: open as usual"
    assert titles(library, now.today, "north")["hours.boxing-day"] == "North: open as usual"
    assert "hours.boxing-day" not in titles(library, now.today, "south")


def test_as_usual_that_opens_no_library_is_in_no_calendar(tmp_path: Path, now: Now) -> None:
    """On Easter Sunday no library opens as usual, so that nobody is told that one does."""
    status = "changed_hours:\n  - id: easter\n    branches: all\n    on: 2027-03-28\n    hours: as usual\n"
    assert "hours.easter" not in titles(site(tmp_path, status), now.today)


def test_changed_hours_over_days_of_which_one_is_closed(tmp_path: Path, now: Now) -> None:
    """Changed hours of several days say those hours, also when a closure takes the first of the days."""
    status = """\
closures:
  - id: training
    branches:
      - north
    on: 2026-12-14
    reason: Training
changed_hours:
  - id: short-week
    branches:
      - north
    from: 2026-12-14
    to: 2026-12-18
    hours: 10:00 to 14:00
    reason: Few staff
"""
    assert without_holidays(titles(site(tmp_path, status), now.today)) == {
        "closure.training": "North: closed (Training)",
        "hours.short-week": "North: open 10am to 2pm (Few staff)",
    }


def test_changed_hours_in_words(tmp_path: Path, now: Now, reader: Reader) -> None:
    """Changed hours are all-day events that say the hours, or that the branch is closed."""
    status = """\
changed_hours:
  - branches:
      - north
    on: 2026-12-14
    hours: 09:00 to 12:00, 13:00 to 15:30
    reason: Few staff
  - branches: all
    from: 2026-12-15
    to: 2026-12-16
    hours: closed
    reason: Move
"""
    ics = closure_calendars(site(tmp_path, status), now.today)["feeds/closures.ics"]
    assert faults(ics) == []
    assert listing(ics, reader)[:2] == [
        "2026-12-14 | North: open 9am to midday and 1pm to 3:30pm (Few staff)",
        "2026-12-15 to 2026-12-16 | All libraries: closed (Move)",
    ]


def test_changed_hours_without_ids_on_one_day(tmp_path: Path, now: Now) -> None:
    """Changed hours for all and others for one branch on the same day are refused, or have two UIDs."""
    status = """\
changed_hours:
  - branches: all
    on: 2026-12-14
    hours: 09:00 to 12:00
    reason: Few staff
  - branches:
      - north
    on: 2026-12-14
    hours: 09:00 to 10:00
    reason: Nobody
"""
    library = site(tmp_path, status)
    ics = closure_calendars(library, now.today)["feeds/closures/at/north.ics"]
    assert faults(ics) == [] or any(not finding.warning for finding in contradictions(library))


def test_branch_that_has_not_decided(tmp_path: Path, now: Now) -> None:
    """An undecided day is not called closed, but is there: programs keep the old entries of a calendar without any."""
    branches = BRANCHES.replace(
        "    name: East\n", "    name: East\n    holidays:\n      unless_told: decide\n"
    )
    library = site(tmp_path, "closures:\n", branches)
    assert (
        titles(library, now.today, "east")["holiday.20270326.east"] == "East: not decided yet (Good Friday)"
    )
    told = titles(library, now.today)["holiday.20270326"]
    assert told == "North and South: closed; East: not decided yet (Good Friday)"


def test_holiday_of_which_no_branch_has_decided(tmp_path: Path, now: Now) -> None:
    """All libraries are named together."""
    each = BRANCHES.replace(WEEK, f"{WEEK}    holidays:\n      unless_told: decide\n")
    library = site(tmp_path, "closures:\n", each)
    assert titles(library, now.today)["holiday.20270326"] == "All libraries: not decided yet (Good Friday)"


def test_closure_for_good_is_no_closure_of_the_calendar(tmp_path: Path, now: Now) -> None:
    """A branch that is closed for good has no calendar and is not named in any."""
    calendars = closure_calendars(site(tmp_path, FLOOD), now.today)
    assert "feeds/closures/at/old.ics" not in calendars
    assert all(b"Old" not in ics for ics in calendars.values())


def test_hostile_text(tmp_path: Path, now: Now, reader: Reader) -> None:
    """Line ends, commas, semicolons, backslashes and emoji in an editor's text stay text."""
    status = r"""
closures:
  - id: hostile
    branches: all
    on: 2026-12-08
    reason: "Rain, wind; C:\\n\r\nEND:VEVENT\r\nBEGIN:VALARM ☔ مغلق"
    still_open: "A\nMETHOD:PUBLISH"
"""
    ics = closure_calendars(site(tmp_path, status), now.today)["feeds/closures.ics"]
    assert faults(ics) == []
    assert listing(ics, reader)[0] == (
        "2026-12-08 | All libraries: closed (Rain, wind; C:\\n END:VEVENT BEGIN:VALARM ☔ مغلق)"
    )


@pytest.mark.parametrize(
    ("branches", "who"),
    [
        ("all", "All libraries"),
        ("[north, south, east]", "All libraries"),  # Old has closed for good
        ("[south, north]", "North and South"),
        ("all\n    except: [old]", "All libraries"),
        ("all\n    except: [east]", "North and South"),
    ],
)
def test_calendar_calls_libraries_as_pages_do(tmp_path: Path, now: Now, branches: str, who: str) -> None:
    """Whether libraries are named or meant together does not depend on how their entry is written."""
    status = f"""\
closures:
  - id: paint
    branches: {branches}
    on: 2026-12-08
    reason: Paint
"""
    library = site(tmp_path, status)
    assert titles(library, now.today)["closure.paint"] == f"{who}: closed (Paint)"
    assert branches_words(library, library.closures[0]) == who


def test_only_library_is_named(tmp_path: Path, now: Now) -> None:
    """Where there is one library, a closure says what is written: its name, or all."""
    status = "closures:\n  - id: paint\n    branches: {}\n    on: 2026-12-08\n    reason: Paint\n"
    for branches, who in (("all", "All libraries"), ("north", "North")):
        library = site(
            tmp_path, status.format(branches), f"branches:\n  - id: north\n    name: North\n{WEEK}"
        )
        assert titles(library, now.today)["closure.paint"] == f"{who}: closed (Paint)"


def test_closure_across_a_clock_change_is_in_utc(tmp_path: Path, now: Now, reader: Reader) -> None:
    """A closure that begins before and ends after the clocks change is listed at its local times."""
    status = """\
closures:
  - id: long
    branches: all
    from: 2027-03-26 13:00
    to: 2027-03-30 10:00
    reason: Works
"""
    ics = closure_calendars(site(tmp_path, status), now.today)["feeds/closures.ics"]
    assert faults(ics) == []
    assert b"DTSTART:20270326T130000Z\r\nDTEND:20270330T090000Z\r\n" in ics
    assert "2027-03-26 13:00 to 2027-03-30 10:00 | All libraries: closed (Works)" in listing(ics, reader)
