"""What departs from the normal weeks, as pages tell it: banners, what is closed now, and what will be different."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from librarysite import paths
from librarysite.model import Branch, ChangedHours, Closure, Library, Status
from librarysite.moment import Now
from librarysite.pages.expiry import all_over_from, days_shown, over_from
from librarysite.pages.page import View
from librarysite.schedule.announced import NewWeek, new_weeks, status_name, status_told
from librarysite.schedule.concerned import concerns
from librarysite.schedule.holidays import holidays_ahead
from librarysite.schedule.hours import hours_on, hours_without_closures, moment_of, usual_hours
from librarysite.schedule.in_force import COMING, closed_everywhere, closures_today, is_out, is_over
from librarysite.schedule.nearest import Near, miles_words, nearest_open
from librarysite.wording import facts
from librarysite.wording.announcements import status_lines, status_title
from librarysite.wording.holidays import bank_holiday_words
from librarysite.wording.reopening import opens_again_words
from librarysite.wording.weeks import new_week_words

DAYS_TRIED = 14  # in which a closed library would have been open at least once


def closure_view(
    library: Library, closure: Closure, today: date, branches: tuple[Branch, ...] | None = None
) -> View:
    """Return a closure as a banner or a list tells it; when some branches open again, or all that it is for."""
    return {
        "who": facts.branches_words(library, closure),
        "what": facts.closed_words(closure).capitalize() + f" {facts.when_words(closure, today)}",
        "reason": closure.reason,
        "still_open": closure.still_open,
        "self_service": bool(closure.self_service),
        "review": review_words(closure, today),
        "opens_again": opens_again_words(library, closure, today, branches),
        "nearest": None,
        "until": over_from(closure),
        "sample": closure.sample,
        "anchor": paths.anchor(status_name(library, closure)),
    }


def review_words(closure: Closure, today: date) -> str | None:
    """Return when somebody will look again. A day that has passed opens nothing: it is said that it has passed."""
    if closure.review is None:
        return None
    day = facts.day_words(closure.review, today)
    if closure.review < today:
        return f"This was to be looked at again by {day}. It is still closed."
    return f"We will look at this again by {day}."


def changed_view(
    library: Library, changed: ChangedHours, today: date, branches: Iterable[Branch] | None = None
) -> View:
    """Return changed hours as a list tells them; on the page of some branches, what holds at these."""
    what = f"{facts.changed_words(changed)} {facts.when_words(changed, today)}"
    reason, holidays = changed.reason, list(bank_holiday_words(library, changed, today, branches))
    if holidays:
        what, reason = ". ".join([f"{what} ({reason})" if reason else what, *holidays]), None
    return _change(facts.branches_words(library, changed), what, reason) | {
        "until": over_from(changed),
        "sample": changed.sample,
        "anchor": paths.anchor(status_name(library, changed)),
    }


def _change(who: str, what: str, reason: str | None = None) -> View:
    return {
        "who": who,
        "what": what,
        "reason": reason,
        "still_open": None,
        "opens_again": None,
        "until": None,
        "sample": False,
        "anchor": None,
    }


def banners(library: Library, now: Now, branch: Branch | None = None) -> tuple[View, ...]:
    """Return the banners of a page: closures of its branch, else those that close every library."""
    today, found = now.today, closed_everywhere(library, now)
    if branch is None or branch.closed_for_good_on(today) or library.not_yet_open_on(branch, today):
        return tuple(closure_view(library, closure, today) for closure in found)
    own = [c for c in closures_today(library, now) if c.applies_to(branch.id)]
    nearest = None if found else near_view(nearest_open(library, branch, today), today)
    return tuple(closure_view(library, closure, today, (branch,)) | {"nearest": nearest} for closure in own)


def near_view(near: Near | None, today: date) -> View | None:
    """Return the nearest open library as it is shown: name, way, and when it is open on that day."""
    if near is None:
        return None
    return {
        "name": near.branch.name,
        "address": paths.library_page(near.branch.id),
        "miles": miles_words(near.miles),
        "hours": f"{facts.intervals_words(near.hours.intervals)}"
        f" on {facts.day_words(near.hours.date, today)}",
    }


def nearest_during(library: Library, closure: Closure, branch: Branch, today: date) -> View | None:
    """Return the nearest library that is open on the first day on which somebody would find a branch closed."""
    first = max(today, closure.starts.date())
    days = [first + timedelta(days=n) for n in range(DAYS_TRIED)]
    held = [day for day in days if closure.ends is None or datetime.combine(day, time()) < closure.ends]
    missed = (d for d in held if hours_without_closures(library, branch, d).intervals)
    return near_view(nearest_open(library, branch, next(missed, first)), today)


def closed_now(library: Library, now: Now) -> list[View]:
    """Return the libraries that are closed while others are not, shortly, for each day on which a page may be read."""
    days = (
        _closed_on(library, now if day == now.today else Now(moment_of(day, 0))) | times
        for day, times in days_shown(now)
    )
    return [day for day in days if day["libraries"]]


def _closed_on(library: Library, now: Now) -> View:
    """Return the libraries that are closed on a day, now or later, while others are not."""
    today, everywhere = now.today, closed_everywhere(library, now)
    found = [c for c in closures_today(library, now) if c not in everywhere]
    named = [(b, c) for b in library.in_service_on(today) for c in found if c.applies_to(b.id)]
    libraries = [
        {
            "name": branch.name,
            "address": paths.library_page(branch.id),
            "what": f"{facts.closes_words(closure)} {facts.when_words(closure, today)}",
            "reason": closure.reason,
            "opens_again": opens_again_words(library, closure, today, (branch,)),
            "until": over_from(closure),
        }
        for branch, closure in named
    ]
    return {
        "title": f"Closed on {facts.day_words(today)}",  # dated, for whoever reads the page later
        "libraries": libraries,
        "over_from": all_over_from(libraries),
    }


def changes_ahead(
    library: Library, now: Now, branches: tuple[Branch, ...], *, holidays: bool = False
) -> list[View]:
    """Return what is announced to be different at some branches, now and however far ahead, in order.

    Closures, changed hours, new normal weeks and, where asked for, the bank holidays of the next six weeks. What begins
    after these is ``later``.
    """
    today = now.today
    closures = [c for c in library.closures if _is_ahead_at(library, branches, c, now)]
    own = branches if len(branches) == 1 else None
    entries = [(closure.starts, closure_view(library, closure, today, own)) for closure in closures]
    changes = [c for c in library.changed_hours if _is_ahead_at(library, branches, c, now)]
    entries += [(changed.starts, changed_view(library, changed, today, own)) for changed in changes]
    for branch in branches:
        entries += _new_weeks(library, branch, today)
        if holidays:
            entries += _holidays(library, branch, today)
    soon = now.wall + COMING
    return [view | {"later": starts >= soon} for starts, view in sorted(entries, key=lambda entry: entry[0])]


def told_besides(library: Library, now: Now, changes: Iterable[View]) -> list[View]:
    """Return what else news feeds tell of, which leads here: notices, new weeks, what is off or has just ended."""
    there = {change["anchor"] for change in changes}
    news = [
        (paths.anchor(status_name(library, entry)), entry, one) for entry, one in status_told(library, now)
    ]
    return [
        {
            "anchor": anchor,
            "title": facts.sentence(status_title(library, entry, one)),
            "lines": status_lines(library, entry, one),
            "sample": not isinstance(entry, NewWeek) and entry.sample,
        }
        for anchor, entry, one in news
        if anchor not in there
    ]


def _is_ahead_at(library: Library, branches: Iterable[Branch], entry: Status, now: Now) -> bool:
    """Tell whether an entry is announced, and is not over, at one of some branches at least."""
    ahead = is_out(entry, now) and not is_over(entry, now)
    return ahead and any(concerns(library, entry, branch) for branch in branches)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _new_weeks(library: Library, branch: Branch, today: date) -> list[tuple[datetime, View]]:
    coming = [n for n in new_weeks(library, branch) if n.is_out(today) and today < n.week.from_]
    return [
        (new.starts, _change(branch.name, new_week_words(new, today)) | {"anchor": paths.anchor(new.name)})
        for new in coming
    ]


def _holidays(library: Library, branch: Branch, today: date) -> list[tuple[datetime, View]]:
    """Return the bank holidays that close a branch on a day on which it would else be open."""
    days = holidays_ahead(library, today, COMING, (branch,))
    kinds = {"holiday": "Closed on", "undecided": "Not decided yet whether open on"}
    return [
        (_midnight(day), _change(branch.name, f"{kinds[kind]} {facts.day_words(day, today)}", name))
        for day, name in days.items()
        if usual_hours(branch, day).intervals and (kind := hours_on(library, branch, day).kind) in kinds
    ]
