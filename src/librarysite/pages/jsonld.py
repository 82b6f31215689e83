"""What search engines are told of a library and of an event: schema.org as JSON-LD."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from librarysite import paths
from librarysite.model import Address, Branch, Event, Library, Week
from librarysite.notation import DAY, clock
from librarysite.schedule.hours import DayHours, Interval, exceptions, intervals_in
from librarysite.schedule.occurrences import Occurrence
from librarysite.wording.facts import sentence

Node = dict[str, Any]
CONTEXT = "https://schema.org"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ONE_DAY = timedelta(days=1)
CLOSED = {"opens": "00:00", "closes": "00:00"}  # how Google wants a closed day to be written
ONE_PRICE = re.compile(r"£([0-9]+(?:\.[0-9]{2})?)(?: each| (?:a|per) (?:person|place|ticket))?\.?", re.I)


def library_node(library: Library, branch: Branch, today: date) -> Node:
    """Return a library in service: name, place, and the dated weeks and exceptions of the next 13 months."""
    service = library.service
    page = service.website + paths.library_page(branch.id)
    different = exceptions(library, branch, today)
    undecided = [day.date for day in different if day.kind == "undecided"]
    return _without_gaps(
        {
            "@context": CONTEXT,
            "@type": "Library",
            "@id": page,
            "name": branch.name,
            "description": branch.summary,
            "url": page,
            "address": _address(branch.address) if branch.address else None,
            "geo": _geo(branch.position),
            "telephone": _telephone(branch.phone or service.help.phone),
            "email": branch.email or service.help.email,
            "parentOrganization": _organisation(library),
            "openingHoursSpecification": _weeks(library, branch, today, undecided),
            "specialOpeningHoursSpecification": _special(
                [day for day in different if day.date not in undecided]
            ),
        }
    )


def event_nodes(library: Library, event: Event, found: Iterable[Occurrence]) -> tuple[Node, ...]:
    """Return a node for each of some dates."""
    return tuple(_event(library, event, occurrence) for occurrence in found)


def _without_gaps(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def _organisation(library: Library) -> Node:
    return {"@type": "Organization", "name": library.service.name, "url": library.service.website}


def _address(address: Address) -> Node:
    return _without_gaps(
        {
            "@type": "PostalAddress",
            "streetAddress": address.street,
            "addressLocality": address.town,
            "postalCode": address.postcode,
            "addressCountry": "GB",
        }
    )


def _geo(position: tuple[float, float] | None) -> Node | None:
    if position is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": position[0], "longitude": position[1]}


def _telephone(phone: str | None) -> str | None:
    """Return a phone number with the country's code; short ones (111) have none."""
    return f"+44 {phone[1:]}" if phone and phone.startswith("0") else phone


def _weeks(library: Library, branch: Branch, today: date, undecided: list[date]) -> list[Node]:
    """Return the week in force and those to come, each with the first day and, if known, the last.

    Before a new library opens, none of its weeks holds. Of a day on which nobody has decided whether the library opens,
    nothing is told: the week stops before it.
    """
    opening = library.opening_of(branch)
    closing = branch.closed.from_.first if branch.closed else None
    ends = [*(week.from_ for week in branch.hours[1:]), closing]
    nodes = []
    for week, end in zip(branch.hours, ends, strict=False):
        begins = max(week.from_, opening.first) if opening else week.from_
        if end is None or end > max(today, begins):
            for first, last in _between(undecided, begins, end - ONE_DAY if end else None):
                nodes += _week(week, first, last)
    return nodes


def _between(days: list[date], first: date, last: date | None) -> Iterator[tuple[date, date | None]]:
    """Give the times from a first day to a last (None: for ever) that some days divide, which are in none of them."""
    for day in days:
        if first <= day and (last is None or day <= last):
            if first < day:
                yield first, day - ONE_DAY
            first = day + ONE_DAY
    if last is None or first <= last:
        yield first, last


def _week(week: Week, first: date, last: date | None) -> list[Node]:
    """Return a week, the weekdays with the same hours together."""
    days: dict[Interval | None, list[str]] = {}
    for weekday, name in enumerate(DAYS):
        for interval in intervals_in(week, weekday) or (None,):
            days.setdefault(interval, []).append(f"https://schema.org/{name}")
    return [_specification(interval, {"dayOfWeek": names}, first, last) for interval, names in days.items()]


