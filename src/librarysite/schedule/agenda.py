"""Every date of every event, worked out once for a moment: pages, feeds and open data look into the same list."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta

from librarysite.model import Closure, Event, Library
from librarysite.moment import Now
from librarysite.notation import Span
from librarysite.schedule.hours import moment_of
from librarysite.schedule.occurrences import Occurrence, occurrences
from librarysite.schedule.verdicts import verdicts

FIRST_DAY = date.min + timedelta(days=1)
DATES_SHOWN = 5  # of an event, before the later ones are folded away


def in_order(dates: Iterable[Occurrence]) -> list[Occurrence]:
    """Sort dates by start, then end, then title."""
    return sorted(dates, key=lambda o: (o.start, o.end, o.title, o.event.id, o.slot.session or ""))


def dates_between(library: Library, start: date, end: date) -> list[Occurrence]:
    """Return the dates of all events that are on from a day ``start`` until the day before ``end``, in order.

    Those that begin on one of these days, and those that began before and go on.
    """
    midnight = moment_of(start, 0)
    return in_order(
        o
        for event in library.events
        for o in occurrences(library, event, start - _longest(event), end)
        if o.start.date() >= start or o.end > midnight
    )


def _longest(event: Event) -> timedelta:
    """Return how long after the midnight before it begins a date of an event can end."""
    dated = [*event.also_on, *(change.moved_to for change in event.changes if change.moved_to)]
    spans = [span for span in (*event.times, *(d.span for d in dated)) if isinstance(span, Span)]
    return timedelta(minutes=max((span.end for span in spans), default=0))


class Agenda:
    """The dates of a Library's events as they are now, from the first one to the horizon.

    The horizon is the end of the second year after today (docs/decisions/0008).
    """

    def __init__(self, library: Library, now: Now) -> None:
        """Work out every date."""
        self.library = library
        self.now = now
        self.horizon = date(now.today.year + 3, 1, 1)
        self._of = {
            event.id: occurrences(library, event, FIRST_DAY, self.horizon) for event in library.events
        }
        self._all = in_order(o for own in self._of.values() for o in own)
        self._days = [o.start.date() for o in self._all]

    def of(self, event: Event) -> list[Occurrence]:
        """Return all dates of an event, in order."""
        return self._of[event.id]

    def ahead_of(self, event: Event) -> list[Occurrence]:
        """Return the dates of an event that are not over yet, in order."""
        return self.not_over(self._of[event.id])

    def suspended_by(self, event: Event) -> Closure | None:
        """Return the closure without an end that keeps all dates of an event off the lists; None if one to come is on.

        They come back when somebody writes its end, so the event is not over.
        """
        if any(o.state != "cancelled" for o in self.ahead_of(event)):
            return None
        judged = verdicts(self.library, event, self.now.today, self.horizon)
        by = (v.cause for v in judged if v.decided == "review_day")
        return next((cause for cause in by if isinstance(cause, Closure)), None)

    def to_add(self, event: Event) -> list[Occurrence]:
        """Return the dates that people can add to their own calendars one by one: those shown first that take place."""
        return [o for o in self.ahead_of(event)[:DATES_SHOWN] if o.state != "cancelled"]

    def between(self, start: date, end: date) -> list[Occurrence]:
        """Return the dates of all events that start from ``start`` until before ``end`` and are not over, in order.

        If today is among these days, so are the dates that began before them and are still going on.
        """
        first, last = bisect_left(self._days, start), bisect_left(self._days, end)
        return self.not_over(self._all[0 if start <= self.now.today < end else first : last])

    def not_over(self, dates: Iterable[Occurrence]) -> list[Occurrence]:
        """Leave out the dates that are over."""
        return [o for o in dates if o.end > self.now.moment]
