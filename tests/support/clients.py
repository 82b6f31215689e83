"""Subscribes to calendars over HTTP with real clients, and lists the dates that they have.

vdirsyncer and khal live in an environment of their own (``make .venv/clients-installed``), and each subscriber has
folders and configuration files of their own.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import ProxyHandler, build_opener

from tests.support.calendars import LONDON, Listed, Reader, from_json, with_ical, with_ical_js, with_node_ical
from tests.support.histories import Look

PROGRAMS = Path(__file__).parents[2] / ".venv" / "clients" / "bin"
TIMEOUT = 300  # a limit, not an expectation: the slowest takes some ten seconds

Client = Callable[[Sequence[str], datetime, datetime], list[list[Listed]]]

VDIRSYNCER = """
[pair {n}]
a = "here{n}"
b = "there{n}"
collections = null

[storage here{n}]
type = "filesystem"
path = "{folder}/calendars/{n}/"
fileext = ".ics"

[storage there{n}]
type = "http"
url = "{address}"
"""
KHAL = """
[sqlite]
path = {folder}/khal.db

[locale]
local_timezone = Europe/London
default_timezone = Europe/London
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M

[calendars]
"""
CALENDAR = """
[[{n}]]
path = {folder}/calendars/{n}/
readonly = True
"""


class Subscriber:
    """Somebody who has subscribed to calendars with vdirsyncer and looks at them with khal."""

    def __init__(self, folder: Path, addresses: Sequence[str]) -> None:
        """Write the configuration files into an empty folder; nothing is fetched yet."""
        self.folder, self.count = folder, len(addresses)
        fetched = [VDIRSYNCER.format(n=n, folder=folder, address=a) for n, a in enumerate(addresses)]
        general = f'[general]\nstatus_path = "{folder}/status/"\n'
        (folder / "vdirsyncer.conf").write_text(general + "".join(fetched), encoding="utf-8")
        shown = [CALENDAR.format(n=n, folder=folder) for n in range(self.count)]
        (folder / "khal.conf").write_text(KHAL.format(folder=folder) + "".join(shown), encoding="utf-8")
        for n in range(self.count):
            (folder / "calendars" / str(n)).mkdir(parents=True)
        self._run("vdirsyncer", "--config", f"{folder}/vdirsyncer.conf", "discover")

    def sync(self) -> None:
        """Fetch what has changed since the last time."""
        self._run("vdirsyncer", "--config", f"{self.folder}/vdirsyncer.conf", "sync")

    def listing(self, start: datetime, end: datetime) -> list[list[Listed]]:
        """Return the dates that khal shows of each calendar between two moments."""
        window = [f"{moment.astimezone(LONDON).replace(tzinfo=None)}" for moment in (start, end)]
        script = str(Path(__file__).parent / "khal_dates.py")
        printed = json.loads(self._run("python", script, f"{self.folder}/khal.conf", *window))
        return [[from_json(item) for item in printed[str(n)]] for n in range(self.count)]

    def _run(self, program: str, *arguments: str) -> str:
        """Run a program of the clients' environment that sees nothing of the developer's; return what it prints."""
        assert (PROGRAMS / program).exists(), "the calendar clients are missing: make .venv/clients-installed"
        environment = {"HOME": str(self.folder), "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [PROGRAMS / program, *arguments],
            env=environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "arning" not in done.stderr, done.stderr
        return done.stdout


def with_khal(addresses: Sequence[str], start: datetime, end: datetime) -> list[list[Listed]]:
    """List each calendar's dates in a window as a new subscriber with vdirsyncer and khal sees them."""
    with TemporaryDirectory() as folder:
        subscriber = Subscriber(Path(folder), addresses)
        subscriber.sync()
        return subscriber.listing(start, end)


@contextmanager
def vdirsyncer_and_khal(
    folder: Path, addresses: Sequence[str], start: datetime, end: datetime
) -> Iterator[Look]:
    """Follow calendars with vdirsyncer and khal."""
    subscriber = Subscriber(folder, addresses)

    def look(some: Sequence[str]) -> list[list[Listed]]:
        subscriber.sync()
        listed = dict(zip(addresses, subscriber.listing(start, end), strict=True))
        return [listed[address] for address in some]

    yield look


def _fetching(reader: Reader) -> Client:
    """Return a client that fetches calendars itself for a program that reads them."""
    opener = build_opener(ProxyHandler({}))

    def listing(addresses: Sequence[str], start: datetime, end: datetime) -> list[list[Listed]]:
        fetched = [opener.open(address, timeout=TIMEOUT).read() for address in addresses]
        return reader(fetched, start, end)

    return listing


CLIENTS: dict[str, Client] = {
    "vdirsyncer and khal": with_khal,
    "ical.js": _fetching(with_ical_js),
    "node-ical": _fetching(with_node_ical),
    "ical": _fetching(with_ical),
}
