"""``/data/opening-hours.json``: when each library in service is open on every day of the next 13 months."""

from datetime import date, timedelta

from librarysite import paths
from librarysite.model import Library
from librarysite.notation import clock
from librarysite.opendata.datafile import json_file
from librarysite.schedule.hours import THIRTEEN_MONTHS, DayHours, hours_on


def opening_hours(library: Library, today: date) -> dict[str, bytes]:
    """Return ``data/opening-hours.json`` by address. Clock times are local; a day's last one may be 24:00."""
    days = [today + timedelta(days=n) for n in range(THIRTEEN_MONTHS)]
    record = {
        "service": library.service.name,
        "time_zone": library.service.time_zone,
        "first": days[0].isoformat(),
        "last": days[-1].isoformat(),
        "libraries": [
            {
                "id": branch.id,
                "name": branch.name,
                "url": library.service.website + paths.library_page(branch.id),
                "days": [_day(hours_on(library, branch, day)) for day in days],
            }
            for branch in library.in_service_on(today)
        ],
    }
    return {paths.OPENING_HOURS_DATA: json_file(record)}


def _day(hours: DayHours) -> dict[str, object]:
    """Return a day: ``kind`` is the rule that decided, that of an interval whether there is staff."""
    return {
        "date": hours.date.isoformat(),
        "kind": hours.kind,
        "reason": hours.reason,
        "intervals": [
            {"opens": clock(i.opens), "closes": clock(i.closes), "kind": i.kind} for i in hours.intervals
        ],
    }
