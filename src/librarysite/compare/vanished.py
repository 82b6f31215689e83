"""Finds what an edit would take from people who have subscribed: ids, calendar entries and feeds that were there.

Git is the memory: the entries as they were are compared with the entries as they are, at one moment. Nothing that
still has dates or subscribers may vanish; each message says how to cancel or retire it instead.
"""

from collections.abc import Iterable, Iterator

from librarysite import paths
from librarysite.compare.editions import InEdition
from librarysite.compare.elsewhere import holiday_losses, review_losses, term_losses
from librarysite.compare.eventdates import event_losses
from librarysite.compare.held import Edited
from librarysite.compare.revised import seems_older
from librarysite.compare.statuses import status_losses
from librarysite.compare.untold import untold
from librarysite.feeds.events import event_entries
from librarysite.feeds.news import feeds_of_news
from librarysite.model import Article, Branch, Group, Library
from librarysite.moment import Now
from librarysite.problems import Mistake, Problem, error, in_file_order, warning
from librarysite.reading.loaded import Loaded
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.announced import new_weeks
from librarysite.schedule.hours import intervals_in
from librarysite.schedule.plans import planned
from librarysite.wording.facts import day_words


def vanished(before: Loaded, after: Loaded, now: Now) -> list[Problem]:
    """Return what people who have subscribed would lose. What is gone is shown as it was before the change."""
    if before.library is None or after.library is None:
        return []
    found = []
    for problem in gone(before.library, after.library, now):
        mistake, edition = problem.mistake, before if problem.at.before else after
        if problem.at.before:
            told = f"{mistake.message}. You see it here as it was before this change"
            mistake = Mistake(told, mistake.remedy)
        found.append(edition.in_file(Problem(problem.at.where, mistake, problem.warning)))
    return in_file_order(found)


def gone(before: Library, after: Library, now: Now) -> Iterator[Problem[InEdition]]:
    """Give everything that an edit would take away from subscribers now."""
    was, will = Agenda(before, now), Agenda(after, now)
    yield from _addresses(before, after)
    if after.service.calendar_domain != before.service.calendar_domain:
        return  # nothing has its name any more: that is said once
    yield from _groups(before, after)
    yield from _branches(before, after)
    yield from _events(was, will)
    yield from status_losses(was, after)
    yield from _weeks(was, after)
    yield from _news(was, after)
    yield from seems_older(was, will)


def _addresses(before: Library, after: Library) -> Iterator[Problem[InEdition]]:
    """The domain of the calendars' names never changes, and the site's address only with care."""
    if after.service.calendar_domain != before.service.calendar_domain:
        message = "Every entry in people's calendars would vanish and come back as another one"
        remedy = (
            f"write {before.service.calendar_domain} again: it is no address, and need not follow the website"
        )
        yield error(InEdition(("service", 0, "calendar_domain"), before=False), message, remedy)
    if after.service.website != before.service.website:
        message = "Calendars and news feeds that people subscribe to have the old address"
        remedy = "make sure that the old one leads to the new one for good"
        yield warning(InEdition(("service", 0, "website"), before=False), message, remedy)


def _groups(before: Library, after: Library) -> Iterator[Problem[InEdition]]:
    """An audience, a type of event or a topic is retired, never deleted: its feeds' addresses are known to people."""
    feeds = {"audience": "its calendar", "type of event": "its calendar", "topic": "its news feed"}
    for name, word in (("audiences", "audience"), ("types", "type of event"), ("topics", "topic")):
        kept = {group.id for group in getattr(after.service, name)}
        for number, group in enumerate(getattr(before.service, name)):
            if group.id not in kept:
                message = f"The {word} “{group.id}” is gone, and with it the address of {feeds[word]}"
                remedy = "put it back, and add “retired: yes” to it"
                yield error(InEdition(("service", 0, name, number)), message, remedy)


def _branches(before: Library, after: Library) -> Iterator[Problem[InEdition]]:
    """A library that closes for good keeps its entry, and one that was in service keeps its feeds."""
    ids = {branch.id for branch in after.branches}
    with_feeds = {branch.id for branch in after.ever_in_service}
    for number, branch in enumerate(before.branches):
        if branch.id not in ids:
            message = f"The library “{branch.id}” is gone, and with it its page and its calendars"
            yield error(InEdition(("branches", number)), message, "put it back, and add “closed:” to it")
        elif branch in before.ever_in_service and branch.id not in with_feeds:
            message = (
                f"The calendars of {branch.name} would vanish: it would have closed before this website began"
            )
            remedy = "write the day on which it closes, or has closed"
            place = [other.id for other in after.branches].index(branch.id)
            yield error(InEdition(("branches", place, "closed"), before=False), message, remedy)


