"""Prints the dates that evolution-data-server has of calendars that it follows; GNOME Calendar and Evolution ask it.

Run by the system's own Python, which has Debian's gi, within a D-Bus session of its own. Arguments: the first and the
last moment in seconds, and the names of the calendars' sources. In: lines with the names of those to fetch. Out (a line
of JSON each time): for each of these [{uid, start, end, summary, status, ...}, ...]; start and end are days, or
milliseconds since 1970.
"""

import json
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # noqa: E402 - after the versions

PATIENCE = 120  # seconds
NOT_WAITING = 0xFFFFFFFF  # for a connection: the first fetch comes anyhow
SYNCED = "SELECT value FROM ECacheKeys WHERE key = 'user::ecmb::sync-tag'"
LONDON = ICalGLib.Timezone.get_builtin_timezone("Europe/London")


class Calendar:
    """A calendar that evolution-data-server follows."""

    def __init__(self, source: EDataServer.Source) -> None:
        """Open it, which fetches it for the first time."""
        self.client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, NOT_WAITING, None)
        self.client.set_default_timezone(LONDON)
        host = source.get_extension(EDataServer.SOURCE_EXTENSION_AUTHENTICATION)
        path = source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND).get_resource_path()
        self.address = f"http://{host.get_host()}:{host.get_port()}{path}"
        self.store = Path(GLib.get_user_cache_dir(), "evolution", "calendar", source.get_uid(), "cache.db")

    def wait(self) -> None:
        """Wait until it has the file that the server has: the file's ETag is stored with the last of its entries."""
        with urlopen(Request(self.address, method="HEAD")) as head:
            wanted = head.headers["ETag"]
        until = time.monotonic() + PATIENCE
        while self._tag() != wanted:
            if time.monotonic() > until:
                sys.exit(f"{self.address} was not fetched")
            time.sleep(0.02)

    def _tag(self) -> str | None:
        if not self.store.exists():
            return None
        with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=PATIENCE)) as store:
            try:
                found = store.execute(SYNCED).fetchone()
            except sqlite3.OperationalError:  # it is being made
                return None
        return found[0] if found else None

    def dates(self, start: int, end: int) -> list[dict[str, object]]:
        """Return its dates between two moments."""
        found = []

        def take(event: ICalGLib.Component, starts: ICalGLib.Time, ends: ICalGLib.Time, *_: object) -> bool:
            cancelled = event.get_status() == ICalGLib.PropertyStatus.CANCELLED
            found.append(
                {
                    "uid": event.get_uid(),
                    "start": _moment(starts),
                    "end": _moment(ends),
                    "summary": event.get_summary(),
                    "status": "CANCELLED" if cancelled else "",
                    "location": event.get_location(),
                    "description": event.get_description(),
                }
            )
            return True

        self.client.generate_instances_sync(start, end, None, take)
        return found


def _moment(when: ICalGLib.Time) -> object:
    if when.is_date():
        return f"{when.get_year():04}-{when.get_month():02}-{when.get_day():02}"
    return when.as_timet_with_zone(when.get_timezone()) * 1000


def main(start: str, end: str, *names: str) -> None:
    """Follow the calendars; fetch those that standard input names and print their dates."""
    registry = EDataServer.SourceRegistry.new_sync(None)
    calendars = {name: Calendar(registry.ref_source(name)) for name in names}
    for line in sys.stdin:
        wanted = [calendars[name] for name in line.split()]
        for calendar in wanted:
            calendar.client.refresh_sync(None)
        for calendar in wanted:
            calendar.wait()
        json.dump([calendar.dates(int(start), int(end)) for calendar in wanted], sys.stdout)
        sys.stdout.write("\n")
        sys.stdout.flush()


main(*sys.argv[1:])
