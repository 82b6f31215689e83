"""Rules about dates that an editor has written out: each has a time, and no other line of the event takes it away."""

from collections.abc import Iterator
from datetime import date, timedelta

from librarysite.model import Event, Library
from librarysite.notation import DAY, Dated, Span, clock
from librarysite.problems import Problem, Where, error


def date_without_time(library: Library) -> Iterator[Problem[Where]]:
    """A date without times takes those of its event, where these are always the same."""
    for number, event in enumerate(library.events):
        for where, dated, times in _without_time(event):
            message = f"It is not said at what time {dated.date} is: the times of this event differ"
            yield error(("events", number, *where), message, _times_to_write(dated, times))


def _without_time(event: Event) -> Iterator[tuple[Where, Dated, tuple[object, ...]]]:
    """Give each date that says no time and could have several, with these: all day would be a guess."""
    for index, pattern in enumerate(event.when):
        own = any(dated.span for dated in pattern.on)
        for place, dated in enumerate(pattern.on):
            if own and not dated.span and pattern.at is None:
                yield ("when", index, "on", place), dated, pattern.times
    for place, dated in enumerate(event.also_on):
        if not dated.span and len(event.times) > 1:
            yield ("also_on", place), dated, event.times


def _times_to_write(dated: Dated, times: tuple[object, ...]) -> str:
    spans = [time for time in times if isinstance(time, Span)]
    words = f"write {' or '.join(_in_figures(dated.date, span) for span in spans)}"
    return words if len(spans) == len(times) else f"{words}; without times make it an event of its own"


def _in_figures(day: date, span: Span) -> str:
    last, end = divmod(span.end, DAY)
    ends = clock(span.end) if span.end <= DAY else f"{day + timedelta(days=last)} {clock(end)}"
    return f"{day} {clock(span.start)} to {ends}"
