"""Says when libraries open again after a closure."""

from collections.abc import Iterable
from datetime import date, datetime

from librarysite.model import Branch, Closure, Library
from librarysite.schedule.doors import opens_again
from librarysite.wording.facts import clock_words, day_words, moment_words, names_words


def opens_again_words(
    library: Library, closure: Closure, today: date, branches: Iterable[Branch] | None = None
) -> str | None:
    """Return “Open again from 9am on Tuesday 29 December”, of some branches or all that a closure is for.

    Where they open at different moments, each is named with its own; of what is not known nothing is said.
    """
    meant = list(library.meant_by(closure) if branches is None else branches)
    opening: dict[datetime, list[str]] = {}
    for branch in meant:
        if at := opens_again(library, branch, closure):
            opening.setdefault(at, []).append(branch.name)
    again = "With staff again" if closure.self_service else "Open again"
    if len(opening) == 1 and sum(map(len, opening.values())) == len(meant):
        return f"{again} from {moment_words(next(iter(opening)), today)}"
    days = {at.date() for at in opening}
    said = _clock if len(days) == 1 else moment_words
    each = [f"{names_words(opening[at])} from {said(at, today)}" for at in sorted(opening)]
    on = f" on {day_words(days.pop(), today)}" if len(days) == 1 else ""
    return f"{again}{on}: {'; '.join(each)}" if each else None


def _clock(moment: datetime, _: date) -> str:
    return clock_words(moment.hour * 60 + moment.minute)
