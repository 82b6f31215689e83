"""Rules about bank holidays: those that are taken away, and those that changed hours leave as they are."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from librarysite.model import Branch, Library
from librarysite.problems import Problem, Where, warning
from librarysite.schedule.holidays import holiday_on, holidays_in

NEAR = 35  # days round a date that is no bank holiday, in which the one that is meant is looked for


def no_holiday_to_take_away(library: Library) -> Iterator[Problem[Where]]:
    """A day of ``not:`` would else be a bank holiday: such a day takes nothing away."""
    rule = library.service.holidays
    yield from _none(("service", 0), rule.not_, lambda day: day in holidays_in(day.year, rule.region))
    like_the_others = Branch(id="any", name="Any library")
    for number, branch in enumerate(library.branches):
        taken_away = branch.holidays.not_ if branch.holidays else ()
        yield from _none(
            ("branches", number), taken_away, lambda day: bool(holiday_on(library, like_the_others, day))
        )


def _none(
    entry: Where, days: tuple[date, ...], is_holiday: Callable[[date], bool]
) -> Iterator[Problem[Where]]:
    for index, day in enumerate(days):
        if not is_holiday(day):
            near = [day + timedelta(days=n) for n in sorted(range(-NEAR, NEAR + 1), key=abs)]
            meant = next(filter(is_holiday, near), None)
            remedy = f"did you mean {meant}?" if meant else "delete this date"
            yield warning((*entry, "holidays", "not", index), f"{day} is no bank holiday anyway", remedy)
