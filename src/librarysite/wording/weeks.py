"""Says what a new normal week changes: only the weekdays that differ from the week before it."""

from datetime import date

from librarysite.model import Week
from librarysite.schedule.announced import NewWeek
from librarysite.schedule.hours import intervals_in
from librarysite.wording.facts import DAYS, day_words, intervals_words, names_words


def week_change_words(old: Week | None, new: Week) -> str:
    """Return “Mondays and Tuesdays 9am to 7pm; Fridays closed”; nothing when no weekday differs.

    Before the first week the hours were not known, so each of its days is said.
    """
    by_hours: dict[str, list[str]] = {}
    for weekday, name in enumerate(DAYS):
        hours = intervals_in(new, weekday)
        if old is None or hours != intervals_in(old, weekday):
            by_hours.setdefault(intervals_words(hours) or "closed", []).append(f"{name}s")
    return "; ".join(f"{names_words(days)} {hours}" for hours, days in by_hours.items())


def new_week_words(new: NewWeek, today: date) -> str:
    """Return a new normal week as a list of changes has it: “From Monday 4 January 2027: Wednesdays 9am to 7pm”."""
    return f"From {day_words(new.week.from_, today)}: {week_change_words(new.old, new.week)}"
