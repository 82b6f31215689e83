import json
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import pytest
from lxml import html

from librarysite.model import Library
from librarysite.pages.jsonld import event_nodes, library_node
from librarysite.rendering.theme import PROGRAM as THEME
from librarysite.schedule.occurrences import occurrences
from tests.support.opendatacases import NOW, service
from tests.support.schemaorg import faults, misspelt

Node = dict[str, Any]
HOSTILE = "</script><script>alert(1)</script><!-- ' & “quoted” 📚 مكتبة"
EVENTS = """\
events:
  - id: weekly
    title: Weekly
    summary: Every week.
    branch: north
    room: Room 1
    when: {every: Tuesday, at: 10:30 to 11:00, from: 2026-10-20}
    changes:
      - {date: 2026-12-01, cancelled: Staff training}
      - {date: 2026-12-08, moved_to: 2026-12-09 14:00 to 14:30}
      - {date: 2026-12-15, room: Room 2}
    cost: Free, gifts welcome
  - id: hall
    title: In the hall
    place: {name: The Hall, address: 1 Hall Road, position: "51.9, -0.4"}
    when: {on: 2027-06-10, at: 19:00 to 01:00}
    cost: Free for members, £2 for others
  - id: trail
    title: Trail
    branch: formula
    when: {on: 2027-03-22}
    changes: {date: 2027-03-22, moved_to: 2027-03-29}
    goes_ahead: yes
    sample: yes
    cost: Free
    booking: {link: "https://book.example/"}
  - id: web
    title: On the web
    online: {link: "https://meet.example/"}
    when: {on: 2027-01-05, at: 10:00 to 11:00}
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return the service of the cases with some events."""
    return service(tmp_path, events=EVENTS)


def nodes(library: Library, name: str) -> tuple[Node, ...]:
    """Return the nodes of an event's dates from 23 November 2026 on."""
    (event,) = [event for event in library.events if event.id == name]
    return event_nodes(library, event, occurrences(library, event, NOW.today, date(2028, 1, 1)))


def opening(node: Node, key: str) -> list[tuple[str, ...]]:
    """Return opening hours, short: weekdays, times, first and last day, name or reason."""
    return [
        (
            " ".join(day.removeprefix("https://schema.org/")[:2] for day in hours.get("dayOfWeek", [])),
            f"{hours['opens']}-{hours['closes']}",
            hours["validFrom"],
            hours.get("validThrough", ""),
            hours.get("name") or hours.get("description", ""),
        )
        for hours in node[key]
        if hours["@type"] == "OpeningHoursSpecification"
    ]


def test_library(library: Library) -> None:
    """A library has its type, name, place and how to reach it."""
    node = library_node(library, library.branch("north"), NOW.today)
    page = "https://libraries.example/libraries/north/"
    hours = ("openingHoursSpecification", "specialOpeningHoursSpecification")
    assert {key: value for key, value in node.items() if key not in hours} == {
        "@context": "https://schema.org",
        "@type": "Library",
        "@id": page,
        "name": "North Library",
        "description": "By the river.",
        "url": page,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "1 North Road",
            "addressLocality": "Testtown",
            "postalCode": "LU1 2NG",
            "addressCountry": "GB",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 51.881146, "longitude": -0.416991},
        "telephone": "+44 1582 547400",
        "email": "north@libraries.example",
        "parentOrganization": {
            "@type": "Organization",
            "name": "Testshire Libraries",
            "url": "https://libraries.example/",
        },
    }


def test_library_without_address_or_phone_has_the_services_phone(library: Library) -> None:
    """What is not known is left out; phone and e-mail are then the service's."""
    node = library_node(library, library.branch("unlisted"), NOW.today)
    assert not {"address", "geo", "description"} & set(node)
    assert (node["telephone"], node["email"]) == ("+44 1582 547418", "help@libraries.example")


