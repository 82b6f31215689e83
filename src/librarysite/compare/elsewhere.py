"""Finds what events lose to an edit elsewhere: to a closure until further notice, a term, or the rule of holidays."""

from collections.abc import Iterator
from datetime import date

from librarysite.compare.editions import InEdition
from librarysite.compare.held import Edited
from librarysite.feeds.closures import closure_entries
from librarysite.feeds.ics import VEvent
from librarysite.model import Branch, Library
from librarysite.problems import Problem, count, error, warning
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.hours import hours_on
from librarysite.schedule.occurrences import Occurrence
from librarysite.wording.facts import day_words, names_words

GO_AHEAD = "cancel them below “changes:” of the event; what takes place all the same says “goes_ahead: yes”"


def review_losses(events: list[Edited]) -> Iterator[Problem[InEdition]]:
    """Give each closure until further notice that takes entries of dates beyond its review day from calendars."""
    found: dict[int, list[Occurrence]] = {}
    for edited in events:
        for dates in edited.lost.values():
            taken = [o for o in edited.ahead(dates)[:1] if edited.dropped_by(o) == "review_day"]
            for o in taken:
                found.setdefault(_closure_over(edited, o), []).append(o)
    for number, dates in found.items():
        first = min(dates, key=lambda o: o.start)
        today = events[0].was.now.today
        which = f"the first “{first.event.title}” on {day_words(first.start.date(), today)}"
        message = f"{count(len(dates), 'date')} after it would vanish from people's calendars without a word, {which}"
        remedy = (
            "cancel below “changes:” of the event what will not take place, or write a “review:” after it"
        )
        yield warning(InEdition(("closures", number, "review"), before=False), message, remedy)


def _closure_over(edited: Edited, o: Occurrence) -> int:
    """Return the place of the closure beyond whose review day a date lies."""
    library = edited.will.library
    planned = o.branch.id if o.branch else ""
    fitting = [
        number
        for number, closure in enumerate(library.closures)
        if closure.review
        and not closure.cancelled
        and closure.applies_to(planned)
        and closure.review < o.start.date()
    ]
    return fitting[0] if fitting else 0


def term_losses(before: Library, after: Library, events: list[Edited]) -> Iterator[Problem[InEdition]]:
    """Give each term that is gone or has other days although dates in people's calendars follow from it."""
    terms = after.service.terms
    places = {term.name: number for number, term in enumerate(terms)}
    lost = [o for edited in events for o in _not_in_term(edited)]
    for number, term in enumerate(before.service.terms):
        own = [o for o in lost if term.from_ <= o.slot.date <= term.to]
        if not own or term in terms:
            continue
        whose = count(len({o.event.id for o in own}), "event")
        dates = f"{count(len(own), 'date')} of {whose} in people's calendars"
        if term.name not in places:
            message = f"The term “{term.name}” is gone, and with it {dates}"
            remedy = "put it back: terms stay when they are over"
            yield error(InEdition(("service", 0, "terms", number)), message, remedy)
        else:
            message = f"The term “{term.name}” has other days, and {dates} would vanish without a word"
            remedy = "write its days as they were, and cancel below “changes:” of the events what does not take place"
            yield warning(
                InEdition(("service", 0, "terms", places[term.name]), before=False), message, remedy
            )


def _not_in_term(edited: Edited) -> list[Occurrence]:
    """Return the dates in people's calendars that will be planned no more, of an event that keeps to terms."""
    if not any(pattern.term_time for pattern in edited.old.when):
        return []
    return [o for dates in edited.before.values() for o in dates if o.slot.name_of_all not in edited.kept]


def holiday_losses(was: Agenda, after: Library, events: list[Edited]) -> Iterator[Problem[InEdition]]:
    """Give the bank holidays that calendars of closures would lose, and the dates that bank holidays would take."""
    rules = [
        (library.service.holidays, {b.id: b.holidays for b in library.branches})
        for library in (was.library, after)
    ]
    if rules[0] == rules[1]:  # then an event goes ahead no more
        for edited in events:
            if own := _taken_by_holidays(edited):
                yield edited.problem(_taken_words(own, was), GO_AHEAD, "when", is_warning=True)
        return
    place = InEdition(("service", 0, "holidays"), before=False)
    if gone := _holidays_gone(was, after):
        days = names_words([day_words(day, was.now.today) for day in gone[:3]])
        more = f" and {len(gone) - 3} more" if len(gone) > 3 else ""
        message = f"{count(len(gone), 'bank holiday')} would vanish from calendars of closures: {days}{more}"
        remedy = "make sure that “holidays:” here and in data/branches.yaml says what holds; write it as it was if not"
        yield warning(place, message, remedy)
    if taken := [o for edited in events for o in _taken_by_holidays(edited)]:
        yield warning(place, _taken_words(taken, was), GO_AHEAD)


def _taken_words(taken: list[Occurrence], was: Agenda) -> str:
    first = min(taken, key=lambda o: o.start)
    what = f"the first “{first.event.title}” on {day_words(first.start.date(), was.now.today)}"
    return (
        f"{count(len(taken), 'date')} would vanish from people's calendars because of bank holidays, {what}"
    )


def _holidays_gone(was: Agenda, after: Library) -> list[date]:
    """Return the bank holidays of which the calendar of some library will say nothing any more."""
    known = {branch.id: branch for branch in after.branches}
    found = (
        entry.start
        for branch in was.library.ever_in_service
        if branch.id in known
        for entry in _lost_holidays(was.library, after, branch, known[branch.id], was.now.today)
    )
    return sorted(set(found))


def _taken_by_holidays(edited: Edited) -> list[Occurrence]:
    """Return the dates to come in people's calendars that will be left out because of a bank holiday."""
    held = edited.ahead(o for dates in edited.before.values() for o in dates)
    return [o for o in held if o.state != "cancelled" and edited.dropped_by(o) in ("holiday", "undecided")]


def _lost_holidays(
    before: Library, after: Library, branch: Branch, new: Branch, today: date
) -> Iterator[VEvent]:
    """Give the bank holidays of a library of which its calendar will say nothing any more."""
    names = {entry.uid for entry in closure_entries(after, (new,), today)}
    for entry in closure_entries(before, (branch,), today):
        is_lost = entry.uid.startswith("holiday.") and entry.uid not in names
        if is_lost and hours_on(after, new, entry.start).kind not in ("closure", "changed_hours"):
            yield entry
