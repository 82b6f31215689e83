import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from librarysite.checks import contradictions
from librarysite.feeds.events import event_calendars
from librarysite.feeds.ics import COLOURS
from librarysite.feeds.icscheck import faults
from librarysite.feeds.icslines import events_of, read
from librarysite.model import ZONE, Event, Library
from librarysite.moment import Now
from librarysite.reading.load import load
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.occurrences import occurrences
from tests.support.calendars import READERS, Listed, Reader, blocks, with_node_ical, words
from tests.support.torture import CASES, EVENTS, site

ALL_TIME = datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)

MOMENTS = {
    "a plain day": "2026-11-23T09:00",
    "before the clocks go back": "2026-10-25T00:30",
    "after the clocks went back": "2026-10-25T12:00",
    "the last minutes of a year": "2026-12-31T23:30",
    "the first minutes of a year": "2027-01-01T00:30",
    "before the clocks go forward": "2027-03-28T00:30",
    "after the clocks went forward": "2027-03-28T02:30",
    "after the last term": "2027-08-25T09:00",
}


def at(text: str) -> Now:
    """Return a moment of local time."""
    return Now(datetime.fromisoformat(text).replace(tzinfo=ZONE))


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the torture set, read as editors save it."""
    return site(tmp_path_factory.mktemp("torture"))


@pytest.fixture(params=MOMENTS.values(), ids=MOMENTS.keys())
def any_moment(request: pytest.FixtureRequest) -> Now:
    """Return each of the moments at which calendars may be hard to get right."""
    return at(request.param)


@pytest.fixture(params=READERS.values(), ids=READERS.keys())
def reader(request: pytest.FixtureRequest) -> Reader:
    """Return each of the calendar programs."""
    return request.param


@lru_cache(maxsize=16)  # many tests look at the calendars of the same library at the same moment
def calendars_of(library: Library, now: Now) -> dict[str, bytes]:
    """Return all calendars of events by their address."""
    return event_calendars(Agenda(library, now))


def whole(library: Library, now: Now) -> bytes:
    """Return the calendar of all events."""
    return calendars_of(library, now)["feeds/events.ics"]


def with_event(library: Library, event: Event) -> Library:
    """Return a library with another event in place of the one of that id."""
    return replace(library, events=tuple(event if e.id == event.id else e for e in library.events))


def changed(library: Library, event_id: str, **fields: object) -> Library:
    """Return a library one of whose events an editor has changed."""
    event = next(e for e in library.events if e.id == event_id)
    data = {name: getattr(event, name) for name in Event.model_fields}
    return with_event(library, Event.model_validate(data | fields))


def of_event(listed: list[Listed], event_id: str) -> list[Listed]:
    """Return the dates of one event, in order."""
    own = [item for item in listed if item.uid.partition("@")[0].split(".")[0] == event_id]
    return sorted(own, key=words)


# --- The rule checker itself -----------------------------------------------------------------------------

# DTSTAMP and SEQUENCE count from 5 January 2026; the times of day were worked out with sha256sum and bc.
GOOD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//tests//EN
NAME:Events
X-WR-CALNAME:Events
URL:https://libraries.example/whats-on/
SOURCE;VALUE=URI:https://libraries.example/feeds/events.ics
COLOR:teal
REFRESH-INTERVAL;VALUE=DURATION:PT4H
X-PUBLISHED-TTL:PT4H
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19700329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:one@libraries.example
DTSTAMP:20260106T105742Z
DTSTART;TZID=Europe/London:20270302T103000
DTEND;TZID=Europe/London:20270302T110000
RRULE:FREQ=WEEKLY;UNTIL=20270406T093000Z;BYDAY=TU
EXDATE;TZID=Europe/London:20270309T103000,20270330T103000
SUMMARY:Rhyme time\\, relaxed
DESCRIPTION:Songs\\nhttps://libraries.example/whats-on/one/
LOCATION:North Library\\n1 North Road
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="1 North Road";X-TITLE=
 "North Library":geo:51.88,-0.41
URL:https://libraries.example/whats-on/one/
STATUS:CONFIRMED
SEQUENCE:4
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:two@libraries.example
DTSTAMP:20260105T044923Z
DTSTART;VALUE=DATE:20270226
DTEND;VALUE=DATE:20270227
RRULE:FREQ=DAILY;UNTIL=20270301
SUMMARY:CANCELLED: Trail
DESCRIPTION:https://libraries.example/whats-on/two/
URL:https://libraries.example/whats-on/two/
STATUS:CANCELLED
SEQUENCE:3
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()

# What breaks a calendar: the fault that must be found, the text to put something else for, and what.
DAYS = b"DTSTART;VALUE=DATE:20270226\r\nDTEND;VALUE=DATE:20270227"
EXDATE = b"EXDATE;TZID=Europe/London:20270309T103000,20270330T103000"
BROKEN = [
    ("does not end with CRLF", b"COLOR:teal\r\n", b"COLOR:teal\n"),
    ("file does not end with CRLF", b"END:VCALENDAR\r\n", b"END:VCALENDAR"),
    ("an empty line", b"COLOR:teal\r\n", b"COLOR:teal\r\n\r\n"),
    ("not a content line", b"COLOR:teal", b"COLOR teal"),
    ("not a content line", b'X-ADDRESS="1 North Road"', b'X-ADDRESS="1 "North" Road"'),
    ("longer than 75 octets", b"COLOR:teal", b"COLOR:" + b"t" * 70),
    ("longer than 75 octets", b"SUMMARY:Rhyme time", b"SUMMARY:" + "ä".encode() * 35),
    ("a control character", b"SUMMARY:Rhyme", b"SUMMARY:\x07Rhyme"),
    ("not UTF-8", b"SUMMARY:Rhyme", b"SUMMARY:\xe4Rhyme"),
    ("cut by the fold", b"SUMMARY:Rhyme", b"SUMMARY:\xc3\r\n \xa4Rhyme"),
    ("does not close", b"END:VEVENT\r\nBEGIN:VEVENT", b"END:VTODO\r\nBEGIN:VEVENT"),
    ("not one VCALENDAR", b"END:VCALENDAR\r\n", b"END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
    ("not the constant one", b"TZOFFSETTO:+0100", b"TZOFFSETTO:+0000"),
    ("not the constant one", b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", b"RDATE:20270328T010000"),
    ("TZID Europe/Paris is not defined", b"DTEND;TZID=Europe/London", b"DTEND;TZID=Europe/Paris"),
    ("0 VTIMEZONE", GOOD[GOOD.index(b"BEGIN:VTIMEZONE") : GOOD.index(b"BEGIN:VEVENT")], b""),
    ("is there 2 times", b"UID:two@", b"UID:one@"),
    ("0 UID", b"UID:two@libraries.example\r\n", b""),
    ("0 DTSTAMP", b"DTSTAMP:20260105T044923Z\r\n", b""),
    ("DTSTAMP is not in UTC", b"DTSTAMP:20260105T044923Z", b"DTSTAMP:20260105T044923"),
    ("0 DTEND", b"DTEND;VALUE=DATE:20270227\r\n", b""),
    ("only a time in which the clocks change", b"London:20270302T110000", b"London:20270328T110000"),
    ("only a time in which the clocks change", DAYS, b"DTSTART:20270226T100000Z\r\nDTEND:20270226T110000Z"),
    ("DTEND is not after", b"London:20270302T110000", b"London:20270302T103000"),
    ("DTEND is not after", b"DTEND;VALUE=DATE:20270227", b"DTEND;VALUE=DATE:20270226"),
    ("DTEND is not of", b"DTEND;VALUE=DATE:20270227", b"DTEND:20270227T000000Z"),
    ("without VALUE=DATE", b"DTSTART;VALUE=DATE:20270226", b"DTSTART:20270226"),
    ("STATUS is not known", b"STATUS:CONFIRMED", b"STATUS:MOVED"),
    ("SUMMARY and STATUS", b"SUMMARY:CANCELLED: Trail", b"SUMMARY:Trail"),
    ("SEQUENCE is not one that follows", b"SEQUENCE:3", b"SEQUENCE:2"),
    ("SEQUENCE is not one that follows", b"SEQUENCE:3", b"SEQUENCE:-3"),
    ("are not counted from one day", b"SEQUENCE:3", b"SEQUENCE:4"),
    ("are not counted from one day", b"DTSTAMP:20260105", b"DTSTAMP:20260106"),
    ("DTSTAMP does not follow", b"T044923Z", b"T044924Z"),
    ("DTSTAMP does not follow", b"SUMMARY:Rhyme time", b"SUMMARY:Rhyme Time"),
    ("DTSTAMP does not follow", b"20270309T103000", b"20270316T103000"),
    ("keeps people busy", b"TRANSP:TRANSPARENT", b"TRANSP:OPAQUE"),
    ("a METHOD", b"COLOR:teal", b"COLOR:teal\r\nMETHOD:PUBLISH"),
    ("a ORGANIZER", b"STATUS:CONFIRMED", b"STATUS:CONFIRMED\r\nORGANIZER:mailto:a@b.example"),
    ("a VALARM", b"STATUS:CONFIRMED", b"STATUS:CONFIRMED\r\nBEGIN:VALARM\r\nEND:VALARM"),
    ("a RDATE", b"STATUS:CONFIRMED", b"STATUS:CONFIRMED\r\nRDATE:20270303T103000Z"),
    ("a RECURRENCE-ID", b"STATUS:CONFIRMED", b"STATUS:CONFIRMED\r\nRECURRENCE-ID:20270302T103000Z"),
    ("a LAST-MODIFIED", b"STATUS:CONFIRMED", b"STATUS:CONFIRMED\r\nLAST-MODIFIED:20270302T103000Z"),
    ("a VTODO", b"END:VCALENDAR", b"BEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR"),
    ("RRULE with COUNT", b"UNTIL=20270301", b"UNTIL=20270301;COUNT=4"),
    ("RRULE without UNTIL", b";UNTIL=20270301", b""),
    ("UNTIL is not of the right type", b"UNTIL=20270301", b"UNTIL=20270301T000000Z"),
    ("UNTIL is not of the right type", b"UNTIL=20270406T093000Z", b"UNTIL=20270406T103000"),
    ("UNTIL is not the rule's last", b"UNTIL=20270406T093000Z", b"UNTIL=20270406T103000Z"),
    ("DTSTART is not the rule's first", b"BYDAY=TU", b"BYDAY=WE"),
    ("an EXDATE matches no date", b"20270309T103000", b"20270310T103000"),
    ("an EXDATE matches no date", b"20270309T103000", b"20270309T093000"),
    ("an EXDATE is there twice", b"20270309T103000", b"20270330T103000"),
    ("EXDATE is not of", EXDATE, b"EXDATE;VALUE=DATE:20270309"),
    ("EXDATE is not of", EXDATE, b"EXDATE:20270309T103000Z"),
    ("DTSTART is an EXDATE", b"20270309T103000", b"20270302T103000"),
    ("UNTIL is an EXDATE", b"20270309T103000", b"20270406T103000"),
    ("EXDATE without RRULE", b"RRULE:FREQ=WEEKLY;UNTIL=20270406T093000Z;BYDAY=TU\r\n", b""),
    ("does not exist", b"London:20270302T103000", b"London:20270328T013000"),
    ("the calendar has a UID", b"COLOR:teal", b"COLOR:teal\r\nUID:random"),
    ("REFRESH-INTERVAL without", b"REFRESH-INTERVAL;VALUE=DURATION", b"REFRESH-INTERVAL"),
    ("0 REFRESH-INTERVAL", b"REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n", b""),
    ("0 X-PUBLISHED-TTL", b"X-PUBLISHED-TTL:PT4H\r\n", b""),
    ("0 NAME", b"\r\nNAME:Events", b""),
    ("0 X-WR-CALNAME", b"X-WR-CALNAME:Events\r\n", b""),
    ("NAME and X-WR-CALNAME differ", b"X-WR-CALNAME:Events", b"X-WR-CALNAME:Other"),
    ("0 SOURCE", b"SOURCE;VALUE=URI:https://libraries.example/feeds/events.ics\r\n", b""),
    ("0 URL", b"URL:https://libraries.example/whats-on/\r\n", b""),
    ("0 COLOR", b"COLOR:teal\r\n", b""),
    ("SUMMARY is not escaped", b"Rhyme time\\, relaxed", b"Rhyme time, relaxed"),
    ("SUMMARY is not escaped", b"Rhyme time\\, relaxed", b"Rhyme time\\t relaxed"),
    ("LOCATION is not", b"LOCATION:North Library\\n", b"LOCATION:North Library\\, "),
    ("DESCRIPTION does not end", b"whats-on/two/\r\nURL", b"whats-on/two/.\r\nURL"),
]  # fmt: skip


def test_checker_finds_no_fault_in_a_good_calendar() -> None:
    """A calendar that breaks no rule has no faults."""
    assert faults(GOOD) == []


@pytest.mark.parametrize(("fault", "old", "new"), BROKEN, ids=[f"{n}: {b[0]}" for n, b in enumerate(BROKEN)])
def test_checker_finds_every_fault(fault: str, old: bytes, new: bytes) -> None:
    """A calendar that breaks one rule has that fault."""
    assert old in GOOD
    assert any(fault in found for found in faults(GOOD.replace(old, new, 1)))


def test_readers_list_a_good_calendar_alike(reader: Reader) -> None:
    """All calendar programs list the dates of a calendar written by hand, gaps left out."""
    [listed] = reader([GOOD], *ALL_TIME)
    assert sorted(words(item) for item in listed) == [
        "2027-02-26 cancelled",
        "2027-02-27 cancelled",
        "2027-02-28 cancelled",
        "2027-03-01 cancelled",
        "2027-03-02 10:30 to 11:00",
        "2027-03-16 10:30 to 11:00",
        "2027-03-23 10:30 to 11:00",
        "2027-04-06 10:30 to 11:00",
    ]


# --- The sample data -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_sample_calendars_have_no_fault(sample: Library, any_moment: Now) -> None:
    """No calendar of events breaks a rule, on whatever day it is made."""
    for address, ics in calendars_of(sample, any_moment).items():
        assert (address, faults(ics)) == (address, [])


@lru_cache(maxsize=16)  # each calendar program is asked for the same dates
def expected_dates(library: Library, now: Now, end: datetime) -> list[tuple[str, str]]:
    """Return what calendars list from 30 days before a moment; cancelled dates until their day is over."""
    start = now.moment - timedelta(days=30)
    found = []
    for event in library.events:
        for one in occurrences(
            library, event, start.date() - timedelta(days=3), end.date() + timedelta(days=3)
        ):
            cancelled = one.state == "cancelled"
            over = cancelled and one.start.date() < now.today and one.end <= now.moment
            if one.end > start and one.start < end and not over:
                first, last = (one.start.date(), one.end.date()) if one.all_day else (one.start, one.end)
                title = f"CANCELLED: {one.title}" if cancelled else one.title
                found.append((words(Listed(first, last, title, cancelled, "")), title))
    return sorted(found)


@pytest.mark.slow
def test_sample_calendars_list_what_occurrences_says(
    sample: Library, any_moment: Now, reader: Reader
) -> None:
    """Over 24 months a calendar lists exactly the dates that the pages show, cancelled ones marked."""
    local = any_moment.moment
    end = local.replace(year=local.year + 2, day=min(local.day, 28))
    [listed] = reader([whole(sample, any_moment)], local - timedelta(days=30), end)
    assert sorted((words(item), item.title) for item in listed) == expected_dates(sample, any_moment, end)


def test_branch_calendars_are_cut_from_the_whole_one(sample: Library, now: Now) -> None:
    """A branch's calendar has the VEVENTs of its events, byte for byte as in the calendar of all events.

    The painters send one date of Leagrave's crafts to Stopsley, which has that one too.
    """
    calendars = calendars_of(sample, now)
    all_of_them = blocks(calendars["feeds/events.ics"])
    guests = {"stopsley": {"saturday-crafts-leagrave.20270227"}}
    for branch in ("central", "leagrave", "lewsey", "marsh-farm", "stopsley"):
        own = {event.id for event in sample.events if event.branch == branch}
        names = {uid: uid.partition("@")[0] for uid in all_of_them}
        wanted = {
            uid: text
            for uid, text in all_of_them.items()
            if names[uid].split(".")[0] in own or names[uid] in guests.get(branch, ())
        }
        assert blocks(calendars[f"feeds/events/at/{branch}.ics"]) == wanted
        assert wanted


def test_only_branches_in_service_have_calendars(sample: Library, now: Now) -> None:
    """There is a calendar of all events and one for each branch that is not closed for good."""
    at_branches = [a for a in calendars_of(sample, now) if a == "feeds/events.ics" or "/at/" in a]
    assert sorted(at_branches) == [
        "feeds/events.ics",
        "feeds/events/at/central.ics",
        "feeds/events/at/leagrave.ics",
        "feeds/events/at/lewsey.ics",
        "feeds/events/at/marsh-farm.ics",
        "feeds/events/at/stopsley.ics",
    ]


def test_calendar_names_its_own_address_and_page(sample: Library, now: Now) -> None:
    """SOURCE is the calendar's own address, URL the page that belongs to it, NAME says whose it is."""
    calendar = read(calendars_of(sample, now)["feeds/events/at/central.ics"])
    assert calendar.text("NAME") == "Luton Central Library: events"
    assert calendar.value("SOURCE") == "https://luton-libraries.example/feeds/events/at/central.ics"
    assert calendar.value("URL") == "https://luton-libraries.example/whats-on/at/central/"