def test_weeks_of_a_library(library: Library) -> None:
    """The week in force and the one to come are told with their first and last days, the one of 2020 is not."""
    found = opening(library_node(library, library.branch("north"), NOW.today), "openingHoursSpecification")
    now, then = ("2025-01-06", "2027-06-06"), ("2027-06-07", "")
    assert found == [
        ("Mo", "08:00-09:00", *now, "Self-service"),
        ("Mo We Th", "09:00-17:00", *now, ""),
        ("Mo", "17:00-20:00", *now, "Self-service"),
        ("Tu", "09:00-13:00", *now, ""),
        ("Tu", "14:00-19:00", *now, ""),
        ("Fr", "20:00-23:59", *now, "Self-service"),
        ("Sa", "10:00-13:00", *now, ""),
        ("Su", "00:00-00:00", *now, ""),
        ("Mo", "10:00-16:00", *then, ""),
        ("Tu We Th Fr Sa Su", "00:00-00:00", *then, ""),
    ]


def test_exceptions_of_a_library(library: Library) -> None:
    """Closures, changed hours and bank holidays of 13 months; days in a row that are alike stand together."""
    found = opening(
        library_node(library, library.branch("north"), NOW.today), "specialOpeningHoursSpecification"
    )
    assert found == [
        ("", "08:00-08:30", "2026-11-23", "2026-11-23", "Self-service"),
        ("", "10:00-17:00", "2026-11-23", "2026-11-23", "Boiler"),
        ("", "17:00-20:00", "2026-11-23", "2026-11-23", "Self-service"),
        ("", "09:00-12:00", "2026-12-10", "2026-12-10", "Fire drill"),
        ("", "13:00-17:00", "2026-12-10", "2026-12-10", "Fire drill"),
        ("", "09:00-13:00", "2026-12-24", "2026-12-24", "Christmas"),
        ("", "00:00-00:00", "2026-12-25", "2026-12-27", "Christmas"),
        ("", "08:00-09:00", "2026-12-28", "2026-12-28", "Self-service"),
        ("", "09:00-17:00", "2026-12-28", "2026-12-28", ""),
        ("", "17:00-20:00", "2026-12-28", "2026-12-28", "Self-service"),
        ("", "10:00-12:00", "2026-12-29", "2026-12-29", "Short day"),
        ("", "13:00-15:00", "2026-12-29", "2026-12-29", "Short day"),
        ("", "00:00-00:00", "2027-01-01", "2027-01-01", "New Year’s Day"),
        ("", "00:00-00:00", "2027-02-10", "2027-02-10", "Training"),
        ("", "00:00-00:00", "2027-03-26", "2027-03-26", "Good Friday"),
        ("", "00:00-00:00", "2027-03-28", "2027-03-28", "Easter Sunday"),
        ("", "00:00-00:00", "2027-03-29", "2027-03-29", "Easter Monday"),
        ("", "00:00-00:00", "2027-05-03", "2027-05-03", "Early May bank holiday"),
        ("", "00:00-00:00", "2027-05-31", "2027-05-31", "Spring bank holiday"),
        ("", "00:00-00:00", "2027-08-30", "2027-08-30", "Summer bank holiday"),
    ]


def test_days_that_are_not_decided_are_neither_open_nor_closed(tmp_path: Path) -> None:
    """The normal week stops before each day that is not decided and begins again after it; no exception names it."""
    own = (Path(__file__).parents[1] / "cases" / "opendata" / "service.yaml").read_text()
    status = "changed_hours:\n  - {branches: north, on: 2027-03-26, hours: closed, reason: Rest}\n"
    library = service(tmp_path, service=f"{own}holidays:\n  unless_told: decide\n", status=status)
    node = library_node(library, library.branch("north"), NOW.today)
    weeks = list(dict.fromkeys(times[2:4] for times in opening(node, "openingHoursSpecification")))
    assert weeks == [
        ("2025-01-06", "2026-12-24"),
        ("2026-12-27", "2026-12-27"),  # between Boxing Day and its substitute
        ("2026-12-29", "2026-12-31"),
        ("2027-01-02", "2027-03-27"),  # Good Friday is decided
        ("2027-03-30", "2027-05-02"),  # after Easter Sunday and Monday
        ("2027-05-04", "2027-05-30"),
        ("2027-06-01", "2027-06-06"),  # then another week begins
        ("2027-06-07", "2027-08-29"),
        ("2027-08-31", ""),
    ]
    assert opening(node, "specialOpeningHoursSpecification") == [
        ("", "00:00-00:00", "2027-03-26", "2027-03-26", "Rest")
    ]


