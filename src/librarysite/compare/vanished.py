"""Finds what an edit would take from people who have subscribed: ids, calendar entries and feeds that were there.

Git is the memory: the entries as they were are compared with the entries as they are, at one moment. Nothing that
still has dates or subscribers may vanish; each message says how to cancel or retire it instead.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from librarysite import paths
from librarysite.compare.editions import InEdition
from librarysite.compare.revised import seems_older
from librarysite.feeds.closures import in_sight
from librarysite.feeds.events import event_entries, uid
from librarysite.feeds.news import feeds_of_news
from librarysite.model import Article, Branch, Event, Group, Library, Pattern
from librarysite.moment import Now
from librarysite.notation import Every
from librarysite.problems import Mistake, Problem, Where, count, error, in_file_order, warning
from librarysite.reading.loaded import Loaded
from librarysite.schedule.agenda import FIRST_DAY, Agenda
from librarysite.schedule.announced import new_weeks
from librarysite.schedule.concerned import says_something
from librarysite.schedule.occurrences import Occurrence
from librarysite.schedule.plans import planned
from librarysite.wording.facts import day_words

CANCEL = "write “cancelled:” with the reason at the date, below “changes:”, and leave the entry as it was"


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
    yield from _groups(before, after)
    yield from _branches(before, after)
    yield from _events(was, will)
    yield from _status(was, after)
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
    places = {event.id: number for number, event in enumerate(will.library.events)}
    for number, event in enumerate(was.library.events):
        if event.id in places:
            new = will.library.events[places[event.id]]
            yield from _dates(was, will, event, new, ("events", places[event.id]))
        elif list(event_entries(was, event)) or any(planned(was.library, event, was.now.today, was.horizon)):
            message = f"The event “{event.id}” is gone, although it is still in people's calendars"
            remedy = (
                "put it back: an id never changes. To end it add “until:”, to call it off cancel its dates"
            )
            yield error(InEdition(("events", number, "id")), message, remedy)


def _dates(was: Agenda, will: Agenda, event: Event, new: Event, where: Where) -> Iterator[Problem[InEdition]]:
    """Give the series and the dates of one event that are in people's calendars and would be lost."""
    lost = {entry.uid for entry in event_entries(was, event)} - {e.uid for e in event_entries(will, new)}
    if pattern := _lost_series(was, event, new, lost):
        yield Problem(InEdition((*where, "when"), before=False), _another_series(event, pattern))
        return
    dates = _planned_no_more(was, will, event, new)
    singles = [o for o in dates if uid(was.library, event, o.slot.name) in lost]
    if singles:
        day = day_words(singles[0].start.date(), was.now.today)
        message = f"“{event.title}” on {day} would vanish from people's calendars without a word"
        yield error(InEdition((*where, "when"), before=False), message, CANCEL)
    elif left_out := [o for o in dates if o.state != "cancelled"]:
        day = day_words(left_out[0].start.date(), was.now.today)
        message = f"“{event.title}” loses {count(len(left_out), 'date')} without a word, the first on {day}"
        remedy = "if people know of them already, cancel or move them below “changes:” instead"
        yield warning(InEdition((*where, "when"), before=False), message, remedy)


def _lost_series(was: Agenda, event: Event, new: Event, lost: set[str]) -> Pattern | None:
    """Return the first pattern that goes on in people's calendars and would repeat no more under its name."""
    repeating = {pattern.id for pattern in new.when if isinstance(pattern.repeat, Every)}
    going_on = {o.slot.session for o in was.ahead_of(event) if not o.slot.extra}
    for pattern in event.when:
        in_calendars = pattern.id in going_on and uid(was.library, event, pattern.id) in lost
        if in_calendars and pattern.id not in repeating:
            return pattern
    return None


def _planned_no_more(was: Agenda, will: Agenda, event: Event, new: Event) -> list[Occurrence]:
    """Return the dates ahead that are not planned any more; what a closure takes away is still planned.

    A series may end: that the dates after its end are gone is no loss.
    """
    kept = {slot.name for slot in planned(will.library, new, FIRST_DAY, will.horizon)}
    ends = {pattern.id: pattern.until or date.max for pattern in new.when if pattern.repeat}
    gone = [o for o in was.ahead_of(event) if o.slot.name_of_all not in kept]
    return [o for o in gone if o.slot.extra or o.slot.date <= ends.get(o.slot.session, date.max)]


def _another_series(event: Event, pattern: Pattern) -> Mistake:
    name = f"The times “{pattern.id}” of “{event.title}”" if pattern.id else f"The series “{event.title}”"
    message = f"{name} would vanish from people's calendars and come back as another one"
    remedy = "leave it as it was, with “until:” if it ends, and make the new times an event of its own"
    return Mistake(message, remedy)


def _status(was: Agenda, after: Library) -> Iterator[Problem[InEdition]]:
    """A closure or changed hours that are in people's calendars are called off, never deleted."""
    before = was.library
    closures = {closure.id for closure in after.closures}
    for number, closure in enumerate(before.closures):
        if closure.id not in closures and in_sight(closure, was.now.today):
            message = f"The closure “{closure.id}” is gone from people's calendars"
            yield Problem(InEdition(("closures", number, "id")), _called_off(message))
    names = {after.name_of(changed) for changed in after.changed_hours}
    for number, changed in enumerate(before.changed_hours):
        told = in_sight(changed, was.now.today) and says_something(before, changed)
        if before.name_of(changed) not in names and told:
            day = day_words(changed.starts.date(), was.now.today)
            message = f"The changed hours of {day} are gone from people's calendars"
            yield Problem(InEdition(("changed_hours", number)), _called_off(message))


def _weeks(was: Agenda, after: Library) -> Iterator[Problem[InEdition]]:
    """New opening hours that people have read of do not just vanish: a calendar cannot say that they are off."""
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
        elif article.path not in kept and article.is_out_on(was.now.today):
            message = f"The page /{article.address} is gone, and links to it lead nowhere"
            yield warning(InEdition(("articles", number)), message, "say on it what holds now, instead")


def _news_feeds_of(article: Article, library: Library) -> set[str]:
    """Return the feeds that an article is in, of those libraries and topics that there are."""
    branches = {paths.news_feed_at(b) for b in article.branches if _has(library.branches, b)}
    return branches | {paths.news_feed_about(t) for t in article.topics if _has(library.service.topics, t)}


def _has(entries: Iterable[Branch] | Iterable[Group], entry_id: str) -> bool:
    return any(entry.id == entry_id for entry in entries)


def _called_off(message: str) -> Mistake:
    return Mistake(message, "put the entry back; if it does not happen, add “cancelled:” with the reason")