# --- The torture set -------------------------------------------------------------------------------------


def test_torture_calendar_has_no_fault(torture: Library, any_moment: Now) -> None:
    """The calendar of the hardest events breaks no rule."""
    assert faults(whole(torture, any_moment)) == []


def test_titles_of_single_dates(torture: Library, now: Now, reader: Reader) -> None:
    """A date with a title of its own has it, also one that goes ahead; the others keep the event's."""
    [listed] = reader([whole(torture, now)], *ALL_TIME)
    assert [item.title for item in of_event(listed, "own-title")] == [
        "Open day",
        "Open day with cake",
        "Open day with music",
    ]


TITLE = r'Tea, cake; and C:\new\n "quoted" & <b>bold</b> 👩‍👩‍👧‍👦 ☕ مرحبا بكم في المكتبة, مساءً: 5pm'


def test_hostile_text_arrives_as_it_was_written(torture: Library, now: Now, reader: Reader) -> None:
    """Commas, semicolons, backslashes, quotes, emoji and right-to-left text arrive unchanged."""
    [listed] = reader([whole(torture, now)], *ALL_TIME)
    assert [item.title for item in of_event(listed, "hostile-text")] == [TITLE]


def test_backslash_and_capital_n_are_no_line_end(tmp_path: Path, now: Now) -> None:
    """The two signs “\\N” in an editor's words stay two signs, in places as well; no calendar has a fault."""
    event = {
        "id": "files", "title": r"Bring C:\Notes", "when": {"on": "2026-12-11", "at": "17:00 to 18:00"},
        "place": {"name": r"Room \N", "position": "51.881146, -0.416991"},
    }  # fmt: skip
    ics = whole(site(tmp_path, json.dumps({"events": [event]})), now)
    assert faults(ics) == []
    (made,) = events_of(read(ics))
    assert made.value("SUMMARY") == r"Bring C:\\Notes"
    assert (made.text("SUMMARY"), made.text("LOCATION")) == (r"Bring C:\Notes", r"Room \N")