def test_library_that_closes_for_good(library: Library) -> None:
    """The last week ends the day before; a closure until further notice goes on until then."""
    node = library_node(library, library.branch("formula"), NOW.today)
    assert {last for *_, last, _ in opening(node, "openingHoursSpecification")} == {"2027-03-31"}
    assert opening(node, "specialOpeningHoursSpecification")[-1] == (
        "", "00:00-00:00", "2026-12-31", "2027-03-31", "Flood",
    )  # fmt: skip


def test_library_without_exceptions_or_hours_says_nothing_of_them(tmp_path: Path) -> None:
    """An empty list is left out."""
    branches = "branches:\n  - id: new\n    name: New\n"
    library = service(tmp_path, branches=branches, status="closures: []\n")
    node = library_node(library, library.branch("new"), date(2026, 2, 1))
    assert "openingHoursSpecification" not in node


def test_every_date_has_what_is_required(library: Library) -> None:
    """Each node has the fields that search engines require, and those that every event here can fill."""
    for event in library.events:
        for node in nodes(library, event.id):
            assert faults(node) == []
            assert node["url"] == f"https://libraries.example/whats-on/{event.id}/"
            assert node["organizer"]["name"] == "Testshire Libraries"


def test_sample_has_what_is_required_in_winter_and_in_summer(sample: Library) -> None:
    """A year of the sample's dates has all required fields, with the offset of Greenwich and that of summer time."""
    found = [
        node
        for event in sample.events
        for node in event_nodes(sample, event, occurrences(sample, event, NOW.today, date(2027, 11, 23)))
    ]
    assert [(node["name"], node["startDate"], fault) for node in found for fault in faults(node)] == []
    offsets = {(start[5:7], start[19:]) for node in found if "T" in (start := node["startDate"])}
    assert {("01", "+00:00"), ("07", "+01:00")} <= offsets
    assert not {("01", "+01:00"), ("07", "+00:00")} & offsets


GOOD: Node = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "Weekly",
    "description": "Every week.",
    "url": "https://libraries.example/whats-on/weekly/",
    "startDate": "2026-12-09T14:00:00+00:00",
    "endDate": "2026-12-09T14:30:00+00:00",
    "eventStatus": "https://schema.org/EventRescheduled",
    "previousStartDate": "2026-12-08T10:30:00+00:00",
    "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    "location": {"@type": "Place", "name": "North Library", "address": "1 North Road"},
    "organizer": {
        "@type": "Organization",
        "name": "Testshire Libraries",
        "url": "https://libraries.example/",
    },
    "isAccessibleForFree": False,
    "offers": {"@type": "Offer", "price": "3", "priceCurrency": "GBP", "url": "https://libraries.example/"},
}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": ""}, "name is"),
        ({"startDate": "2026-12-09T14:00:00"}, "startDate is"),
        ({"startDate": "9 December"}, "startDate is"),
        ({"endDate": None}, "endDate is"),
        ({"endDate": "2026-12-09T14:00:00+00:00"}, "does not follow"),
        ({"endDate": "2026-12-09"}, "does not follow"),
        ({"eventStatus": "https://schema.org/EventCanceled"}, "eventStatus is"),
        ({"eventStatus": "https://schema.org/EventScheduled"}, "previousStartDate and"),
        ({"previousStartDate": "2026-12-09T14:00:00+00:00"}, "previousStartDate is"),
        ({"eventAttendanceMode": "online"}, "eventAttendanceMode is"),
        ({"eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode"}, "the places ('Place',) are not"),
        ({"location": {"@type": "Place", "name": "North Library"}}, "neither address nor geo"),
        ({"location": {"@type": "VirtualLocation"}}, "location: url is"),
        ({"location": []}, "the places () are not"),
        ({"organizer": {"@type": "Organization", "name": "Testshire"}}, "organizer: url is"),
        ({"offers": {"@type": "Offer", "price": "£3", "priceCurrency": "GBP"}}, "offers: price is"),
        ({"isAccessibleForFree": True}, "isAccessibleForFree does not"),
        ({"eventStatus": "EventCancelled", "offers": GOOD["offers"] | {"availability": "yes"}}, "cannot be had"),
    ],
)  # fmt: skip
def test_schema_notices_what_is_wrong(change: Node, fault: str) -> None:
    """A good node has no fault, and each rule of the schema notices the node that breaks it."""
    assert faults(GOOD) == []
    assert [words for words in faults(GOOD | change) if fault in words] != []


