"""Says in words when an event takes place: “Every Tuesday, 10:30am to 11am, in term time, until 20 July”."""

from datetime import date

from librarysite.model import FOLLOWS_THE_BRANCH, Event, Pattern
from librarysite.notation import Every, Rule, Span
from librarysite.wording.facts import (
    DAYS,
    MONTHS,
    date_words,
    dated_words,
    day_words,
    names_words,
    span_words,
)

ORDINALS = {
    1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth",
    -1: "last", -2: "second to last", -3: "third to last",
}  # fmt: skip


def repeat_words(repeat: Every | Rule) -> str:
    """Return a repeat in words: “Every Tuesday”, “Second and fourth Wednesday of the month”, “Every 3 days”."""
    return _rule_words(repeat) if isinstance(repeat, Rule) else _every_words(repeat)


def _every_words(every: Every) -> str:
    days = names_words([DAYS[day] for day in every.weekdays])
    if every.nth:
        ordinals = names_words([ORDINALS[n] for n in every.nth])
        return f"{ordinals.capitalize()} {days} of the month"
    if len(every.weekdays) == 7:
        return "Every day" if every.weeks == 1 else f"Every day of every {_week_words(every.weeks)}"
    if every.weeks == 1:
        return "Every weekday" if every.weekdays == (0, 1, 2, 3, 4) else f"Every {days}"
    if every.weeks == 2 and len(every.weekdays) == 1:
        return f"Every second {days}"
    return f"Every {every.weeks} weeks on {days}"  # “every second Monday and Tuesday” can be read in two ways


def _week_words(weeks: int) -> str:
    return "second week" if weeks == 2 else f"{weeks} weeks"


def _rule_words(rule: Rule) -> str:
    if rule.each == "day":
        return f"Every {rule.interval} days"
    return _yearly_words(rule) if rule.each == "year" else _monthly_words(rule)


def _yearly_words(rule: Rule) -> str:
    """Return “On 25 December every year”, “Last Monday of May and August every year”."""
    months = [MONTHS[month - 1] for month in rule.months]
    dates = [_day_of_month(day, month) for month in months for day in rule.days]
    weekdays = _weekdays_words(rule)
    days = f"{_capital(weekdays)} of {names_words(months)}" if weekdays else f"On {names_words(dates)}"
    return f"{days} every year"


def _day_of_month(day: int, month: str) -> str:
    return f"the last day of {month}" if day == -1 else f"{day} {month}"


def _monthly_words(rule: Rule) -> str:
    """Return “On day 15 of the month”, “Every 2 months on the last day”."""
    weekdays = _weekdays_words(rule)
    days = names_words(["the last day" if day == -1 else f"day {day}" for day in rule.days])
    if rule.interval > 1:
        return f"Every {rule.interval} months on {days or f'the {weekdays}'}"
    of_the_month = "of the month, if there is one" if rule.rare else "of the month"
    return f"{_capital(weekdays) or f'On {days}'} {of_the_month}"


def _weekdays_words(rule: Rule) -> str:
    """Return “first Monday and third Tuesday”; nothing where the rule names days by number."""
    return names_words([f"{ORDINALS[n]} {DAYS[day]}" for n, day in rule.nth])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def pattern_words(pattern: Pattern, today: date) -> str:
    """Return when a pattern takes place: “Every Tuesday, 10:30am to 11am, in term time, until 20 July”."""
    term = ["in term time"] if pattern.term_time else []
    if pattern.repeat is None:
        return ", ".join([_dates_words(pattern, today), *term])
    days, times, period = repeat_words(pattern.repeat), _at_words(pattern.at), _period_words(pattern, today)
    if (
        days == "Every day" and pattern.until and pattern.from_ and pattern.from_ > today
    ):  # a span still to come
        return ", ".join([days, *period, times, *term])
    return ", ".join([days, times, *term, *period])


def _at_words(at: Span | str | None) -> str:
    if at == FOLLOWS_THE_BRANCH:
        return "whenever the library is open"
    return span_words(at) if isinstance(at, Span) else "all day"


def _period_words(pattern: Pattern, today: date) -> list[str]:
    """Return from when until when a series goes on, or nothing; its beginning only while that is still to come."""
    start = f"from {date_words(pattern.from_, today)}" if pattern.from_ and pattern.from_ > today else None
    end = f"until {date_words(pattern.until, today)}" if pattern.until else None
    return [" ".join(filter(None, [start, end]))] if start or end else []


def _dates_words(pattern: Pattern, today: date) -> str:
    """Return dates written out; where one has times of its own, each is said with its times."""
    days = [day_words(dated.date, today) for dated in pattern.dates]
    if not any(dated.span for dated in pattern.dates):
        return f"{names_words(days)}, {_at_words(pattern.at)}"
    times = [dated_words(d.date, d.span, today) if d.span else _at_words(pattern.at) for d in pattern.dates]
    return "; ".join(f"{day}, {time_of_day}" for day, time_of_day in zip(days, times, strict=True))


def event_words(event: Event, today: date) -> str:
    """Return when an event takes place, its patterns one after the other."""
    return "; ".join(pattern_words(pattern, today) for pattern in event.when)
