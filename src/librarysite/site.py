"""The whole of a site: read from a folder with all problems, and made for a moment, but for MkDocs' part."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from librarysite.checks import contradictions, due
from librarysite.checks.words.sitewords import check_words
from librarysite.feeds.announced import announced_feeds
from librarysite.feeds.closures import closure_calendars
from librarysite.feeds.events import event_calendars
from librarysite.feeds.icscheck import refuse_broken
from librarysite.feeds.icssize import LIMIT, NEAR, large
from librarysite.feeds.news import news_feeds
from librarysite.feeds.status import status_feeds
from librarysite.model import FOLLOWS_THE_BRANCH, ZONE, Event, Library
from librarysite.moment import Now
from librarysite.notation import Rule
from librarysite.opendata.build import build_record
from librarysite.opendata.events import event_data, event_fields
from librarysite.opendata.hours import opening_hours
from librarysite.opendata.libraries import libraries_table
from librarysite.opendata.package import data_package
from librarysite.opendata.status import status_record
from librarysite.pages import Page, all_pages
from librarysite.pages.printables import printable_files
from librarysite.problems import Problem, Where, in_file_order, warning
from librarysite.reading.load import load
from librarysite.reading.loaded import Loaded
from librarysite.schedule.agenda import Agenda

EACH_AT_MOST = 2000  # bytes of an entry in a calendar; most have about a thousand


@dataclass(frozen=True)
class Reading:
    """A site as read: the Library (None when files could not be read) and all problems, in file order.

    ``due`` is what has become wrong only because time has passed; it stops nothing. ``linked`` are the files that
    pages link to, by their path below ``content/``; some may come from entries, and some be there on other days only.
    """

    loaded: Loaded
    problems: list[Problem]
    due: list[Problem]
    linked: frozenset[str] = frozenset()

    @property
    def library(self) -> Library | None:
        """The entries, as far as they can be read."""
        return self.loaded.library


@dataclass(frozen=True)
class Site:
    """A site as made for a moment, ``now``: the pages and the other files, by address."""

    library: Library
    now: Now
    pages: dict[str, Page]
    files: dict[str, bytes]


def read_site(folder: Path, today: date) -> Reading:
    """Read a site's folder and check it as it is on a day."""
    loaded = load(folder)
    words = check_words(folder, loaded, today)
    if loaded.library is None:
        return Reading(loaded, in_file_order([*loaded.problems, *words.problems]), [])
    found = map(loaded.in_file, contradictions(loaded.library, loaded.partly_read))
    return Reading(
        loaded,
        in_file_order([*loaded.problems, *found, *words.problems]),
        in_file_order(
            map(loaded.in_file, [*due(loaded.library, today), *_large_calendars(loaded.library, today)])
        ),
        words.linked,
    )


def _large_calendars(library: Library, today: date) -> Iterator[Problem[Where]]:
    """Warn of calendars of events near the size of which some programs read no more."""
    if EACH_AT_MOST * sum(map(_entries_about, library.events)) < NEAR:
        return  # a guess, so that most sites need not be worked out for it
    midnight = Now(datetime.combine(today, time(), ZONE))
    for found in large(event_calendars(Agenda(library, midnight))):
        titles = {event.id: f"“{event.title}”" for event in library.events}
        shares = [f"{titles[event]} ({share:.0%})" for event, share in found.largest.items() if share >= 0.01]
        most = f"most of it from {', '.join(shares)}" if shares else f"all from {found.events:,} events alike"
        message = (
            f"The calendar {found.address} has {found.size:,} bytes, {most}; "
            f"some calendar programs read no more than {LIMIT:,}"
        )
        remedy = "write dates that come again with “every:”, or enter dates that are far ahead later"
        where: Where = ("events", list(titles).index(next(iter(found.largest))), "when")
        yield warning(where, message, remedy)


def _entries_about(event: Event) -> int:
    """Guess how many entries calendars have of an event."""
    written = sum(len(pattern.on) for pattern in event.when) + len(event.also_on) + len(event.changes)
    series = sum(
        100 if isinstance(p.repeat, Rule) else 20 if p.at == FOLLOWS_THE_BRANCH else 1 for p in event.when
    )
    return written + series


def make_site(library: Library, now: Now, commit: str | None) -> Site:
    """Make every page, feed and data file of a site for a moment.

    BrokenCalendarError is raised if a calendar has come out wrong: its subscribers must never get it.
    """
    events = sorted(library.events, key=lambda event: event.id)  # in whichever files they stand
    library = replace(library, events=tuple(events))
    agenda = Agenda(library, now)
    files = {
        **event_calendars(agenda),
        **closure_calendars(library, now.today),
        **announced_feeds(library, now.today),
        **news_feeds(library, now.today),
        **status_feeds(library, now),
        **event_data(agenda),
        **opening_hours(library, now.today),
        **status_record(library, now),
        **libraries_table(library, now.today),
        **data_package(library, event_fields()),
        **build_record(library, now, commit),
        **printable_files(library, now.today),
    }
    refuse_broken(files)
    return Site(library, now, all_pages(agenda), files)
