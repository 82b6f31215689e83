"""The status of the libraries as RSS 2.0: closures, changed hours and notices, now and in the next six weeks."""

from datetime import date

from librarysite import paths
from librarysite.feeds.rss import Feed, Item, news_feed_files
from librarysite.model import ChangedHours, Closure, Library, Notice, Status
from librarysite.moment import Now
from librarysite.schedule.in_force import COMING
from librarysite.wording.facts import branches_words, day_words, opening_words, sentence, when_words


def status_feeds(library: Library, now: Now) -> dict[str, bytes]:
    """Return the feeds by address: for all libraries, and for each that ever was in service."""
    service, told = library.service, announced(library, now)
    kind, time = "closures, changed hours and notices", "now and in the next six weeks"
    about = f"What is out of the ordinary at the libraries, {time}"
    everything = tuple(item for _, item in told)
    feeds = [Feed(paths.STATUS_FEED, f"{service.name}: {kind}", about, paths.OPENING_TIMES, everything)]
    for branch in library.ever_in_service:
        address, page = paths.status_feed_at(branch.id), paths.library_page(branch.id)
        about = f"What is out of the ordinary at {branch.name}, {time}"
        own = tuple(item for entry, item in told if entry.applies_to(branch.id))
        feeds.append(Feed(address, f"{branch.name}: {kind}", about, page, own))
    return news_feed_files(service, feeds, now.today)


def announced(library: Library, now: Now) -> list[tuple[Status, Item]]:
    """Return what the feeds have now, each with its item."""
    return [(entry, _item(library, entry)) for entry in _out(library, now)]


def _out(library: Library, now: Now) -> list[Status]:
    """Return what is published and in force or to come, newest published first.

    A closure or changed hours that were called off stay: somebody may have read of them here.
    """
    entries: tuple[Status, ...] = (*library.closures, *library.changed_hours, *library.notices)
    out = [e for e in entries if _is_near(e, now) and _is_out(e, now.today)]
    out.sort(key=lambda e: e.starts)
    out.sort(key=lambda e: e.published or date.min, reverse=True)
    return out


def _is_near(entry: Status, now: Now) -> bool:
    withdrawn = bool(entry.cancelled) and isinstance(entry, Notice)
    return entry.overlaps(now.wall, now.wall + COMING) and not withdrawn


def _is_out(entry: Status, today: date) -> bool:
    return entry.published is None or entry.published <= today


def _item(library: Library, entry: Status) -> Item:
    """Return an entry's item. Its words depend on the entry alone, so that they never change as days pass."""
    announced = entry.published or entry.starts.date()
    who, when = branches_words(library, entry), when_words(entry, announced)
    if isinstance(entry, Closure):
        title = f"{who}: closed {when} ({entry.reason})"
        name, lines = f"closure.{entry.id}", _closure_lines(entry, announced)
    elif isinstance(entry, ChangedHours):
        title = f"{who}: {opening_words(entry)} {when}" + (f" ({entry.reason})" if entry.reason else "")
        name, lines = f"hours.{library.name_of(entry)}", []
    else:
        assert isinstance(entry, Notice)
        title, name = entry.title, f"notice.{entry.id}"
        lines = [*filter(None, [entry.text, entry.link]), f"{who}, {when}."]
    if entry.cancelled:
        title, lines = f"Cancelled: {title}", [f"Cancelled: {sentence(entry.cancelled)}", *lines]
    if entry.sample:
        lines.append("This is a sample entry of a demonstration.")
    return Item(title, paths.OPENING_TIMES, "\n".join(lines) or title, entry.published, entry.updated, name)


def _closure_lines(closure: Closure, announced: date) -> list[str]:
    lines = []
    if closure.review:
        lines.append(f"We will look at this again by {day_words(closure.review, announced)}.")
    if closure.still_open:
        lines.append(f"Still open: {closure.still_open}.")
    return lines
