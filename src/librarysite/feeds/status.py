"""The status of the libraries as RSS 2.0: closures, changed hours, new weeks and notices, from their publication on."""

from librarysite import paths
from librarysite.feeds.rss import Feed, Item, news_feed_files
from librarysite.model import Branch, Library, Notice
from librarysite.moment import Now
from librarysite.schedule.announced import Announced, NewWeek, Told, status_name, status_told
from librarysite.schedule.concerned import concerns
from librarysite.wording.announcements import status_lines, status_title


def status_feeds(library: Library, now: Now) -> dict[str, bytes]:
    """Return the feeds by address: for all libraries, and for each that ever was in service."""
    service, told = library.service, announced(library, now)
    kind, time = "closures, changed hours and notices", "now and to come"
    about = f"What is out of the ordinary at the libraries, {time}"
    everything = tuple(item for _, item in told)
    feeds = [Feed(paths.STATUS_FEED, f"{service.name}: {kind}", about, paths.OPENING_TIMES, everything)]
    for branch in library.ever_in_service:
        address, page = paths.status_feed_at(branch.id), paths.library_page(branch.id)
        about = f"What is out of the ordinary at {branch.name}, {time}"
        own = tuple(item for entry, item in told if _is_for(library, entry, branch))
        feeds.append(Feed(address, f"{branch.name}: {kind}", about, page, own))
    return news_feed_files(service, feeds, now.today)


def _is_for(library: Library, entry: Announced, branch: Branch) -> bool:
    return entry.branch is branch if isinstance(entry, NewWeek) else concerns(library, entry, branch)


def announced(library: Library, now: Now) -> list[tuple[Announced, Item]]:
    """Return what the feeds have now, each with its item, the newest first."""
    return [(entry, _item(library, entry, news)) for entry, news in status_told(library, now)]


def _item(library: Library, entry: Announced, news: Told) -> Item:
    """Return an entry's item. Its words depend on the entry and the day of the news, so that they stay as days pass."""
    title, lines = status_title(library, entry, news), status_lines(library, entry, news)
    if isinstance(entry, Notice) and not entry.cancelled:
        text = [line for line in (entry.text or "").split("\n") if line.strip()]
        lines = [*text, *filter(None, [entry.link]), *lines]
    if not isinstance(entry, NewWeek) and entry.sample:
        lines.append("This is a sample entry of a demonstration.")
    page = paths.announcement(status_name(library, entry))
    return Item(title, page, tuple(lines) or (title,), news.day, name=news.name)