def test_hostile_text_in_every_field(torture: Library, now: Now) -> None:
    """Long texts survive folding, places keep their quotes, categories their commas."""
    event = next(e for e in events_of(read(whole(torture, now))) if "hostile" in e.value("UID"))
    lines = event.text("DESCRIPTION").split("\n")
    assert lines[0].startswith(
        r"A very long summary, with commas; semicolons; back\slashes and \n that is not a"
    )
    assert lines[0].endswith("في المكتبة")
    assert "Cost: £3; or £2, with a card" in lines
    assert lines[-1] == "https://libraries.example/whats-on/hostile-text/"
    assert event.text("LOCATION") == (
        'The "Blue" Room, first floor; left: ^n\n1 High Street; "Old" Town, Testtown'
    )  # fmt: skip
    assert event.value("CATEGORIES") == r'Talks,Everyone\, really\; "all"'
    assert event.value("GEO") == "51.881146;-0.416991"


def test_rule_is_written_in_full(torture: Library, now: Now) -> None:
    """A series begins on its first date that happens and ends, in UTC, on its last; gaps are EXDATEs."""
    event = next(e for e in events_of(read(whole(torture, now))) if e.value("UID").startswith("weekly@"))
    assert event.value("DTSTART") == "20261020T103000"
    assert "UNTIL=20270406T093000Z" in event.value("RRULE").split(";")  # 10:30 in summer time
    assert event.value("EXDATE").split(",") == [
        "20261208T103000", "20261215T103000", "20261222T103000", "20261229T103000", "20270112T103000",
    ]  # fmt: skip


