"""Prints the dates that khal lists; run by the Python of the clients' own environment, which has khal.

Arguments: khal's configuration file and the first and the last moment, as London's clocks have them. Out (JSON): for
each calendar by its name [{uid, start, end, summary, status, ...}, ...]; start and end are days, or milliseconds
since 1970.
"""

import functools
import json
import sys
from datetime import date, datetime, timedelta

import khal.khalendar.backend
import khal.khalendar.event
from khal.cli_utils import build_collection
from khal.settings import get_config

# khal reads a text once for its database and once for each of the dates; once is enough, and much quicker.
read_once = functools.cache(khal.khalendar.event.cal_from_ics)
khal.khalendar.backend.cal_from_ics = khal.khalendar.event.cal_from_ics = read_once


def main(config_file: str, first: str, last: str) -> None:
    """Print what khal has of all calendars between two moments."""
    config = get_config(config_file)
    start, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
    localize = config["locale"]["local_timezone"].localize
    collection = build_collection(config, None)
    found = {name: [] for name in config["calendars"]}
    for event in collection.get_localized(localize(start), localize(end)):
        found[event.calendar].append(_entry(event, _milliseconds(event.start), _milliseconds(event.end)))
    for event in collection.get_floating(start, end):
        assert type(event.start) is date, f"a time without a zone: {event.raw}"
        found[event.calendar].append(_entry(event, str(event.start), str(event.end + timedelta(days=1))))
    json.dump(found, sys.stdout)


def _milliseconds(moment: datetime) -> float:
    return moment.timestamp() * 1000


def _entry(event: object, start: object, end: object) -> dict[str, object]:
    texts = {
        name: str(getattr(event, name)) for name in ("uid", "summary", "status", "location", "description")
    }
    return {"start": start, "end": end} | texts


main(*sys.argv[1:])