@pytest.mark.slow
def test_compiler_notices_misspelt_words(library: Library, tmp_path: Path) -> None:
    """A misspelt property, one of a node within, a wrong value or type and an unknown kind are noticed, and no more."""
    postal = {"@type": "PostalAddress", "street": "1 North Road"}
    wrong = [
        {"organiser": GOOD["organizer"]},
        {"offers": GOOD["offers"] | {"priceCurency": "GBP"}},
        {"location": {"@type": "Place", "name": "North", "address": postal}},
        {"location": {"@type": "VirtualLocation", "address": "1 North Road"}},
        {"eventStatus": "https://schema.org/EventCanceled"},
        {"eventAttendanceMode": "https://schema.org/OfflineAttendanceMode"},
        {"offers": GOOD["offers"] | {"availability": "https://schema.org/Available"}},
        {"isAccessibleForFree": "perhaps"},
        {"organizer": {"@type": "Organisation", "name": "Testshire Libraries"}},
    ]
    good = [GOOD, *(node for event in library.events for node in nodes(library, event.id))]
    found = misspelt(tmp_path, [*good, *(GOOD | change for change in wrong)])
    lines = {int(line.split("(")[1].split(",")[0]) for line in found if line.startswith("nodes.ts(")}
    first = len(good) + 2  # the first line of all names the types
    assert lines == set(range(first, first + len(wrong)))


