"""Follows calendars with what people have on their desktops: evolution-data-server and Thunderbird, without a screen.

Both are Debian's (tests/support/install_programs.py). Each follower has a home of its own.
"""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.support.calendars import Listed, from_json
from tests.support.histories import Look

SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, which has its gi
HERE = Path(__file__).parent
PATIENCE = 300  # seconds; a limit, not an expectation

SOURCE = """\
[Data Source]
DisplayName={name}
Enabled=true
Parent=webcal-stub

[Authentication]
Host={host}
Port={port}
Method=none

[Security]
Method=none

[Refresh]
Enabled=false

[WebDAV Backend]
ResourcePath={path}

[Calendar]
BackendName=webcal
"""
SETTINGS = """\
user_pref("marionette.port", 0);
user_pref("calendar.timezone.local", "Europe/London");
user_pref("calendar.timezone.useSystemTimezone", false);
user_pref("toolkit.storage.synchronous", 0);
"""


def _home(folder: Path) -> dict[str, str]:
    """Make a home; return an environment in which programs see nothing of the developer's."""
    (folder / "run").mkdir(mode=0o700)
    places = {"CONFIG_HOME": "config", "CACHE_HOME": "cache", "DATA_HOME": "data", "RUNTIME_DIR": "run"}
    places = {f"XDG_{name}": str(folder / place) for name, place in places.items()}
    here = {"HOME": str(folder), "PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "Europe/London"}
    return places | here | {"GSETTINGS_BACKEND": "memory", "MOZ_HEADLESS": "1"}


def _seconds(*moments: datetime) -> list[int]:
    return [int(moment.timestamp()) for moment in moments]


@contextmanager
def evolution_data_server(
    folder: Path, addresses: Sequence[str], start: datetime, end: datetime
) -> Iterator[Look]:
    """Follow calendars with evolution-data-server, as GNOME Calendar and Evolution do."""
    environment = _home(folder)
    sources = folder / "config" / "evolution" / "sources"
    sources.mkdir(parents=True)
    names = [f"calendar-{n}" for n in range(len(addresses))]
    for name, address in zip(names, map(urlsplit, addresses), strict=True):
        source = SOURCE.format(name=name, host=address.hostname, port=address.port, path=address.path)
        (sources / f"{name}.source").write_text(source, encoding="utf-8")
    window = map(str, _seconds(start, end))
    command = ["dbus-run-session", "--", SYSTEM_PYTHON, HERE / "eds_dates.py", *window, *names]
    log = folder / "log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as running,
    ):
        assert running.stdin
        assert running.stdout
        asked, answers = running.stdin, running.stdout

        def look(some: Sequence[str]) -> list[list[Listed]]:
            wanted = [names[addresses.index(address)] for address in some]
            asked.write(" ".join(wanted) + "\n")
            asked.flush()
            printed = answers.readline()
            assert printed, log.read_text()
            return [[from_json(item) for item in found] for found in json.loads(printed)]

        yield look
        running.communicate(timeout=PATIENCE)


class _Marionette:
    """Speaks with a program of Mozilla's (https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html)."""

    def __init__(self, port: int) -> None:
        """Connect, and begin a session."""
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.received = self.socket.makefile("rb")
        self.asked = 0
        self._read()
        self.ask("WebDriver:NewSession", {})
        self.ask("WebDriver:SetTimeouts", {"script": PATIENCE * 1000})
        self.ask("Marionette:SetContext", {"value": "chrome"})

    def ask(self, name: str, parameters: dict[str, Any]) -> Any:
        """Send a command; return its answer."""
        self.asked += 1
        message = json.dumps([0, self.asked, name, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(message), message))
        _, _, fault, answer = self._read()
        assert fault is None, fault
        return answer

    def close(self) -> None:
        """Hang up."""
        self.received.close()
        self.socket.close()

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self.received.read(1)
        return json.loads(self.received.read(int(size[:-1])))


@contextmanager
def thunderbird(folder: Path, addresses: Sequence[str], start: datetime, end: datetime) -> Iterator[Look]:
    """Follow calendars with Thunderbird. For a look it fetches them, is closed, opened again and looked at.

    Until it is closed it goes on showing a series whose UID is no longer in the calendar (seen in 153.8.0).
    """
    environment, profile = _home(folder), folder / "profile"
    profile.mkdir()
    (profile / "user.js").write_text(SETTINGS, encoding="utf-8")
    script = (HERE / "thunderbird_dates.js").read_text(encoding="utf-8")

    def look(some: Sequence[str]) -> list[list[Listed]]:
        parameters = {"script": script, "args": [list(some), *_seconds(start, end)]}
        for _ in range(2):
            with _running_thunderbird(folder, profile, environment) as program:
                answer = program.ask("WebDriver:ExecuteAsyncScript", parameters)
        assert isinstance(answer["value"], list), answer["value"]
        return [[from_json(item) for item in found] for found in answer["value"]]

    yield look


@contextmanager
def _running_thunderbird(folder: Path, profile: Path, environment: dict[str, str]) -> Iterator[_Marionette]:
    listens = profile / "MarionetteActivePort"  # written once it listens
    listens.unlink(missing_ok=True)
    options = [
        "--headless",
        "--no-remote",
        "--marionette",
        "--remote-allow-system-access",
        "--profile",
        str(profile),
    ]
    with (folder / "log").open("a") as log:
        running = subprocess.Popen(["thunderbird", *options], env=environment, stdout=log, stderr=log)
    try:
        until = time.monotonic() + PATIENCE
        while not listens.exists() or not listens.read_text():
            assert time.monotonic() < until, "Thunderbird does not start"
            time.sleep(0.1)
        with closing(_Marionette(int(listens.read_text()))) as program:
            yield program
            program.ask("Marionette:Quit", {"flags": ["eAttemptQuit"]})
    finally:
        running.terminate()
        running.wait(PATIENCE)
