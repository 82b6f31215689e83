"""``/data/events.json`` and ``/data/events.csv``: every date of the next 13 months, the cancelled ones among them."""

import csv
import io
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from librarysite import paths
from librarysite.model import Booking, Library
from librarysite.opendata.datafile import harmless, json_file
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.hours import THIRTEEN_MONTHS
from librarysite.schedule.occurrences import Occurrence

Record = dict[str, Any]

YES_NO = {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
WITH_OFFSET = {"type": "datetime", "format": "any"}
# The columns of the table, as Frictionless describes them; whatever is not named is text.
COLUMNS: dict[str, dict[str, Any]] = {
    "id": {}, "date": {}, "start": WITH_OFFSET, "end": WITH_OFFSET, "all_day": YES_NO, "state": {}, "reason": {},
    "title": {}, "summary": {}, "url": {}, "branch": {}, "place": {}, "address": {}, "room": {}, "online": YES_NO,
    "online_link": {}, "audiences": {}, "type": {}, "cost": {}, "free": YES_NO, "booking_needed": YES_NO,
    "booking_link": {}, "booking_phone": {}, "booking_opens": {"type": "date"}, "access": {},
    "published": {"type": "date"}, "updated": {"type": "date"}, "sample": YES_NO,
    "start_date": {"type": "date", "description": "The local day on which it begins"},
    "end_date": {"type": "date", "description": "The local day on which it ends, inclusive: its last day"},
}  # fmt: skip


def event_data(agenda: Agenda) -> dict[str, bytes]:
    """Return both files by address. They hold the same dates with the same facts."""
    found = agenda.between(agenda.now.today, agenda.now.today + timedelta(days=THIRTEEN_MONTHS))
    records = [event_record(agenda.library, occurrence) for occurrence in found]
    service = agenda.library.service
    whole = {
        "built_at": agenda.now.moment.isoformat(),
        "service": service.name,
        "time_zone": service.time_zone,
        "dates": records,
    }
    return {paths.EVENTS_DATA: json_file(whole), paths.EVENTS_TABLE: _table(records)}


def event_fields() -> list[Record]:
    """Return the columns of ``events.csv`` as a data package describes them (Frictionless table schema)."""
    return [{"name": name, "type": "string"} | kind for name, kind in COLUMNS.items()]


def event_record(library: Library, occurrence: Occurrence) -> Record:
    """Return one date. Moments are ISO 8601 with offset; an end is exclusive, so a whole day ends at the next midnight.

    ``start_date`` and ``end_date`` are its first and its last local day, so that nobody takes midnight for a time.
    ``id`` is the event's; together with ``date``, the date's permanent name, it is unique. None is “not said”.
    """
    event = occurrence.event
    return {
        "id": event.id,
        "date": occurrence.slot.name,
        "start": occurrence.start.isoformat(),
        "end": occurrence.end.isoformat(),
        "all_day": occurrence.all_day,
        "state": occurrence.state,
        "reason": occurrence.reason,
        "title": occurrence.title,
        "summary": event.summary,
        "url": library.service.website + paths.event_page(event.id),
        **_place(occurrence),
        "room": occurrence.room,
        "online": event.online is not None,
        "online_link": event.online.link if event.online else None,
        "audiences": list(event.for_),
        "type": event.type,
        "cost": event.cost,
        "free": event.is_free,
        **_booking(event.booking),
        "access": list(event.access),
        "published": event.published.isoformat() if event.published else None,
        "updated": event.updated.isoformat() if event.updated else None,
        "sample": event.sample,
        "start_date": occurrence.start.date().isoformat(),
        "end_date": (occurrence.end - timedelta.resolution).date().isoformat(),
    }


def _place(occurrence: Occurrence) -> Record:
    """Return where it is: at a library, else at a place of its own, else nowhere, as what is online only."""
    branch, place = occurrence.branch, occurrence.event.place
    at = branch or place
    return {
        "branch": branch.id if branch else None,
        "place": at.name if at else None,
        "address": str(at.address) if at and at.address else None,
    }


def _booking(booking: Booking | None) -> Record:
    return {
        "booking_needed": booking.needed if booking else None,
        "booking_link": booking.link if booking else None,
        "booking_phone": booking.phone if booking else None,
        "booking_opens": booking.opens.isoformat() if booking and booking.opens else None,
    }


def _table(records: Iterable[Record]) -> bytes:
    """Return records as CSV (RFC 4180): lists are joined by semicolons, yes and no are written out."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for record in records:
        table.writerow({name: harmless(_cell(value)) for name, value in record.items()})
    return text.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)
