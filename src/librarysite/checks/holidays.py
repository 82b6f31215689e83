"""Rules about bank holidays: those that are taken away, and those that changed hours leave as they are."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from librarysite.checks.dates import place_of_day, place_of_move, window
from librarysite.checks.slips import last_added_to
from librarysite.model import AS_USUAL, Branch, ChangedHours, Event, Library
from librarysite.notation import days_between
from librarysite.problems import Problem, Where, warning
from librarysite.schedule.concerned import concerned, days_of, says_something
from librarysite.schedule.holidays import great_holidays_in, holiday_on, holidays_in
from librarysite.schedule.hours import THIRTEEN_MONTHS, changed_on, hours_of, hours_on, usual_hours
from librarysite.schedule.plans import Plan, plan_of, slots_of
from librarysite.schedule.verdicts import judge, verdicts
from librarysite.wording.facts import names_words

SMALL_HOURS = timedelta(hours=6)
WORDS = {"holiday": "closed", "undecided": "undecided"}
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


def away_on_a_great_holiday(library: Library) -> Iterator[Problem[Where]]:
    """What is online or elsewhere is not on the four great holidays, as no library is, or says ``goes_ahead: yes``."""
    for number, event in enumerate(library.events):
        told: dict[Where, list[str]] = {}
        for plan in () if event.branch else _away_from_libraries(library, event):
            where = place_of_move(event, plan) or place_of_day(event, plan.slot)
            told.setdefault(where, []).extend(_great_holidays(plan))
        for where, days in told.items():
            if days:
                yield _away(("events", number, *where), event, days)


def _away_from_libraries(library: Library, event: Event) -> Iterator[Plan]:
    """Give the dates that are on and to come: those written out, and of a series those of 13 months."""
    since = last_added_to(library)  # what is past is nobody's slip any more
    first, end = window(event)
    soon = max(since, first) + timedelta(days=THIRTEEN_MONTHS)
    for verdict in verdicts(library, event, since, max(end, soon)):
        plan = verdict.plan
        on, near = verdict.fate in ("on", "moved", "extra"), plan.written_out or plan.date < soon
        if on and near and plan.branch is None and not plan.goes_ahead:
            yield plan


def _great_holidays(plan: Plan) -> Iterator[str]:
    """Give the great holidays on which a date is. The small hours belong to the day before."""
    start, end = plan.moments
    first = plan.date if plan.span is None else (start - SMALL_HOURS).date()
    for day in days_between(first, max(first, (end - SMALL_HOURS).date())):
        if name := great_holidays_in(day.year).get(day):
            yield f"{day} ({name})"


def _away(where: Where, event: Event, days: list[str]) -> Problem[Where]:
    message = f"“{event.title}” is on {names_words(days)}"
    repeats = where[-1] in ("every", "rule")
    remedy = f"leave {'it' if len(days) == 1 else 'them'} out with “except:”" if repeats else "check the date"
    return warning(where, message, f"{remedy}; if it takes place, add “goes_ahead: yes”")


def hours_over_holidays(library: Library) -> Iterator[Problem[Where]]:
    """Changed hours of several days that would open a library on a bank holiday say what holds on bank holidays."""
    for number, changed in enumerate(library.changed_hours):
        if left := list(_left_as_they_are(library, changed)):
            days = sorted({str(day) for day, _ in left})
            stay = "stays" if len(days) == 1 else "stay"
            what = " or ".join(dict.fromkeys(WORDS[kind] for _, kind in left))
            yield warning(
                ("changed_hours", number, "hours"),
                f"These hours do not hold on bank holidays: {names_words(days)} {stay} {what}",
                "add “bank_holidays: closed” if that is right, or “bank_holidays:” with the hours of these days, "
                "or write an entry for each day on which a library opens",
            )


def _left_as_they_are(library: Library, changed: ChangedHours) -> Iterator[tuple[date, str]]:
    """Give each bank holiday on which a library would be open if changed hours of several days decided about it."""
    if changed.cancelled or changed.decides(holiday=True):
        return
    for branch in concerned(library, changed):
        for day in days_of(changed):
            held = hours_on(library, branch, day)
            left = held.kind in ("holiday", "undecided") and changed_on(library, branch, day) is None
            if left and hours_of(changed, usual_hours(branch, day)).intervals:
                yield day, held.kind


def as_usual_says_nothing(library: Library) -> Iterator[Problem[Where]]:
    """Hours “as usual” differ on some day, at some library, from what would hold without the entry."""
    for number, changed in enumerate(library.changed_hours):
        if changed.hours != AS_USUAL or changed.cancelled or changed.bank_holidays is not None:
            continue
        if not any(_left_as_they_are(library, changed)) and not says_something(library, changed):
            yield warning(
                ("changed_hours", number, "hours"),
                "This says nothing: no library has other hours by it than it would have without it",
                "check the date; if a library opens, write its hours; else delete this entry",
            )


def change_of_a_holiday(library: Library) -> Iterator[Problem[Where]]:
    """A change is of no date that a bank holiday drops, or says ``goes_ahead: yes``: nobody would see it."""
    for number, event in enumerate(library.events):
        for index, change in enumerate(event.changes):
            for slot in slots_of(library, event, change.date, change.session)[:1]:
                verdict = judge(plan_of(library, event, slot))
                told = verdict.plan.moved and not event.outside_hours  # where it is looked at what moves
                if verdict.decided in ("holiday", "undecided") and not told:
                    message = f"This date is left out ({verdict.reason}): nobody sees the change"
                    remedy = "add “goes_ahead: yes” to the change if it takes place, else delete the change"
                    yield warning(("events", number, "changes", index, "date"), message, remedy)
