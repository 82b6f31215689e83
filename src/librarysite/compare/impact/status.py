"""What an edit does to closures and notices, and to the banner that closures of all libraries put on every page."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from librarysite.compare.impact.effect import Effect
from librarysite.model import ZONE, Closure, Library, Notice
from librarysite.pages.closures import closed_everywhere
from librarysite.problems import count
from librarysite.schedule.hours import THIRTEEN_MONTHS, moment_of
from librarysite.wording.facts import branches_words, day_words, days_words, when_words

LABELS = {"adds": "", "takes away": " taken away", "calls off": " called off", "changes": " changed"}


def status_effects(before: Library, after: Library, moment: datetime) -> Iterator[Effect]:
    """Give what becomes of the closures and notices that are not over at a moment, and of the banner."""
    for noun, name in (("closure", "closures"), ("notice", "notices")):
        old, new = ({entry.id: entry for entry in getattr(library, name)} for library in (before, after))
        told: dict[str, list[str]] = {}
        for entry_id in {**new, **old}:
            step = _step(after, old.get(entry_id), new.get(entry_id), moment)
            if step:
                told.setdefault(step[0], []).append(step[1])
        for verb, lines in told.items():
            yield Effect(verb, count(len(lines), noun), f"{noun.capitalize()}{LABELS[verb]}", lines)
    yield from _banner_effects(before, after, moment)


def _step(
    library: Library, old: Closure | Notice | None, new: Closure | Notice | None, moment: datetime
) -> tuple[str, str] | None:
    """Return what happens to an entry, in a verb and in words; None for nothing."""
    if old is None or not _holds(old, moment):
        return ("adds", _words(library, new)) if new and _holds(new, moment) else None
    if new is None:
        return "takes away", _words(library, old)
    if new.cancelled:
        return "calls off", _words(library, old)
    was, now = _words(library, old), _words(library, new)
    return ("changes", f"{was}: now {now}") if was != now else None


def _holds(entry: Closure | Notice, moment: datetime) -> bool:
    """Tell whether an entry holds at a moment or later."""
    now = moment.astimezone(ZONE).replace(tzinfo=None)
    return not entry.cancelled and (entry.ends is None or now < entry.ends)


def _words(library: Library, entry: Closure | Notice) -> str:
    who, when = branches_words(library, entry), when_words(entry)
    if isinstance(entry, Notice):
        return f"“{entry.title}”, {who}, {when}"
    return f"{who} closed {when} ({entry.reason})"


def _banner_effects(before: Library, after: Library, moment: datetime) -> Iterator[Effect]:
    """Give the days on which closures of all libraries stand above every page, as far as they change."""
    today = moment.astimezone(ZONE).date()
    days = [today + timedelta(days=n) for n in range(THIRTEEN_MONTHS)]
    was, now = (
        {day for day in days if closed_everywhere(library, max(moment, moment_of(day, 0)))}
        for library in (before, after)
    )
    if shown := sorted(now - was):
        verb = "shows" if today in now - was else "will show"
        yield Effect(
            f"{verb} a banner on all pages", "", "Banner on all pages", list(_periods(shown, days[-1]))
        )
    if gone := sorted(was - now):
        verb = "takes the banner off all pages" if today in was - now else "will show no banner on all pages"
        yield Effect(verb, "", "No banner on all pages", list(_periods(gone, days[-1])))


def _periods(days: list[date], horizon: date) -> Iterator[str]:
    """Give days that follow each other as one: “Thursday 24 December to Monday 28 December 2026”."""
    first = days[0]
    for day, following in zip(days, [*days[1:], None], strict=True):
        if following != day + timedelta(days=1):
            yield f"from {day_words(first)} on" if day == horizon else days_words(first, day)
            first = following or first