def test_dates_of_a_series(library: Library) -> None:
    """There is a node for each date; the cancelled one says so, the moved one says when it was to be."""
    found = nodes(library, "weekly")
    assert (
        len(found) == 57
    )  # from 24 November 2026 to 28 December 2027 there are 58 Tuesdays, one in the Christmas week
    short = [(n["startDate"], n["eventStatus"][19:], n.get("previousStartDate")) for n in found[:5]]
    assert short == [
        ("2026-11-24T10:30:00+00:00", "EventScheduled", None),
        ("2026-12-01T10:30:00+00:00", "EventCancelled", None),
        ("2026-12-09T14:00:00+00:00", "EventRescheduled", "2026-12-08T10:30:00+00:00"),
        ("2026-12-15T10:30:00+00:00", "EventScheduled", None),
        ("2026-12-22T10:30:00+00:00", "EventScheduled", None),
    ]
    assert found[1]["description"] == "Every week. Staff training."
    assert [found[n]["location"]["name"] for n in (0, 3)] == [
        "Room 1, North Library",
        "Room 2, North Library",
    ]
    assert found[0]["location"]["address"]["postalCode"] == "LU1 2NG"
    assert found[0]["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"


def test_event_that_is_free(library: Library) -> None:
    """An event that costs nothing has an offer of £0 to its page."""
    assert nodes(library, "weekly")[0]["offers"] == {
        "@type": "Offer",
        "price": "0",
        "priceCurrency": "GBP",
        "url": "https://libraries.example/whats-on/weekly/",
    }
    assert nodes(library, "weekly")[0]["isAccessibleForFree"] is True
    assert nodes(library, "trail")[0]["offers"]["url"] == "https://book.example/"


@pytest.mark.parametrize(
    ("cost", "price"),
    [
        ("Free", "0"), ("free", "0"), ("Free, gifts welcome", "0"), ("Free. Just come", "0"),
        ("£3", "3"), ("£3.50", "3.50"), ("£3 each", "3"), ("£12 per person", "12"), ("£2 a ticket.", "2"),
        ("Free for members, £2 for others", None), ("Free for under-fives", None), ("Free, 2 for materials", None),
        ("Freedom pass", None), ("Not free", None), ("£3, or free with a library card", None), ("£3 or £2", None),
        ("From £3", None), ("£3 a family", None), ("£1,000", None), ("50p", None),
    ],
)  # fmt: skip
def test_price_is_told_if_it_is_one_for_everybody(tmp_path: Path, cost: str, price: str | None) -> None:
    """Only what costs everybody the same has an offer; what is free for everybody says so."""
    library = service(tmp_path, events=EVENTS.replace("Free, gifts welcome", f'"{cost}"'))
    node = nodes(library, "weekly")[0]
    assert node.get("offers", {}).get("price") == price
    assert node.get("isAccessibleForFree") == (None if price is None else price == "0")


@pytest.mark.parametrize(
    ("booking", "told"),
    [
        ("not needed", {"availability": "https://schema.org/InStock"}),
        ("needed", {}),
        ("{link: 'https://book.example/', opens: 2026-12-01}", {"validFrom": "2026-12-01"}),
    ],
)
def test_offer_says_of_booking_what_is_known(tmp_path: Path, booking: str, told: Node) -> None:
    """What needs no booking can be had, unless it is cancelled; whether places are left elsewhere is not known."""
    events = EVENTS.replace("    cost: Free, gifts welcome\n", f"    cost: £3\n    booking: {booking}\n")
    going, cancelled, *_ = nodes(service(tmp_path, events=events), "weekly")
    both = {"@type": "Offer", "price": "3", "priceCurrency": "GBP", "url": going["offers"]["url"]}
    assert going["offers"] == both | told
    assert cancelled["offers"] == both | {key: value for key, value in told.items() if key != "availability"}


def test_event_elsewhere_past_midnight_in_summer(library: Library) -> None:
    """An evening in a hall ends on the next day, with the offset of summer; its place is the hall."""
    (node,) = nodes(library, "hall")
    assert (node["startDate"], node["endDate"]) == ("2027-06-10T19:00:00+01:00", "2027-06-11T01:00:00+01:00")
    assert node["location"] == {
        "@type": "Place",
        "name": "The Hall",
        "address": "1 Hall Road",
        "geo": {"@type": "GeoCoordinates", "latitude": 51.9, "longitude": -0.4},
    }


def test_all_day_event_has_days(library: Library) -> None:
    """An event of all day has days for moments; its last day is the day itself."""
    (node,) = nodes(library, "trail")
    assert (node["startDate"], node["endDate"]) == ("2027-03-29", "2027-03-29")
    assert node["previousStartDate"] == "2027-03-22"
    assert node["description"] == "Trail. This is a sample event of a demonstration."


def test_online_event(library: Library) -> None:
    """An event online has a virtual location."""
    (node,) = nodes(library, "web")
    assert node["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert node["location"] == {"@type": "VirtualLocation", "url": "https://meet.example/"}


def test_event_at_a_branch_and_online(tmp_path: Path) -> None:
    """An event at a library and online has both places."""
    events = EVENTS.replace("    room: Room 1\n", "    room: Room 1\n    online: yes\n")
    node = nodes(service(tmp_path, events=events), "weekly")[0]
    assert node["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in node["location"]] == ["Place", "VirtualLocation"]
    assert node["location"][1]["url"] == node["url"]


def test_closure_cancels_a_date(tmp_path: Path) -> None:
    """A closure that overlaps a date makes it a cancelled one with the closure's reason."""
    status = "closures:\n  - {id: one, branches: north, on: 2026-11-24, reason: Flood}\n"
    node = nodes(service(tmp_path, events=EVENTS, status=status), "weekly")[0]
    assert (node["eventStatus"], node["description"]) == (
        "https://schema.org/EventCancelled",
        "Every week. Flood.",
    )


def test_hostile_text_cannot_leave_the_script(tmp_path: Path, root: Path) -> None:
    """Markup in a title ends no script and opens no comment, and is read back as it was written."""
    line = next(
        text
        for text in (THEME / "overrides" / "main.html").read_text(encoding="utf-8").split("\n")
        if "application/ld+json" in text
    )
    yaml = EVENTS.replace("title: Weekly", f'title: "{HOSTILE}"')
    node = nodes(service(tmp_path, events=yaml), "weekly")[0]
    written = jinja2.Environment(autoescape=True).from_string(line).render(node=node)
    assert written.count("</script") == 1
    assert "<!--" not in written
    (script,) = html.fromstring(f"<div>{written}</div>").xpath("//script")
    assert json.loads(script.text)["name"] == HOSTILE