def test_only_what_words_can_say_is_a_rule_in_the_calendar(torture: Library, now: Now) -> None:
    """A repeat that words cannot say is written date by date; one that they can is RRULE, however it was entered."""
    events = events_of(read(whole(torture, now)))
    found = {event.value("UID").partition("@")[0]: event.value("RRULE") for event in events}
    assert {uid: rule for uid, rule in found.items() if rule and uid.startswith("rule-")} == {
        "rule-and-words.walk": "FREQ=WEEKLY;UNTIL=20270131T100000Z;BYDAY=SU",
        "rule-in-words": "FREQ=WEEKLY;UNTIL=20270408T090000Z;INTERVAL=2;BYDAY=TH",
    }


def test_cancelled_and_moved_dates_say_so(torture: Library, now: Now) -> None:
    """A cancelled date gives its reason and a moved one its old date; neither has a number of its own kind."""
    events = {event.value("UID"): event for event in events_of(read(whole(torture, now)))}
    cancelled = events["weekly.20261208@libraries.example"]
    assert cancelled.text("DESCRIPTION").startswith("Cancelled: Staff training\n")
    assert (cancelled.value("SUMMARY"), cancelled.value("SEQUENCE")) == ("CANCELLED: Weekly", "3")
    moved = events["weekly.20261215@libraries.example"]
    assert moved.text("DESCRIPTION").startswith("Moved from Tuesday 15 December\n")
    assert (moved.value("SUMMARY"), moved.value("SEQUENCE")) == ("Weekly", "3")
    same_day = events["weekly.20270112@libraries.example"]
    assert same_day.text("DESCRIPTION").startswith("Moved from 10:30am\n")


CSS_COLOURS = set(
    "brown crimson darkgreen darkmagenta darkolivegreen darkslateblue darkslategray firebrick indigo maroon "
    "mediumvioletred midnightblue navy purple royalblue saddlebrown seagreen sienna steelblue teal".split()
)  # of CSS Color Module Level 3, section 4.3


