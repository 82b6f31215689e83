"""What an edit does to events and their dates: which are new, cancelled, moved or no longer listed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from librarysite.compare.impact.effect import Effect
from librarysite.model import Event
from librarysite.problems import count
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.hours import THIRTEEN_MONTHS
from librarysite.schedule.occurrences import Occurrence
from librarysite.wording.facts import day_words, days_words, place_words, time_words
from librarysite.wording.patterns import event_words

EVERY_YEAR = date.min  # words for it say the year of every date
ONE_BY_ONE = 3  # so many dates of an event are told one by one; more of them together
KINDS = {
    "cancelled": ("cancels", "Cancelled"),
    "moved": ("moves", "Moved"),
    "on again": ("brings back", "Goes ahead again"),
    "added": ("adds", "Added"),
    "gone": ("no longer lists", "No longer listed"),
}


@dataclass(frozen=True)
class Step:
    """One planned date before and after the edit; None where it is not listed."""

    before: Occurrence | None
    after: Occurrence | None

    @property
    def told(self) -> Occurrence:
        """The date as people know it: as it was if it was listed."""
        found = self.before or self.after
        assert found is not None  # a date that is listed neither before nor after is no step
        return found

    @property
    def kind(self) -> str | None:
        """What the edit does to the date, if anything."""
        if self.after is None:
            return "gone"
        if self.after.state == "cancelled":
            return None if self.before and self.before.state == "cancelled" else "cancelled"
        if self.before is None:
            return "added"
        if self.before.state == "cancelled":
            return "on again"
        return "moved" if _when_and_where(self.before) != _when_and_where(self.after) else None

    def words(self) -> str:
        """Return the date in a line: with the reason if it is cancelled, with what holds now if it is moved."""
        words = ", ".join([_named(self.told), *_day_and_time(self.told)])
        return words + self.end

    @property
    def end(self) -> str:
        """The end of its line: why it is cancelled, or where and when it is now that it is moved."""
        if self.after and self.kind == "cancelled" and self.after.reason:
            return f" ({self.after.reason})"
        if self.before and self.after and self.kind == "moved":
            return f": now {_now_words(self.before, self.after)}"
        return ""


def date_effects(was: Agenda, will: Agenda) -> Iterator[Effect]:
    """Give what happens to events as a whole, then to dates of those that stay."""
    before, after = _by_id(was), _by_id(will)
    if new := _missing_from(before, after):
        yield _whole_events("adds", "New event", will, new)
    if gone := _missing_from(after, before):
        yield _whole_events("takes away", "Event taken away", was, gone)
    staying = [(old, after[id_]) for id_, old in before.items() if id_ in after]
    yield from _renamed_events(staying)
    yield from _step_effects([step for old, new in staying for step in _steps(was, will, old, new)], will)


def _by_id(agenda: Agenda) -> dict[str, Event]:
    return {event.id: event for event in agenda.library.events}


def _missing_from(others: dict[str, Event], events: dict[str, Event]) -> list[Event]:
    return [event for id_, event in events.items() if id_ not in others]


def _renamed_events(staying: Iterable[tuple[Event, Event]]) -> Iterator[Effect]:
    if renamed := [f"{old.title}, now {new.title}" for old, new in staying if old.title != new.title]:
        yield Effect("renames", count(len(renamed), "event"), "Renamed", renamed)


def _step_effects(steps: list[Step], will: Agenda) -> Iterator[Effect]:
    """Give what happens to dates, kind by kind."""
    for kind, (verb, label) in KINDS.items():
        if found := [step for step in steps if step.kind == kind]:
            number = _counted([step.told for step in found], will)
            yield Effect(verb, number, label, list(_lines(found, will)))


def _steps(was: Agenda, will: Agenda, old: Event, new: Event) -> Iterator[Step]:
    """Give the dates of an event that are to come before the edit or after it."""
    before = {o.slot.name: o for o in was.of(old)}
    after = {o.slot.name: o for o in will.of(new)}
    for name in {**before, **after}:
        step = Step(before.get(name), after.get(name))
        if will.not_over(filter(None, [step.before, step.after])):
            yield step


def _when_and_where(o: Occurrence) -> tuple[object, ...]:
    place = o.event.place.name if o.event.place else None
    return o.start, o.end, o.all_day, o.branch.id if o.branch else place, o.room


def _named(o: Occurrence) -> str:
    """Return “Craft at North Library”, “Talk online”."""
    event = o.event
    where = o.branch.name if o.branch else event.place.name if event.place else None
    return f"{o.title} at {where}" if where else f"{o.title} online" if event.online else o.title


def _day_and_time(o: Occurrence) -> list[str]:
    return [day_words(o.start.date()), "all day" if o.all_day else time_words(o)]


def _now_words(old: Occurrence, new: Occurrence) -> str:
    """Return where and when a moved date is, as far as that is new."""
    places = [place_words(new)] if place_words(old) != place_words(new) else []
    (old_day, old_time), (day, time) = _day_and_time(old), _day_and_time(new)
    if old_day != day:
        return ", ".join([*places, day, time])
    return ", ".join([*places, time] if old_time != time else places)


def _lines(steps: list[Step], agenda: Agenda) -> Iterator[str]:
    """Give the steps of one kind in words: those of an event together where they are many."""
    steps.sort(key=lambda step: (step.told.event.id, step.end, step.told.start))
    groups = [list(group) for _, group in groupby(steps, lambda step: (step.told.event.id, step.end))]
    for group in sorted(groups, key=lambda group: group[0].told.start):
        if len(group) <= ONE_BY_ONE:
            yield from (step.words() for step in group)
        else:
            words = _together([step.told for step in group], agenda)
            yield f"{_named(group[0].told)}, {words}{group[0].end}"


def _together(dates: list[Occurrence], agenda: Agenda) -> str:
    """Return “31 dates, Tuesday 8 December 2026 to Tuesday 20 July 2027”."""
    first, last = dates[0].start.date(), dates[-1].start.date()
    days = days_words(first, last) if _all_count(dates, agenda) else f"from {day_words(first)} on"
    return f"{_counted(dates, agenda)}, {days}"


def _counted(dates: list[Occurrence], agenda: Agenda) -> str:
    """Return how many dates there are. Where a series has no end, those of 13 months and that there are more."""
    number = sum(_counts(o, agenda) for o in dates)
    return count(number, "date") if number == len(dates) else f"more than {count(number, 'date')}"


def _all_count(dates: Iterable[Occurrence], agenda: Agenda) -> bool:
    return all(_counts(o, agenda) for o in dates)


def _counts(o: Occurrence, agenda: Agenda) -> bool:
    """Tell whether a date is to be counted: not one of years to come that only a series without an end has."""
    of_series = any(p.endless and p.id == o.slot.session for p in o.event.when) and not o.slot.extra
    far = o.start.date() >= agenda.now.today + timedelta(days=THIRTEEN_MONTHS)
    return not (of_series and far and o.change is None)


def _whole_events(verb: str, label: str, agenda: Agenda, events: list[Event]) -> Effect:
    """Return what is said of events that are new or gone, with the dates to come that take place."""
    dates = [o for event in events for o in _taking_place(agenda, event)]
    what = count(len(events), "event")
    if dates:
        what += f" with {_counted(dates, agenda)}"
        if _all_count(dates, agenda):
            what += f" {'until' if len(dates) > 1 else 'on'} {day_words(max(o.start for o in dates).date())}"
    return Effect(verb, what, label, [_event_line(agenda, event) for event in events])


def _taking_place(agenda: Agenda, event: Event) -> list[Occurrence]:
    return [o for o in agenda.ahead_of(event) if o.state != "cancelled"]


def _event_line(agenda: Agenda, event: Event) -> str:
    """Return an event with its pattern and the number of its dates, and how many of these are cancelled."""
    ahead, taking_place = agenda.ahead_of(event), _taking_place(agenda, event)
    named = _named(ahead[0]) if ahead else event.title
    cancelled = len(ahead) - len(taking_place)
    dates = _counted(taking_place, agenda) if taking_place else "no dates to come"
    end = f", and {cancelled} cancelled" if cancelled else ""
    return f"{named}. {event_words(event, EVERY_YEAR)}: {dates}{end}"
