"""What a page says only for a time, as the reader's browser is told it: in seconds since 1970."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from librarysite.model import ZONE, Branch, Library, Status
from librarysite.moment import Now
from librarysite.schedule.hours import moment_of
from librarysite.wording import facts
from librarysite.wording.opennow import holds_until, sentences


def seconds(moment: datetime) -> int:
    """Return a moment (aware) as browsers count it."""
    return int(moment.timestamp())


def over_from(entry: Status) -> int | None:
    """Return from when an entry of ``status.yaml`` is over; None without an end."""
    return seconds(entry.ends.replace(tzinfo=ZONE)) if entry.ends else None


def all_over_from(views: Iterable[dict[str, Any]]) -> int | None:
    """Return from when all of some views are over, so that their heading goes with them; None if one stays."""
    ends = [view["until"] for view in views]
    return None if None in ends else max(ends, default=None)


def days_shown(now: Now) -> list[tuple[date, dict[str, int | None]]]:
    """Return the days on which a page may be read until it is too old, each with from when until when it is the day.

    The first has no beginning and the last no end, so that there is always one; what is of another day stays hidden.
    """
    last = (holds_until(now.moment) - timedelta.resolution).astimezone(ZONE).date()
    days = [now.today + timedelta(days=n) for n in range((last - now.today).days + 1)]
    turns = [seconds(moment_of(day, 0)) for day in days[1:]]
    return [
        (day, {"from": begins, "until": ends})
        for day, begins, ends in zip(days, [None, *turns], [*turns, None], strict=True)
    ]


def made_view(now: Now) -> dict[str, Any]:
    """Return when a page was made, in words, and from when it is too old to say what is so now."""
    return {"at": facts.moment_words(now.moment), "stale_from": seconds(holds_until(now.moment))}


def open_now_view(library: Library, branch: Branch, now: Now) -> list[list[int | str]]:
    """Return the coming sentences about a branch: from when, until when, open (1) or not, the words."""
    return [
        [seconds(sentence.start), seconds(sentence.end), int(sentence.open), sentence.words]
        for sentence in sentences(library, branch, now.moment)
    ]
