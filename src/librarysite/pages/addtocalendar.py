"""Links that put one date into somebody's own calendar: a file, Google's calendar, Outlook.

They are ordinary links: nothing is asked of these services until somebody follows one.
"""

from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from librarysite import paths
from librarysite.model import Library
from librarysite.pages.page import View
from librarysite.schedule.occurrences import Occurrence
from librarysite.wording import facts

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"


def add_view(library: Library, occurrence: Occurrence) -> View:
    """Return the three ways to add a date."""
    return {
        "file": occurrence.address_of_file,
        "google": _google(library, occurrence),
        "outlook": _outlook(library, occurrence),
    }


def _page(library: Library, occurrence: Occurrence) -> str:
    return library.service.website + paths.event_page(occurrence.event.id)


def _place(occurrence: Occurrence) -> str:
    address = occurrence.branch.address if occurrence.branch else None
    elsewhere = occurrence.event.place.address if occurrence.event.place else None
    return ", ".join(filter(None, [facts.place_words(occurrence), str(address or elsewhere or "")]))


def _google(library: Library, occurrence: Occurrence) -> str:
    """Return Google's link: local wall times with the zone's name, whole days without times, the end exclusive."""
    form = "%Y%m%d" if occurrence.all_day else "%Y%m%dT%H%M%S"
    values = {
        "action": "TEMPLATE",
        "text": occurrence.title,
        "dates": f"{occurrence.start:{form}}/{occurrence.end:{form}}",
        "ctz": library.service.time_zone,
        "details": _page(library, occurrence),
        "location": _place(occurrence),
    }
    return f"{GOOGLE}?{urlencode(values, quote_via=quote)}"


def _outlook(library: Library, occurrence: Occurrence) -> str:
    """Return Outlook's link: moments in UTC, so that the zone of the reader's account does not matter."""
    values = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": occurrence.title,
        "startdt": _outlook_time(occurrence.start, occurrence),
        "enddt": _outlook_time(occurrence.end, occurrence),
        "allday": str(occurrence.all_day).lower(),
        "body": _page(library, occurrence),
        "location": _place(occurrence),
    }
    return f"{OUTLOOK}?{urlencode(values, quote_via=quote)}"


def _outlook_time(moment: datetime, occurrence: Occurrence) -> str:
    if occurrence.all_day:
        return moment.date().isoformat()
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
