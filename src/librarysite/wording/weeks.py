"""Says what a new normal week changes: only the weekdays that differ from the week before it."""

from collections.abc import Iterator
from datetime import date, timedelta

from librarysite.model import Branch, Week
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


def week_changes(branch: Branch, today: date, ahead: timedelta) -> Iterator[tuple[date, str]]:
    """Give each change of the normal week that begins within a time ahead, in words: its day and what it says."""
    for old, new in zip((None, *branch.hours), branch.hours, strict=False):
        if today < new.from_ <= today + ahead and (words := week_change_words(old, new)):
            yield new.from_, f"From {day_words(new.from_, today)}: {words}"
