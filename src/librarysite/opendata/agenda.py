"""All dates of all events in a window, as data."""

from datetime import date

from librarysite.model import Library
from librarysite.occurrences import Occurrence, occurrences


def agenda(
    library: Library, start: date, end: date, branch: str | None = None
) -> list[dict[str, str | None]]:
    """Return the dates that start from ``start`` until before ``end``, in order, at a branch if one is named.

    ``start`` and ``end`` of each are ISO 8601 with offset; a date that lasts all day goes from midnight to midnight.
    """
    found = [o for event in library.events for o in occurrences(library, event, start, end)]
    return [_record(o) for o in in_order(found) if branch is None or o.concerns(branch)]


def in_order(found: list[Occurrence]) -> list[Occurrence]:
    """Sort dates by start, then title."""
    return sorted(found, key=lambda o: (o.start, o.end, o.title, o.event.id, o.slot.session or ""))


def _record(occurrence: Occurrence) -> dict[str, str | None]:
    return {
        "id": occurrence.event.id,
        "start": occurrence.start.isoformat(),
        "end": occurrence.end.isoformat(),
        "title": occurrence.title,
        "branch": occurrence.branch.id if occurrence.branch else None,
        "state": occurrence.state,
        "reason": occurrence.reason,
    }
