"""Rules about dates that an editor has written out: each has a time, and no other line of the event takes it away."""

from collections.abc import Iterator
from datetime import date, timedelta

from librarysite.model import Event, Library, Pattern
from librarysite.notation import DAY, Dated, Span, clock, days_between
from librarysite.problems import Problem, Where, error, warning
from librarysite.schedule.patterns import days_of_pattern
from librarysite.wording.facts import names_words

ONE_DAY = timedelta(days=1)


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


def written_date_left_out(library: Library) -> Iterator[Problem[Where]]:
    """No other line of a pattern takes away a date that is written out, or a day of a span but by ``except:``."""
    for number, event in enumerate(library.events):
        for index, pattern in enumerate(event.when):
            for key, days in _left_out(library, pattern).items():
                if days:
                    message = f"“{key}:” leaves out {_days_in_figures(days)}, which “on:” has"
                    where: Where = ("events", number, "when", index, key)
                    yield warning(where, message, _one_or_the_other(pattern, key))


def _left_out(library: Library, pattern: Pattern) -> dict[str, list[date]]:
    """Return the days that ``on`` has and another line takes away, by the key of that line."""
    days = days_between(*pattern.span) if pattern.span else [dated.date for dated in pattern.on]
    if not days:
        return {}
    first, last = pattern.from_ or date.min, pattern.until or date.max
    last = date.max if pattern.ended else last  # of the end people are told
    gaps: dict[str, list[date]] = {"gap": [], "school_holidays": []}
    for dated, gap in days_of_pattern(library, pattern, min(days), max(days) + ONE_DAY):
        if gap:
            gaps[gap].append(dated.date)
    return {
        "from": [day for day in days if day < first],
        "until": [day for day in days if day > last],
        "except": [] if pattern.span else gaps["gap"],
        "term_time": gaps["school_holidays"],
    }


def _one_or_the_other(pattern: Pattern, key: str) -> str:
    if not pattern.span:
        return f"delete “{key}:”, or delete these dates; what people know of is cancelled below “changes:”"
    if key == "term_time":
        days = [f"“{line}”" for line in ("every: day", f"from: {pattern.from_}", f"until: {pattern.until}")]
        return f"delete “term_time:”; if it is meant, write {names_words(days)} in place of “on:”"
    return f"delete “{key}:”, and write in “on:” the days on which it is: {pattern.from_} to {pattern.until}"


def _days_in_figures(days: list[date]) -> str:
    """Return days as editors write them, those in a row as a span."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and day == spans[-1][1] + ONE_DAY:
            spans[-1] = spans[-1][0], day
        else:
            spans.append((day, day))
    return names_words([f"{a}" if a == b else f"{a} to {b}" for a, b in spans])


def _in_figures(day: date, span: Span) -> str:
    last, end = divmod(span.end, DAY)
    ends = clock(span.end) if span.end <= DAY else f"{day + timedelta(days=last)} {clock(end)}"
    return f"{day} {clock(span.start)} to {ends}"
