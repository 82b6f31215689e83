"""The status of the libraries as RSS 2.0: closures, changed hours and notices, now and in the next six weeks."""

from datetime import date, datetime, timedelta

from librarysite.model import ZONE, ChangedHours, Closure, Library, Notice, Status
from librarysite.newsfeed import Item, news_feed_file
from librarysite.wording import branches_words, day_words, opening_words, when_words

AHEAD = timedelta(weeks=6)
PAGE = "opening-times/"


def status_feed(library: Library, moment: datetime) -> dict[str, bytes]:
    """Return the feed by address: what is published and in force or to come, newest published first."""
    service = library.service
    now = moment.astimezone(ZONE).replace(tzinfo=None)
    entries: tuple[Status, ...] = (*library.closures, *library.changed_hours, *library.notices)
    out = [e for e in entries if e.touches(now, now + AHEAD) and _is_out(e, now.date())]
    out.sort(key=lambda e: e.starts)
    out.sort(key=lambda e: e.published or date.min, reverse=True)
    newest = max((e.updated or e.published or service.launched for e in out), default=service.launched)
    address = "feeds/status.xml"
    name = f"{service.name}: closures, changed hours and notices"
    about = "What is out of the ordinary at the libraries, now and in the next six weeks"
    items = [_item(library, entry) for entry in out]
    written = news_feed_file(service, address, name, about, PAGE, min(newest, now.date()), items)
    return {address: written}


def _is_out(entry: Status, today: date) -> bool:
    return entry.published is None or entry.published <= today


def _item(library: Library, entry: Status) -> Item:
    """Return an entry's item. Its words depend on the entry alone, so that they never change as days pass."""
    announced = entry.published or entry.starts.date()
    who, when = branches_words(library, entry), when_words(entry, announced)
    if isinstance(entry, Closure):
        title = f"{who}: closed {when} ({entry.reason})"
        guid, lines = f"closure.{entry.id}", _closure_lines(entry, announced)
    elif isinstance(entry, ChangedHours):
        title = f"{who}: {opening_words(entry)} {when}" + (f" ({entry.reason})" if entry.reason else "")
        guid, lines = f"hours.{library.name_of(entry)}", []
    else:
        assert isinstance(entry, Notice)
        title, guid = entry.title, f"notice.{entry.id}"
        lines = [*filter(None, [entry.text, entry.link]), f"{who}, {when}."]
    if entry.sample:
        lines.append("This is a sample entry of a demonstration.")
    return Item(title, PAGE, "\n".join(lines) or title, entry.published, guid)


def _closure_lines(closure: Closure, announced: date) -> list[str]:
    lines = []
    if closure.review:
        lines.append(f"We will look at this again by {day_words(closure.review, announced)}.")
    if closure.still_open:
        lines.append(f"Still open: {closure.still_open}.")
    return lines