def test_types_have_colours_and_online_events_a_conference(tmp_path: Path, now: Now) -> None:
    """All events of a type have one colour (CSS3 names), which its id decides; a link to join is a CONFERENCE."""
    events = """\
events:
  - id: talk
    title: Talk
    type: talk
    online:
      link: https://meet.example/room?a=1,2;b=3
    when:
      on: 2026-12-01
  - id: other
    title: Another talk
    type: talk
    branch: north
    when:
      on: 2026-12-02 10:00 to 11:00
  - id: plain
    title: Plain
    online: yes
    when:
      on: 2026-12-03
"""
    ics = whole(site(tmp_path, events), now)
    assert faults(ics) == []
    talk, other, plain = sorted(events_of(read(ics)), key=lambda event: event.value("DTSTART"))
    assert talk.value("COLOR") == other.value("COLOR") == "seagreen"
    assert talk.value("CONFERENCE") == "https://meet.example/room?a=1,2;b=3"
    assert talk.all("CONFERENCE")[0].params == {"VALUE": "URI", "LABEL": "Join online"}
    assert [event.all(name) for event in (other, plain) for name in ("CONFERENCE",)] == [[], []]
    assert plain.all("COLOR") == []
    assert set(COLOURS) <= CSS_COLOURS


# --- Stability -------------------------------------------------------------------------------------------

UIDS = [
    "weekly", "weekly.20261208", "weekly.20261215", "weekly.20261219.extra", "weekly.20270112",
    "change-days", "autumn-change-day", "monthly", "monthly-last", "fortnightly", "fortnightly-late",
    "fortnightly-two-days", "fortnightly-two-days.20261203",
    "sessions.morning", "sessions.noon", "sessions.noon.20261212", "sessions.morning.20261219",
    "term-time", "span-of-days", "some-days.20261224", "some-days.20270630",
    "new-year.20261231", "night-club",
    "exhibition.20261218", "exhibition.20261219", "exhibition.20261221", "exhibition.20261222",
    "exhibition.20261223", "exhibition.20261224", "exhibition.20261229",
    "first-cancelled", "first-cancelled.20261203", "bank-holidays", "open-ended", "open-ended-weekly",
    "rule-of-weekdays.20261207", "rule-of-weekdays.20261216", "rule-of-weekdays.20270104",
    "rule-of-weekdays.20270120", "rule-of-weekdays.20270201", "rule-of-weekdays.20270217",
    "rule-of-weekdays.20270301", "rule-of-weekdays.20270317", "rule-of-weekdays.20270405",
    "rule-of-weekdays.20270421", "rule-of-days.20270325", "rule-of-days.20270328",
    "rule-of-days.20270331", "rule-of-days.20270403", "rule-and-words.talk.20261231",
    "rule-and-words.talk.20270131", "rule-and-words.talk.20270228", "rule-and-words.walk", "rule-in-words",
    "own-title", "own-title.20261209", "own-title.20261216", "hostile-text.20261211",
]  # fmt: skip


def test_uids_are_as_documented(torture: Library, now: Now) -> None:
    """A UID is the event, its session, the date first announced, “extra” for an extra one, and the domain."""
    found = [event.value("UID") for event in events_of(read(whole(torture, now)))]
    assert sorted(found) == sorted(f"{uid}@libraries.example" for uid in UIDS)


def test_stamp_and_sequence_are_the_revision(sample: Library, torture: Library, now: Now) -> None:
    """DTSTAMP is the day of the revision, SEQUENCE the days since the site began and three; never the build's day."""
    events = {event.value("UID"): event for event in events_of(read(whole(sample, now)))}
    found = {
        uid.partition("@")[0]: (event.value("DTSTAMP")[:8], event.value("SEQUENCE"))
        for uid, event in events.items()
    }
    # The site began on 2 November. On the 20th closures at all libraries were published, on the 23rd this event was.
    assert found["toddler-time-stopsley"] == ("20261120", "21")
    assert found["make-a-game-marsh-farm"] == ("20261123", "24")
    assert {event.value("SEQUENCE") for event in events_of(read(whole(torture, now)))} == {"3"}
    assert {event.value("DTSTAMP")[:8] for event in events_of(read(whole(torture, now)))} == {"20260105"}


def test_vevent_is_the_same_wherever_it_is(sample: Library, now: Now) -> None:
    """A VEVENT has the same bytes in every calendar; a date to download has its event's revision."""
    everything = blocks(whole(sample, now))
    for address, ics in calendars_of(sample, now).items():
        for uid, text in blocks(ics).items():
            name = uid.partition("@")[0]
            if uid in everything:
                assert text == everything[uid], address
            else:
                own = [other for other in everything if re.split("[.@]", other)[0] == name.split(".")[0]]
                one, other = (read_sequence(block) for block in (text, everything[own[0]]))
                assert one == other, address


def read_sequence(block: str) -> list[str]:
    """Return the day of DTSTAMP, and SEQUENCE."""
    return re.findall(r"^(?:DTSTAMP:\d{8}|SEQUENCE:\d+)", block, re.MULTILINE)


@pytest.mark.parametrize(
    ("event_id", "fields"),
    [
        ("weekly", {"summary": "Another summary"}),
        ("weekly", {"title": "Another title"}),
        ("monthly", {"cost": "£2"}),
        ("open-ended", {"cost": "£2"}),
        ("exhibition", {"summary": "Paintings"}),
    ],
)
def test_whatever_changes_changes_the_stamp(
    torture: Library, now: Now, event_id: str, fields: dict[str, object]
) -> None:
    """An edit without “updated” changes DTSTAMP of every VEVENT that it changes, and of no other."""
    before, after = blocks(whole(torture, now)), blocks(whole(changed(torture, event_id, **fields), now))
    assert before.keys() == after.keys()
    different = {uid for uid in before if before[uid] != after[uid]}
    assert different
    assert {uid for uid in before if stamp_of(before[uid]) != stamp_of(after[uid])} == different


def stamp_of(block: str) -> str:
    """Return DTSTAMP."""
    return block.partition("\nDTSTAMP:")[2][:16]


@pytest.mark.parametrize("name", ["sample", "torture"])
def test_same_moment_gives_the_same_bytes(name: str, now: Now, request: pytest.FixtureRequest) -> None:
    """The same data at the same moment gives the same bytes."""
    library = request.getfixturevalue(name)
    assert event_calendars(Agenda(library, now)) == event_calendars(Agenda(library, now))


