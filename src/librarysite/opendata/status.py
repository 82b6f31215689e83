"""``/data/status.json``: what is open today, and what is or will be out of the ordinary, as far as it is announced."""

from datetime import datetime, timedelta
from typing import Any

from librarysite import paths
from librarysite.model import AS_USUAL, ZONE, Branch, ChangedHours, Closure, Hours, Library, Notice, Status
from librarysite.moment import Now
from librarysite.notation import clock
from librarysite.opendata.datafile import json_file
from librarysite.schedule.concerned import concerned, days_of
from librarysite.schedule.doors import opens_again
from librarysite.schedule.holidays import holiday_on
from librarysite.schedule.hours import closures_between, hours_on
from librarysite.schedule.in_force import is_coming, is_out, is_over

Record = dict[str, Any]


def status_record(library: Library, now: Now) -> dict[str, bytes]:
    """Return ``data/status.json`` by address. Moments are ISO 8601 with offset; ends are exclusive."""
    record = {
        "built_at": now.moment.isoformat(),
        "service": library.service.name,
        "time_zone": library.service.time_zone,
        "libraries": [_library(library, branch, now) for branch in library.in_service_on(now.today)],
        "closures": [_closure(library, c) for c in library.closures if _is_listed(c, now)],
        "changed_hours": [_changed(library, c) for c in library.changed_hours if _is_listed(c, now)],
        "notices": [_notice(library, n) for n in library.notices if _is_listed(n, now)],
    }
    return {paths.STATUS_DATA: json_file(record)}


def _is_listed(entry: Status, now: Now) -> bool:
    """Tell whether an entry is listed: what is announced however far ahead, and anything in the next six weeks."""
    return is_coming(entry, now) or (is_out(entry, now) and not is_over(entry, now))


def _library(library: Library, branch: Branch, now: Now) -> Record:
    hours = hours_on(library, branch, now.today)
    in_force = closures_between(library, branch, now.wall, now.wall + timedelta(minutes=1))
    return {
        "id": branch.id,
        "name": branch.name,
        "url": library.service.website + paths.library_page(branch.id),
        "date": now.today.isoformat(),
        "kind": hours.kind,
        "reason": hours.reason,
        "intervals": [
            {"opens": clock(i.opens), "closes": clock(i.closes), "kind": i.kind} for i in hours.intervals
        ],
        "closure": _closure_alone(in_force[0]) if in_force else None,
        "opens_again": _moment(opens_again(library, branch, in_force[0])) if in_force else None,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _period(entry: Status) -> Record:
    return {
        "starts": entry.starts.replace(tzinfo=ZONE).isoformat(),
        "ends": entry.ends.replace(tzinfo=ZONE).isoformat() if entry.ends else None,
    }


def _shared(library: Library, entry: Status) -> Record:
    """Return what every entry of ``status.yaml`` says: which libraries, its own dates, whether it is a sample."""
    return {
        "libraries": [branch.id for branch in library.meant_by(entry)],
        "published": entry.published.isoformat() if entry.published else None,
        "updated": entry.updated.isoformat() if entry.updated else None,
        "sample": entry.sample,
    }


def _closure_alone(closure: Closure) -> Record:
    return {
        "id": closure.id,
        "reason": closure.reason,
        **_period(closure),
        "review": closure.review.isoformat() if closure.review else None,
        "still_open": closure.still_open,
    }


def _closure(library: Library, closure: Closure) -> Record:
    """Return a closure, and for each of its libraries the moment at which it opens again, as far as that is known."""
    shared = _shared(library, closure)
    opening = {name: opens_again(library, library.branch(name), closure) for name in shared["libraries"]}
    again = [{"library": name, "at": _moment(at)} for name, at in opening.items() if at]
    return _closure_alone(closure) | shared | {"opens_again": again}


def _changed(library: Library, changed: ChangedHours) -> Record:
    """Return changed hours; ``hours`` (with staff) and ``self_service`` null are “as usual”, an empty list none.

    ``not_on`` has the bank holidays among several days, on which something else holds: see ``opening-hours.json``.
    """
    meant = concerned(library, changed) if changed.over_days else []
    not_on = [day for day in days_of(changed) if any(holiday_on(library, branch, day) for branch in meant)]
    record = {"id": library.name_of(changed), "reason": changed.reason, **_period(changed)}
    record |= {"hours": _times(changed.hours), "self_service": _times(changed.without_staff)}
    record["not_on"] = [day.isoformat() for day in not_on]
    return record | _shared(library, changed)


def _times(hours: Hours) -> list[Record] | None:
    if hours == AS_USUAL:
        return None
    return [{"opens": clock(span.start), "closes": clock(span.end)} for span in hours]


def _notice(library: Library, notice: Notice) -> Record:
    return {
        "id": notice.id,
        "level": notice.level,
        "title": notice.title,
        "text": notice.text,
        "link": notice.link,
        **_period(notice),
        "review": notice.review.isoformat() if notice.review else None,
    } | _shared(library, notice)
