"""What an edit does to closures and notices, and to the banner that closures of all libraries put on every page."""

from collections.abc import Iterator
from datetime import date, timedelta

from librarysite.compare.impact.effect import Effect
from librarysite.model import Closure, Library, Notice
from librarysite.moment import Now
from librarysite.problems import count
from librarysite.schedule.hours import THIRTEEN_MONTHS, moment_of
from librarysite.schedule.in_force import closed_everywhere, is_over
from librarysite.wording.facts import branches_words, closes_words, day_words, days_words, when_words

LABELS = {"adds": "", "takes away": " taken away", "calls off": " called off", "changes": " changed"}


def status_effects(before: Library, after: Library, now: Now) -> Iterator[Effect]:
    """Give what becomes of the closures and notices that are not over, and of the banner."""
    for noun, name in (("closure", "closures"), ("notice", "notices")):
        old, new = ({entry.id: entry for entry in getattr(library, name)} for library in (before, after))
        told: dict[str, list[str]] = {}
        for entry_id in {**new, **old}:
            step = _step(after, old.get(entry_id), new.get(entry_id), now)
            if step:
                told.setdefault(step[0], []).append(step[1])
        for verb, lines in told.items():
            yield Effect(verb, count(len(lines), noun), f"{noun.capitalize()}{LABELS[verb]}", lines)
    yield from _banner_effects(before, after, now)


def _step(
    library: Library, old: Closure | Notice | None, new: Closure | Notice | None, now: Now
) -> tuple[str, str] | None:
    """Return what happens to an entry, in a verb and in words; None for nothing."""
    if old is None or is_over(old, now):
        return ("adds", _words(library, new)) if new and not is_over(new, now) else None
    if new is None:
        return "takes away", _words(library, old)
    if new.cancelled:
        return "calls off", _words(library, old)
    was, says = _words(library, old), _words(library, new)
    return ("changes", f"{was}: now {says}") if was != says else None


def _words(library: Library, entry: Closure | Notice) -> str:
    who, when = branches_words(library, entry), when_words(entry)
    if isinstance(entry, Notice):
        return f"“{entry.title}”, {who}, {when}"
    return f"{who} {closes_words(entry)} {when} ({entry.reason})"


def _banner_effects(before: Library, after: Library, now: Now) -> Iterator[Effect]:
    """Give the days on which closures of all libraries stand above every page, as far as they change."""
    days = [now.today + timedelta(days=n) for n in range(THIRTEEN_MONTHS)]
    was, will = (
        {day for day in days if closed_everywhere(library, _begun(day, now))} for library in (before, after)
    )
    if shown := sorted(will - was):
        verb = "shows" if now.today in will - was else "will show"
        yield Effect(
            f"{verb} a banner on all pages", "", "Banner on all pages", list(_periods(shown, days[-1]))
        )
    if gone := sorted(was - will):
        verb = (
            "takes the banner off all pages"
            if now.today in was - will
            else "will show no banner on all pages"
        )
        yield Effect(verb, "", "No banner on all pages", list(_periods(gone, days[-1])))


def _begun(day: date, now: Now) -> Now:
    """Return the moment from which a day is looked at: its midnight, or now where that has passed."""
    return Now(max(now.moment, moment_of(day, 0)))


def _periods(days: list[date], horizon: date) -> Iterator[str]:
    """Give days that follow each other as one: “Thursday 24 December to Monday 28 December 2026”."""
    first = days[0]
    for day, following in zip(days, [*days[1:], None], strict=True):
        if following != day + timedelta(days=1):
            yield f"from {day_words(first)} on" if day == horizon else days_words(first, day)
            first = following or first