@pytest.mark.parametrize("later", ["2026-11-23T23:59", "2026-11-24T00:01", "2026-11-25T09:00"])
def test_days_without_an_ending_change_nothing(torture: Library, now: Now, later: str) -> None:
    """As days pass on which nothing ends, no byte of a calendar changes."""
    assert whole(torture, at(later)) == whole(torture, now)


@pytest.mark.slow
@pytest.mark.parametrize("later", [*MOMENTS.values(), "2027-12-31T09:00"])
@pytest.mark.parametrize("name", ["sample", "torture"])
def test_nothing_moves_as_days_pass(name: str, now: Now, later: str, request: pytest.FixtureRequest) -> None:
    """What calendars of two days both have is the same in both; only an open end moves, once a year.

    Before the newest dates of the entries the revision is an earlier one; a fingerprint follows an end that moves.
    """
    library = request.getfixturevalue(name)
    one, other = blocks(whole(library, at(later))), blocks(whole(library, now))
    shared = one.keys() & other.keys()
    assert shared
    if at(later).today.year == 2026 and at(later).today >= now.today:
        assert [uid for uid in shared if one[uid] != other[uid]] == []
    lasting = ("DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS")
    for uid in shared:
        revisions = [read_sequence(one[uid]), read_sequence(other[uid])]
        assert revisions[0] == revisions[1] or (at(later).today < now.today and revisions[0] < revisions[1])
        kept = [
            [line for line in text.split("\n") if line.startswith(lasting)] for text in (one[uid], other[uid])
        ]
        assert kept[0] == kept[1]


def test_open_end_moves_on_once_a_year(torture: Library) -> None:
    """An open-ended series goes to the end of the second year after the build's, on every day of a year."""

    def until(text: str) -> str:
        return blocks(whole(torture, at(text)))["open-ended@libraries.example"].partition("UNTIL=")[2][:16]

    assert until("2026-01-01T00:00") == until("2026-12-31T23:59") == "20281231T110000Z"
    assert until("2027-01-01T00:00") == "20291230T110000Z"


def test_single_dates_and_ended_series_leave_after_30_days(torture: Library) -> None:
    """A single date and an ended series stay for 30 days, a cancelled date until its day has passed."""

    def has(text: str, uid: str) -> bool:
        return f"{uid}@libraries.example" in blocks(whole(torture, at(text)))

    assert has("2027-01-10T17:59", "hostile-text.20261211")
    assert not has("2027-01-10T18:01", "hostile-text.20261211")
    assert has("2027-01-16T10:59", "first-cancelled")
    assert not has("2027-01-16T11:01", "first-cancelled")
    assert has("2026-12-03T23:59", "first-cancelled.20261203")
    assert not has("2026-12-04T00:01", "first-cancelled.20261203")


def test_cancelling_one_date_touches_only_its_event(torture: Library, now: Now) -> None:
    """Cancelling one date adds a VEVENT and an EXDATE to its series, and leaves all others alone."""
    cancelled = changed(torture, "monthly", changes=({"date": "2027-01-27", "cancelled": "Illness"},))
    before, after = blocks(whole(torture, now)), blocks(whole(cancelled, now))
    assert after.keys() - before.keys() == {"monthly.20270127@libraries.example"}
    assert before.keys() <= after.keys()
    assert [uid for uid in before if before[uid] != after[uid]] == ["monthly@libraries.example"]
    assert "EXDATE;TZID=Europe/London:20270127T140000" in after["monthly@libraries.example"]


def test_cancelling_the_first_date_keeps_the_series(torture: Library, now: Now, reader: Reader) -> None:
    """When the first date is cancelled the series keeps its UID and begins with the next one."""
    cancelled = changed(torture, "change-days", changes=({"date": "2027-03-21", "cancelled": "Illness"},))
    [listed] = reader([whole(cancelled, now)], *ALL_TIME)
    assert [(words(item), item.uid.partition("@")[0]) for item in of_event(listed, "change-days")] == [
        ("2027-03-21 10:00 to 16:00 cancelled", "change-days.20270321"),
        ("2027-03-28 10:00 to 16:00", "change-days"),
        ("2027-04-04 10:00 to 16:00", "change-days"),
    ]


MOVED_AND_CANCELLED = """\
    changes:
      - date: 2026-12-09
        moved_to: 2026-12-11 14:00 to 15:00
        cancelled: Snow
"""


@pytest.mark.parametrize("text", ["2026-12-07T09:00", "2026-12-10T09:00", "2026-12-11T23:00"])
def test_moved_date_that_is_cancelled_stays_where_people_have_it(
    tmp_path: Path, reader: Reader, text: str
) -> None:
    """Before its original day, between the two and on its new one it is cancelled on the new one, under its UID."""
    moment, library = at(text), site(tmp_path, ONE_SERIES + MOVED_AND_CANCELLED)
    ics = whole(library, moment)
    assert faults(ics) == []
    [listed] = reader([ics], *ALL_TIME)
    assert [words(item) for item in of_event(listed, "club")][:3] == [
        "2026-12-02 10:00 to 11:00",
        "2026-12-11 14:00 to 15:00 cancelled",
        "2026-12-16 10:00 to 11:00",
    ]
    [event] = [e for e in events_of(read(ics)) if e.value("UID") == "club.20261209@libraries.example"]
    assert event.text("DESCRIPTION").startswith(
        "Cancelled: Snow; it had been moved from Wednesday 9 December\n"
    )
    assert "club.20261209@libraries.example" not in blocks(whole(library, at("2026-12-12T00:01")))