def _events(was: Agenda, will: Agenda) -> Iterator[Problem[InEdition]]:
    """Give what happens to events: those that are gone, and whatever the others take from calendars."""
    places = {event.id: number for number, event in enumerate(will.library.events)}
    for number, event in enumerate(was.library.events):
        if event.id in places:
            continue
        if list(event_entries(was, event)) or any(planned(was.library, event, was.now.today, was.horizon)):
            message = f"The event “{event.id}” is gone, although it is still in people's calendars"
            remedy = (
                "put it back: an id never changes. "
                "To end it add “until:” and “ended:”, to call it off cancel its dates"
            )
            yield error(InEdition(("events", number, "id")), message, remedy)
    edited = [
        Edited(was, will, event, will.library.events[places[event.id]], ("events", places[event.id]))
        for event in was.library.events
        if event.id in places
    ]
    for one in edited:
        yield from event_losses(one)
    yield from review_losses(edited)
    yield from term_losses(was.library, will.library, edited)
    yield from holiday_losses(was, will.library, edited)
    yield from untold(was, will.library, edited)


def _weeks(was: Agenda, after: Library) -> Iterator[Problem[InEdition]]:
    """New opening hours that people have read of do not just vanish: a calendar cannot say that they are off."""
    yield from _weeks_written_over(was, after)
    kept = {new.name for branch in after.branches for new in new_weeks(after, branch)}
    for number, branch in enumerate(was.library.branches):
        for new in new_weeks(was.library, branch):
            if new.is_news(was.now.today) and new.name not in kept:
                day = day_words(new.week.from_, was.now.today)
                message = f"The new opening hours of {branch.name} from {day} are gone from calendars and news feeds"
                remedy = "if people may have read of them, write a notice that says what is different now"
                yield warning(
                    InEdition(("branches", number, "hours", branch.hours.index(new.week))), message, remedy
                )


def _weeks_written_over(was: Agenda, after: Library) -> Iterator[Problem[InEdition]]:
    """Give the normal weeks that have begun and would have other hours: nobody is told, and the past changes too."""
    places = {branch.id: number for number, branch in enumerate(after.branches)}
    for branch in (branch for branch in was.library.branches if branch.id in places):
        new = {week.from_: n for n, week in enumerate(after.branches[places[branch.id]].hours)}
        for week in (week for week in branch.hours if week.from_ < was.now.today and week.from_ in new):
            place, number = places[branch.id], new[week.from_]
            other = after.branches[place].hours[number]
            if any(intervals_in(week, day) != intervals_in(other, day) for day in range(7)):
                message = (
                    f"{branch.name} would have had other hours since {day_words(week.from_, was.now.today)}"
                )
                remedy = (
                    "write the hours as they were, and below them one more week with the new ones, “from:” the day "
                    "on which they begin; if the old ones were never right, leave it so"
                )
                yield warning(InEdition(("branches", place, "hours", number), before=False), message, remedy)


def _news(was: Agenda, after: Library) -> Iterator[Problem[InEdition]]:
    """A library or topic keeps its news feed, and so its first piece of news; links lead to every page that is out."""
    before, kept = was.library, {article.path for article in after.articles}
    there, left = ({feed.address for feed in feeds_of_news(lib, was.now.today)} for lib in (before, after))
    lost = there - left
    for number, article in enumerate(before.articles):
        own = _news_feeds_of(article, after)
        if feeds := sorted(own & lost):
            message = f"The news feed /{feeds[0]} would vanish, to which people have subscribed"
            yield error(InEdition(("articles", number)), message, "leave it at least one piece of news")
            lost -= own
        elif article.path not in kept and (renamed := _renamed(article, before, after)) is not None:
            message = f"“{article.title}” has another address now: feed readers show it again, and links lead nowhere"
            remedy = f"call the file content/{article.path} again"
            yield error(InEdition(("articles", renamed), before=False), message, remedy)
        elif article.path not in kept and article.is_out_on(was.now.today):
            message = f"The page /{article.address} is gone, and links to it lead nowhere"
            yield warning(InEdition(("articles", number)), message, "say on it what holds now, instead")


def _renamed(article: Article, before: Library, after: Library) -> int | None:
    """Return the place of a page at a new address that has the title of one that is gone; None if there is none."""
    known = {other.path for other in before.articles}
    new = [number for number, other in enumerate(after.articles) if other.path not in known]
    return next((n for n in new if after.articles[n].title == article.title), None)


def _news_feeds_of(article: Article, library: Library) -> set[str]:
    """Return the feeds that an article is in, of those libraries and topics that there are."""
    branches = {paths.news_feed_at(b) for b in article.branches if _has(library.branches, b)}
    return branches | {paths.news_feed_about(t) for t in article.topics if _has(library.service.topics, t)}


def _has(entries: Iterable[Branch] | Iterable[Group], entry_id: str) -> bool:
    return any(entry.id == entry_id for entry in entries)
