"""Which addresses there are, told from the entries alone: nothing is made, so that a check takes no time.

Some are not there at every moment: a page leaves the site long after its event, news has none before its day, a door
notice goes with its closure. Links to those are right, and the build shows them as words while there is no page.
"""

from collections.abc import Iterator
from datetime import date, datetime

from librarysite.model import ZONE, Library
from librarysite.pages.choices import choices
from librarysite.pages.printables import OPENING_TIMES, notice_address, poster_address
from librarysite.pages.whatson import month_address, month_after, months
from librarysite.schedule.selections import event_feeds

LISTS = ("", "libraries/", "whats-on/", "news/", OPENING_TIMES, "online/", "subscribe/")
DATA = (
    "events.csv",
    "events.json",
    "libraries.csv",
    "opening-hours.json",
    "status.json",
    "datapackage.json",
)


def page_addresses(library: Library, moment: datetime) -> set[str]:
    """Return the addresses of all pages, but for those of words that have no list of their own."""
    today = moment.astimezone(ZONE).date()
    return {
        *LISTS,
        *(f"libraries/{branch.id}/" for branch in library.branches),
        *(poster_address(branch) for branch in library.branches),
        *(notice_address(closure) for closure in library.closures),
        *(f"whats-on/{event.id}/" for event in library.events),
        *(choice.address for choice in choices(library, today)),
        *(month_address(first) for first in _months(library.service.launched, months(today)[-1])),
    }


def _months(first: date, last: date) -> Iterator[date]:
    month = min(first, last).replace(day=1)
    while month <= last:
        yield month
        month = month_after(month)


def file_addresses(library: Library) -> set[str]:
    """Return the addresses of all feeds and data files, less the calendars of single dates, which soon are gone."""
    branches = [branch.id for branch in library.branches]
    return {
        "build.json",
        f"{OPENING_TIMES}qr.svg",
        *(f"data/{name}" for name in DATA),
        *(address for feed in event_feeds(library) for address in (feed.calendar, feed.news)),
        *(f"whats-on/{event.id}/event.ics" for event in library.events),
        *(f"libraries/{branch}/qr.svg" for branch in branches),
        *("feeds/closures.ics", "feeds/status.xml", "feeds/news.xml"),
        *(f"feeds/closures/at/{branch}.ics" for branch in branches),
        *(f"feeds/{kind}/at/{branch}.xml" for kind in ("status", "news") for branch in branches),
        *(f"feeds/news/topic/{topic.id}.xml" for topic in library.service.topics),
    }