def test_cancelling_all_dates_leaves_no_series(torture: Library, now: Now) -> None:
    """A series all of whose dates are cancelled has only the cancelled dates."""
    changes = tuple(
        {"date": day, "cancelled": "No money"} for day in ("2027-03-21", "2027-03-28", "2027-04-04")
    )
    cancelled = changed(torture, "change-days", changes=changes)
    found = {uid for uid in blocks(whole(cancelled, now)) if uid.startswith("change-days")}
    assert found == {f"change-days.{day}@libraries.example" for day in ("20270321", "20270328", "20270404")}
    assert faults(whole(cancelled, now)) == []


@pytest.mark.parametrize("ending", ["\\r\\n", "\\n", "\\r"])
def test_line_ends_in_text_inject_no_lines(tmp_path: Path, now: Now, ending: str) -> None:
    """A line end in an editor's text cannot begin a line of the calendar, in whatever field it stands."""
    evil = f'"Good{ending}BEGIN:VALARM{ending}ATTACH:evil{ending}END:VALARM"'
    event = f"""\
events:
  - id: evil
    title: {evil}
    summary: {evil}
    branch: north
    room: {evil}
    cost: {evil}
    when:
      every: Friday
      at: 10:00 to 11:00
      from: 2026-11-27
      until: 2026-12-18
    changes:
      - date: 2026-12-04
        cancelled: {evil}
      - date: 2026-12-11
        title: {evil}
        note: {evil}
"""
    ics = whole(site(tmp_path, event), now)
    assert faults(ics) == []
    assert len(blocks(ics)) == 3
    assert b"\nATTACH" not in ics
    assert b"\nBEGIN:VALARM" not in ics


