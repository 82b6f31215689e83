"""Which addresses there are, told from the entries alone: nothing is made, so that a check takes no time.

Some are not there at every moment: a page leaves the site long after its event, news has none before its day, a door
notice goes with its closure. Links to those are right, and the build shows them as words while there is no page.
"""

from collections.abc import Iterator
from datetime import date

from librarysite import paths
from librarysite.checks.addresses import pages_of_entries
from librarysite.model import Library
from librarysite.pages.choices import choices
from librarysite.pages.whatson import month_after, months
from librarysite.schedule.selections import selections

FEEDS_OF_A_LIBRARY = (paths.closures_calendar_at, paths.status_feed_at, paths.news_feed_at)


def page_addresses(library: Library, today: date) -> set[str]:
    """Return the addresses of all pages, but for those of words that have no list of their own."""
    return {
        *paths.PAGES,
        *(address for address, _ in pages_of_entries(library)),
        *(choice.address for choice in choices(library, today)),
        *(paths.month_page(first) for first in _months(library.service.launched, months(today)[-1])),
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
        paths.BUILD_RECORD,
        paths.qr_code(paths.OPENING_TIMES),
        *paths.DATA_FILES,
        *(address for selection in selections(library) for address in (selection.calendar, selection.news)),
        *(paths.event_calendar(event.id) for event in library.events),
        *(paths.qr_code(paths.library_page(branch)) for branch in branches),
        *(paths.CLOSURES_CALENDAR, paths.STATUS_FEED, paths.NEWS_FEED),
        *(feed_at(branch) for feed_at in FEEDS_OF_A_LIBRARY for branch in branches),
        *(paths.news_feed_about(topic.id) for topic in library.service.topics),
    }
