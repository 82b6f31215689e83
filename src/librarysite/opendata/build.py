"""``/build.json``: for which moment the site was made, and how long what it says stays true."""

from datetime import datetime, timedelta

from librarysite import paths
from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.opendata.datafile import json_file
from librarysite.schedule.hours import moment_of


def build_record(library: Library, now: Now, commit: str | None) -> dict[str, bytes]:
    """Return ``build.json`` by address."""
    record = {
        "built_at": now.moment.isoformat(),
        "valid_until": valid_until(library, now).isoformat(),
        "commit": commit,
        "counts": {
            "libraries": len(library.in_service_on(now.today)),
            "events": len(library.events),
            "closures": len(library.closures),
            "notices": len(library.notices),
            "offers": len(library.offers),
            "news": len(library.news),
        },
    }
    return {paths.BUILD_RECORD: json_file(record)}


def valid_until(library: Library, now: Now) -> datetime:
    """Return the first moment at which a sentence of the site stops being true.

    Pages speak of days, so that is the next midnight, unless a closure or a notice begins or ends before it.
    """
    midnight = moment_of(now.today + timedelta(days=1), 0)
    turns = [entry.starts for entry in (*library.closures, *library.notices)]
    turns += [entry.ends for entry in (*library.closures, *library.notices) if entry.ends]
    coming = [turn.replace(tzinfo=ZONE) for turn in turns if turn.replace(tzinfo=ZONE) > now.moment]
    return min([midnight, *coming])