@pytest.mark.parametrize(
    "character", ["\\x00", "\\a", "\\b", "\\v", "\\f", "\\e", "\\x1f", "\\x7f", "\\u0085"]
)
def test_control_characters_are_refused_or_left_out(tmp_path: Path, now: Now, character: str) -> None:
    """A control character written as an escape is a problem for the editor, or does not reach a calendar."""
    event = EVENTS.replace("title: Weekly", f'title: "Week{character}ly"', 1)
    (tmp_path / "data").mkdir()
    for name in ("service.yaml", "branches.yaml"):
        (tmp_path / "data" / name).write_bytes((CASES / name).read_bytes())
    (tmp_path / "data" / "events.yaml").write_text(event, encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.problems or (loaded.library and faults(whole(loaded.library, now)) == [])


# --- Closures, rooms and places --------------------------------------------------------------------------

ONE_SERIES = """\
events:
  - id: club
    title: Club
    branch: north
    when:
      every: Wednesday
      at: 10:00 to 11:00
      from: 2026-12-02
      until: 2027-01-20
"""


def dates_of(library: Library, now: Now, reader: Reader) -> list[str]:
    """Return the dates of ONE_SERIES as a calendar program lists them."""
    [listed] = reader([whole(library, now)], *ALL_TIME)
    return [words(item) for item in of_event(listed, "club")]


def test_closure_cancels_dates_in_the_calendar(tmp_path: Path, now: Now, reader: Reader) -> None:
    """A closure cancels the dates that it overlaps, even partly; UIDs of the rest do not change."""
    status = """\
closures:
  - id: boiler
    branches: all
    from: 2026-12-09 10:30
    to: 2026-12-16
    reason: Boiler
"""
    library = site(tmp_path, ONE_SERIES, status)
    assert faults(whole(library, now)) == []
    assert dates_of(library, now, reader) == [
        "2026-12-02 10:00 to 11:00",
        "2026-12-09 10:00 to 11:00 cancelled",
        "2026-12-16 10:00 to 11:00 cancelled",
        "2026-12-23 10:00 to 11:00",
        "2026-12-30 10:00 to 11:00",
        "2027-01-06 10:00 to 11:00",
        "2027-01-13 10:00 to 11:00",
        "2027-01-20 10:00 to 11:00",
    ]


def test_open_ended_closure_ends_the_calendar(tmp_path: Path, now: Now, reader: Reader) -> None:
    """During an open-ended closure dates up to its review day are cancelled and later ones are not listed."""
    status = """\
closures:
  - id: flood
    branches:
      - north
    from: 2026-12-10
    until: further notice
    review: 2026-12-23
    reason: Flood
"""
    library = site(tmp_path, ONE_SERIES, status)
    assert faults(whole(library, now)) == []
    assert dates_of(library, now, reader) == [
        "2026-12-02 10:00 to 11:00",
        "2026-12-09 10:00 to 11:00",
        "2026-12-16 10:00 to 11:00 cancelled",
        "2026-12-23 10:00 to 11:00 cancelled",
    ]


def test_another_room_reaches_the_calendar(tmp_path: Path, now: Now) -> None:
    """A date in another room is a VEVENT of its own with that room, also when it is said to go ahead."""
    changes = """\
    changes:
      - date: 2026-12-02
        goes_ahead: yes
        room: Attic
      - date: 2026-12-09
        room: Cellar
"""
    events = events_of(read(whole(site(tmp_path, ONE_SERIES + changes), now)))
    places = {event.value("UID").partition("@")[0]: event.text("LOCATION").split("\n")[0] for event in events}
    assert places == {
        "club": "North Library",
        "club.20261202": "Attic, North Library",
        "club.20261209": "Cellar, North Library",
    }


def test_date_that_only_goes_ahead_stays_in_the_series(tmp_path: Path, now: Now) -> None:
    """A date about which nothing is said but that it goes ahead is an ordinary date of the series."""
    changes = """\
    changes:
      - date: 2026-12-02
        goes_ahead: yes
"""
    events = events_of(read(whole(site(tmp_path, ONE_SERIES + changes), now)))
    assert [(event.value("UID"), event.value("SEQUENCE")) for event in events] == [
        ("club@libraries.example", "3")
    ]


def test_night_in_which_the_clocks_change_stands_alone(tmp_path: Path, now: Now) -> None:
    """A date in which the clocks change is a VEVENT of its own: in a series it would end an hour off in some apps."""
    nights = """\
events:
  - id: nights
    title: Nights
    place:
      name: The Hall
    when:
      every: Saturday
      at: 21:00 to 02:00
      from: 2027-03-20
      until: 2027-04-03
"""
    [listed] = with_node_ical([whole(site(tmp_path, nights), now)], *ALL_TIME)
    assert [(words(item), item.uid.partition("@")[0]) for item in of_event(listed, "nights")] == [
        ("2027-03-20 21:00 to 2027-03-21 02:00", "nights"),
        ("2027-03-27 21:00 to 2027-03-28 02:00", "nights.20270327"),
        ("2027-04-03 21:00 to 2027-04-04 02:00", "nights"),
    ]


def test_times_on_both_sides_of_a_clock_change_are_in_utc(tmp_path: Path, now: Now) -> None:
    """Only a date in which the clocks change is in UTC, whether an event, one date of a series or a closure."""
    events = """\
events:
  - id: nights
    title: Nights
    place:
      name: The Hall
    when:
      - id: spring
        on: [2027-03-26 21:00 to 2027-03-27 02:00, 2027-03-27 21:00 to 2027-03-28 03:00]
      - id: autumn
        every: Saturday
        at: 22:00 to 04:00
        from: 2027-10-23
        until: 2027-11-06
"""
    found = {
        event.value("UID").partition("@")[0]: [
            f"{line.params.get('TZID', 'UTC')} {line.value}"
            for line in event.all("DTSTART") + event.all("DTEND")
        ]
        for event in events_of(read(whole(site(tmp_path, events), now)))
    }
    assert found == {
        "nights.spring.20270326": ["Europe/London 20270326T210000", "Europe/London 20270327T020000"],
        "nights.spring.20270327": ["UTC 20270327T210000Z", "UTC 20270328T020000Z"],
        "nights.autumn": ["Europe/London 20271023T220000", "Europe/London 20271024T040000"],
        "nights.autumn.20271030": ["UTC 20271030T210000Z", "UTC 20271031T040000Z"],
    }


def test_two_extra_dates_on_one_day_are_two_events(tmp_path: Path, now: Now) -> None:
    """Two extra dates on one day are a problem for the editor, or have UIDs of their own."""
    extra = """\
    also_on:
      - 2026-12-05 10:00 to 11:00
      - 2026-12-05 12:00 to 13:00
"""
    (tmp_path / "data").mkdir()
    for name in ("service.yaml", "branches.yaml"):
        (tmp_path / "data" / name).write_bytes((CASES / name).read_bytes())
    (tmp_path / "data" / "events.yaml").write_text(ONE_SERIES + extra, encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.library is not None
    refused = loaded.problems or any(not finding.warning for finding in contradictions(loaded.library))
    assert refused or faults(whole(loaded.library, now)) == []


def test_date_at_another_branch_is_in_both_calendars(sample: Library, now: Now) -> None:
    """A date that moved to another branch is in that branch's calendar, and still in its own branch's."""
    moved = changed(sample, "computer-help-central", changes=({"date": "2026-12-03", "branch": "lewsey"},))
    uid = "computer-help-central.20261203@luton-libraries.example"
    for branch in ("central", "lewsey"):
        ics = calendars_of(moved, now)[f"feeds/events/at/{branch}.ics"]
        assert faults(ics) == []
        [event] = [event for event in events_of(read(ics)) if event.value("UID") == uid]
        assert event.text("LOCATION") == "Lewsey Library\nLandrace Road, Luton LU4 0SW"
        assert event.value("SEQUENCE") == "21"


# --- Whatever editors may write --------------------------------------------------------------------------

WINDOW = st.dates(date(2026, 9, 1), date(2027, 6, 30))
REPEATS = st.sampled_from([
    "day", "weekday", "Monday", "Tuesday and Thursday", "Sunday", "2 weeks on Friday",
    "3 weeks on Monday and Friday",
    "first Monday", "second and fourth Wednesday", "last Friday", "first and last Sunday",
    "FREQ=DAILY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=1MO,3WE", "FREQ=MONTHLY;BYMONTHDAY=31",
])  # fmt: skip
TIMES = st.sampled_from(
    ["10:00 to 11:00", "16:30 to 18:00", "20:00 to 00:30", "00:30 to 00:45", "opening hours", None]
)


@st.composite
def editors_events(draw: st.DrawFn) -> Event:
    """Draw an event with one pattern, some of its dates cancelled, moved or changed."""
    start = draw(WINDOW)
    repeat = draw(REPEATS)
    when = {"rule" if "=" in repeat else "every": repeat, "from": str(start)}
    when["term_time"] = draw(st.sampled_from(["yes", "no"]))
    if at_time := draw(TIMES):
        when["at"] = at_time
    if draw(st.booleans()):
        when["until"] = str(start + timedelta(days=draw(st.integers(0, 300))))
    days = [start + timedelta(days=n) for n in draw(st.sets(st.integers(0, 40), max_size=12))]
    kinds = st.sampled_from([
        {"cancelled": "Illness"},
        {"moved_to": "2027-02-03 12:00 to 13:00"},
        {"title": "Another title"},
        {"branch": "lewsey"},
    ])  # fmt: skip
    changes = [{"date": str(day), **draw(kinds)} for day in days]
    data = {"id": "drawn", "title": "Drawn", "branch": "central", "when": when, "changes": changes}
    return Event.model_validate(data)


# The sample library is long when hypothesis prints what failed.
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@given(event=editors_events(), text=st.sampled_from(list(MOMENTS.values())))
@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_whatever_editors_write(sample: Library, event: Event, text: str) -> None:
    """Whatever repeats and changes are written, the calendar breaks no rule and lists what pages show."""
    library, now = replace(sample, events=(event,)), at(text)
    end = now.moment.replace(year=now.today.year + 1)
    ics = whole(library, now)
    assert faults(ics) == []
    [listed] = READERS["vobject"]([ics], now.moment - timedelta(days=30), end)
    assert sorted((words(item), item.title) for item in listed) == expected_dates(library, now, end)
