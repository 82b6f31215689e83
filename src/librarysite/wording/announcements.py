"""Says in one line what a closure, changed hours, a notice or a new normal week is about, as news of it begins."""

from datetime import date

from librarysite.model import ChangedHours, Closure, Library, Notice
from librarysite.schedule.announced import Announced, NewWeek, Told
from librarysite.wording.facts import (
    branches_words,
    closed_words,
    day_words,
    opening_words,
    sentence,
    when_words,
)
from librarysite.wording.holidays import bank_holiday_words
from librarysite.wording.weeks import week_change_words


def status_title(library: Library, entry: Announced, news: Told) -> str:
    """Return the title of news about an entry. What was called off says that, anything else that it is an update."""
    title = _title(library, entry, _as_of(entry, news))
    if not isinstance(entry, NewWeek) and entry.cancelled:
        return f"{'No longer the case' if isinstance(entry, Notice) else 'Cancelled'}: {title}"
    return f"Update: {title}" if news.again else title


def status_lines(library: Library, entry: Announced, news: Told) -> list[str]:
    """Return what more is to be said, but for a notice's own text. It depends on the entry and the day of the news."""
    if isinstance(entry, NewWeek):
        return [sentence(week_change_words(entry.old, entry.week))]
    day = _as_of(entry, news)
    lines = (
        [f"{'' if isinstance(entry, Notice) else 'Cancelled: '}{sentence(entry.cancelled)}"]
        if entry.cancelled
        else []
    )
    if isinstance(entry, Closure):
        if entry.review and not entry.cancelled:
            lines.append(f"We will look at this again by {day_words(entry.review, day)}.")
        if entry.still_open and not entry.cancelled:
            lines.append(f"Still open: {sentence(entry.still_open)}")
    if isinstance(entry, ChangedHours):
        lines += [f"{words}." for words in bank_holiday_words(library, entry, day)]
    if isinstance(entry, Notice):
        lines.append(f"{branches_words(library, entry)}, {when_words(entry, day)}.")
    return lines


def _as_of(entry: Announced, news: Told) -> date:
    return news.day or entry.starts.date()


def _title(library: Library, entry: Announced, day: date) -> str:
    """Return “North Library: closed on Wednesday 25 November (Boiler)”; the year is said if it is not that of a day."""
    if isinstance(entry, NewWeek):
        return f"{entry.branch.name}: new opening hours from {day_words(entry.week.from_, day)}"
    if isinstance(entry, Notice):
        return entry.title
    who, when = branches_words(library, entry), when_words(entry, day)
    if isinstance(entry, ChangedHours):
        return f"{who}: {opening_words(entry)} {when}" + (f" ({entry.reason})" if entry.reason else "")
    assert isinstance(entry, Closure)
    return f"{who}: {closed_words(entry)} {when} ({entry.reason})"