def _special(days: list[DayHours]) -> list[Node]:
    """Return the exceptions; days in a row that are alike are told together."""
    spans: list[list[DayHours]] = [days[:1]] if days else []
    for before, day in pairwise(days):
        alike = (before.intervals, before.reason) == (day.intervals, day.reason)
        if alike and day.date == before.date + ONE_DAY:
            spans[-1].append(day)
        else:
            spans.append([day])
    return [
        _specification(interval, {"description": span[0].reason}, span[0].date, span[-1].date)
        for span in spans
        for interval in span[0].intervals or (None,)
    ]


def _specification(interval: Interval | None, more: Node, first: date, last: date | None) -> Node:
    """Return opening hours with their days; None is closed. A day that ends at midnight ends at 23:59 here."""
    hours: Node = CLOSED
    if interval:
        closes = "23:59" if interval.closes == DAY else clock(interval.closes)
        hours = {"opens": clock(interval.opens), "closes": closes}
    node: Node = {"@type": "OpeningHoursSpecification", **hours, **more}
    if interval and interval.kind == "self_service":
        node["name"] = "Self-service"
    node |= {"validFrom": first.isoformat(), "validThrough": last.isoformat() if last else None}
    return _without_gaps(node)


def _event(library: Library, event: Event, occurrence: Occurrence) -> Node:
    page = library.service.website + paths.event_page(event.id)
    about = [event.summary or event.title, occurrence.reason if occurrence.state != "on" else None]
    about += ["This is a sample event of a demonstration."] if event.sample else []
    last = occurrence.end - ONE_DAY if occurrence.all_day else occurrence.end
    return _without_gaps(
        {
            "@context": CONTEXT,
            "@type": "Event",
            "name": occurrence.title,
            "description": " ".join(sentence(text) for text in about if text),
            "url": page,
            "startDate": _when(occurrence.start, occurrence),
            "endDate": _when(last, occurrence),
            **_status(occurrence),
            "eventAttendanceMode": f"https://schema.org/{_attendance(occurrence)}EventAttendanceMode",
            "location": _location(event, occurrence, page),
            "organizer": _organisation(library),
            **_cost(event, occurrence, page),
        }
    )


def _when(moment: datetime, occurrence: Occurrence) -> str:
    return moment.date().isoformat() if occurrence.all_day else moment.isoformat()


def _status(occurrence: Occurrence) -> Node:
    """Return what happened to a date; one that only moved to another place is still at its time."""
    planned = occurrence.planned_start
    if occurrence.state == "cancelled":
        return {"eventStatus": "https://schema.org/EventCancelled"}
    if occurrence.state == "moved" and planned and planned != occurrence.start:
        return {
            "eventStatus": "https://schema.org/EventRescheduled",
            "previousStartDate": _when(planned, occurrence),
        }
    return {"eventStatus": "https://schema.org/EventScheduled"}


def _attendance(occurrence: Occurrence) -> str:
    if not occurrence.event.online:
        return "Offline"
    return "Mixed" if occurrence.branch else "Online"


def _location(event: Event, occurrence: Occurrence, page: str) -> Node | list[Node] | None:
    places: list[Node] = []
    if branch := occurrence.branch:
        name = ", ".join(filter(None, [occurrence.room, branch.name]))
        # Where an address is on the map, the library's own page tells once instead of for every date.
        if branch.address:
            places.append({"@type": "Place", "name": name, "address": _address(branch.address)})
        else:
            places.append({"@type": "Place", "name": name, "geo": _geo(branch.position)})
    elif place := event.place:
        geo = _geo(place.position)
        places.append({"@type": "Place", "name": place.name, "address": place.address, "geo": geo})
    if event.online:
        places.append({"@type": "VirtualLocation", "url": event.online.link or page})
    whole = [_without_gaps(place) for place in places]
    return whole[0] if len(whole) == 1 else whole


def _cost(event: Event, occurrence: Occurrence, page: str) -> Node:
    """Return the offer of an event with one price for everybody; “free for some, £2 for others” is none.

    Whether there are places left is not known, so only what needs no booking is told to be available.
    """
    price, booking = _one_price(event), event.booking
    if price is None:
        return {}
    just_come = booking is not None and not booking.needed and occurrence.state != "cancelled"
    offer = {
        "@type": "Offer",
        "price": price,
        "priceCurrency": "GBP",
        "url": (booking and booking.link) or page,
        "availability": "https://schema.org/InStock" if just_come else None,
        "validFrom": booking.opens.isoformat() if booking and booking.opens else None,
    }
    return {"isAccessibleForFree": float(price) == 0, "offers": _without_gaps(offer)}


def _one_price(event: Event) -> str | None:
    """Return the one price in pounds that everybody pays; None where there are several or none is said."""
    if event.is_free:
        return "0"
    price = ONE_PRICE.fullmatch(event.cost or "")
    return price[1] if price else None
