"""Finds what changes for people without ``updated:``, which is how those who follow news feeds are told."""

from collections.abc import Iterator
from datetime import date

from librarysite.compare.editions import InEdition
from librarysite.compare.held import Edited
from librarysite.feeds.closures import in_sight
from librarysite.model import Event, Library, Status, Week
from librarysite.problems import Problem, Where, warning
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.announced import status_name, weeks_in_the_news
from librarysite.schedule.hours import intervals_in

LISTS = ("closures", "changed_hours", "notices")
DATES = (
    "when",
    "changes",
    "also_on",
    "branch",
    "goes_ahead",
    "outside_hours",
)  # what an event's dates follow from
PERIOD = ("starts", "ends", "cancelled", "hours", "self_service")


def untold(was: Agenda, after: Library, events: list[Edited]) -> Iterator[Problem[InEdition]]:
    """Give each entry whose dates or period change and that does not say on which day it was updated."""
    today = was.now.today
    for edited in events:
        yield from _announced_again(edited.old, edited.new, edited.where, today)
        if _was_out(edited.old, edited.new, today) and _dates_differ(edited):
            yield _say_when(edited.new.title, edited.where, today)
    yield from _weeks(was.library, after, today)
    for name in LISTS:
        places = {status_name(after, entry): n for n, entry in enumerate(getattr(after, name))}
        for old in getattr(was.library, name):
            place = places.get(status_name(was.library, old))
            if place is not None and in_sight(old, today):
                yield from _period(after, old, getattr(after, name)[place], (name, place), today)


def _weeks(before: Library, after: Library, today: date) -> Iterator[Problem[InEdition]]:
    """Give the normal weeks to come that have other hours than people have read of."""
    places = {
        (b.id, week.from_): (n, m) for n, b in enumerate(after.branches) for m, week in enumerate(b.hours)
    }
    news = weeks_in_the_news(before, before.branches, today)
    for branch, old in ((new.branch, new.week) for new in news if new.week.from_ >= today):
        if not (place := places.get((branch.id, old.from_))):
            continue
        new = after.branches[place[0]].hours[place[1]]
        differs = any(intervals_in(old, day) != intervals_in(new, day) for day in range(7))
        if differs and _was_out(old, new, today):
            where = ("branches", place[0], "hours", place[1])
            yield _say_when(f"New opening hours of {branch.name}", where, today)


def _period(
    after: Library, old: Status, new: Status, where: Where, today: date
) -> Iterator[Problem[InEdition]]:
    """Give what is not told of a closure, changed hours or a notice."""
    yield from _announced_again(old, new, where, today)
    differs = any(getattr(old, key, None) != getattr(new, key, None) for key in PERIOD)
    differs |= any(old.applies_to(branch.id) != new.applies_to(branch.id) for branch in after.branches)
    if differs and _was_out(old, new, today):
        title = getattr(new, "reason", None) or getattr(new, "title", None) or "Open as usual"
        yield _say_when(title, where, today)


def _announced_again(
    old: Event | Status, new: Event | Status, where: Where, today: date
) -> Iterator[Problem[InEdition]]:
    """Give an entry that is out and would be announced on another day, or never have been."""
    if old.published and old.published <= today and new.published != old.published:
        message = "News feeds have announced this already, and it would change its day there, or vanish"
        remedy = f"write “published: {old.published}” again; what is new says “updated:”"
        yield warning(InEdition((*where, "published"), before=False), message, remedy)


def _was_out(old: Event | Status | Week, new: Event | Status | Week, today: date) -> bool:
    """Tell whether people may have read of an entry, and what is written now does not tell them that it changed."""
    if old.published and old.published >= today:
        return False
    grew = new.updated and new.updated > (old.updated or date.min)
    return not grew and new.updated != today


def _dates_differ(edited: Edited) -> bool:
    """Tell whether the event itself, and not a closure, gives other dates to come."""
    if all(getattr(edited.old, key) == getattr(edited.new, key) for key in DATES):
        return False
    before, after = (
        {
            o.slot.name: (o.start, o.end, o.state, o.reason, o.branch and o.branch.id)
            for o in agenda.ahead_of(event)
        }
        for agenda, event in ((edited.was, edited.old), (edited.will, edited.new))
    )
    return before != after


def _say_when(title: str, where: Where, today: date) -> Problem[InEdition]:
    message = f"“{title}” has changed, and people who follow the news feeds would not be told"
    return warning(InEdition((*where, "updated"), before=False), message, f"write “updated: {today}”")
