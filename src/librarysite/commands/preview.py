"""The live preview: hands the site out on this computer, and builds it anew whenever what it is made of changes.

Each build is ``mkdocs build`` in a process of its own, as ``make site`` runs it. So the pages are those that would be
published, a change of the program itself needs no new start, and nothing that goes wrong in a build, or never ends,
keeps a browser waiting.
"""

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from urllib.parse import urlsplit

import click

from librarysite.commands.command import Command
from librarysite.commands.output import ROOT
from librarysite.commands.values import MOMENT, number
from librarysite.reading.settings import missing_look, settings_files
from librarysite.rendering.preview import Answer, PreviewPages, Shown
from librarysite.rendering.theme import theme_of

PARTS = ("data", "content", "hooks")
PROGRAM = Path(__file__).parents[1]
TICK = 0.1  # seconds
PATIENCE = 30  # seconds that the first visitor waits for the first build before there is a page that says so

# Loads what a build needs, which takes a third of its time, and then waits until a build is wanted.
WAITING = """
import gc, sys
import feedgen.feed, holidays, icalendar, lxml.etree, markdown, mkdocs.commands.build, nh3, pydantic, segno, tinycss2
import librarysite.rendering.renderer, librarysite.site, librarysite.rendering.stylesheet
from mkdocs.__main__ import cli
gc.disable()  # in so short a life it finds nothing that is worth its tenth of the time
if sys.stdin.readline():
    cli(prog_name="mkdocs")
"""

Files = dict[str, tuple[int, int]]


@click.command(
    cls=Command,
    examples=[
        "librarysite preview",
        "librarysite preview --as-of 2026-12-25T13:30",
        "librarysite preview --port 8001",
    ],
)
@click.option("--as-of", type=MOMENT, help="As it will be at a moment, or at 9am of a day; now if left out.")
@click.option("--port", type=number("n", "a port", 0, 65535), default=8000, help="Another port than 8000.")
def preview(as_of: datetime | None, port: int) -> int:
    """Show the site on this computer, and build it anew at each change."""
    if as_of:
        os.environ["LIBRARYSITE_NOW"] = as_of.isoformat()
    return show(ROOT, "127.0.0.1", port)


def show(folder: Path, host: str, port: int) -> int:
    """Show the site of a folder until Ctrl-C; return 0, or 1 when it cannot be shown."""
    if not (folder / "data").is_dir():
        print("There is no site here: go to the folder that holds data/ and content/.", file=sys.stderr)
        return 1
    try:
        server = _Server((host, port), _Handler)
    except OSError as error:
        print(_refused(port, error), file=sys.stderr)
        return 1
    print(f"The preview is at http://{host}:{server.server_port}/ (Ctrl-C ends it)", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with TemporaryDirectory(prefix="librarysite-") as work, server, suppress(KeyboardInterrupt):
        server.pages = PreviewPages(theme_of(folder))
        server.builds = Builds(folder, watched(folder), Path(work).resolve())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            server.builds.follow()
        finally:
            server.builds.stop()
            server.shutdown()
    return 0


def _refused(port: int, error: OSError) -> str:
    why = (
        "is taken, perhaps by another preview"
        if error.errno == errno.EADDRINUSE
        else f"cannot be used: {error}"
    )
    return f"Port {port} {why}. Choose another one: librarysite preview --port {port + 1}"


def watched(folder: Path) -> list[Path]:
    """Return what a site is made of: its look and its parts, the parts of whose settings it inherits, the program."""
    paths = [folder.resolve() / "theme"]
    for settings in settings_files(folder):
        paths += [settings, *(settings.parent / name for name in PARTS)]
    return [*paths, PROGRAM]


def snapshot(paths: Iterable[Path]) -> Files:
    """Return every file with the moment of its last change and its size."""
    found = {}
    for name in (name for path in paths for name in _files(path)):
        with suppress(OSError):  # some editors write files of their own that are gone in no time
            seen = os.stat(name)
            found[name] = (seen.st_mtime_ns, seen.st_size)
    return found


def _files(path: Path) -> Iterator[str]:
    if path.is_file():
        yield str(path)
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if name != "__pycache__"]  # Python writes it at each build
        yield from (os.path.join(folder, name) for name in names)


class Builds:
    """The builds of a site, one at each change, and what there is to show of them."""

    def __init__(self, folder: Path, paths: list[Path], work: Path) -> None:
        """Keep what is built, what is watched, and where the sites are put."""
        self.folder, self.paths, self.work = folder, paths, work
        self.number = 0
        self.shown = Shown("0")
        self.ready = threading.Event()  # set when the first build has ended
        self.running: _Build | None = None
        self.next: _Build | None = self._waiting()

    def follow(self) -> None:
        """Build at each change, for ever. A change during a build ends that one: its site would be old already."""
        built: Files | None = None
        before: Files | None = None
        while True:
            files = snapshot(self.paths)
            if files == before != built:  # something is new, and nobody is writing at this moment
                built = files
                self._begin()
            elif self.running and self.running.has_ended():
                self._show(self.running)
            before = files
            time.sleep(TICK)

    def stop(self) -> None:
        """End what runs or waits."""
        for build in filter(None, (self.running, self.next)):
            build.stop()

    def _waiting(self) -> "_Build":
        self.number += 1
        return _Build(self.folder, self.work / str(self.number))

    def _begin(self) -> None:
        if self.running:
            self.running.stop()
        if self.next and self.next.program != snapshot([PROGRAM]):  # it has loaded what holds no more
            self.next.stop()
            self.next = None
        self.running, self.next = self.next or self._waiting(), None
        self.running.begin()

    def _show(self, build: "_Build") -> None:
        before, said = self.shown, build.said()
        if (
            not build.is_good()
        ):  # MkDocs stops at a look that is not there before it asks this program for anything
            said = "\n\n".join([*map(str, missing_look(self.folder)), said])
        site = build.site if build.is_good() else before.site
        self.shown = Shown(f"{os.getpid()}.{self.number}", site, build.is_good(), said)
        self.ready.set()
        if said and said != before.said:
            print(said)
        took = f"Built in {time.perf_counter() - build.began:.1f} seconds."
        print(took if build.is_good() else "The pages are those of the last good build.", flush=True)
        for path in self.work.iterdir():
            if path not in (site, before.site):  # a visitor may still be reading the one before
                shutil.rmtree(path, ignore_errors=True)
        build.stop()
        self.running, self.next = None, self._waiting()


class _Build:
    """One build in a process of its own, which has made itself ready and waits."""

    def __init__(self, folder: Path, site: Path) -> None:
        self.site = site
        self.began = 0.0
        self.program = snapshot([PROGRAM])
        self._output = TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-c", WAITING, "build", "--strict", "--quiet", "--site-dir", str(site)],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )
        assert self._process.stdin is not None
        self._input = self._process.stdin

    def begin(self) -> None:
        self.began = time.perf_counter()
        with suppress(OSError):  # it has broken down while it waited, and its output says why
            self._input.write(b"\n")
            self._input.close()

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def is_good(self) -> bool:
        return self._process.returncode == 0

    def said(self) -> str:
        self._output.seek(0)
        return self._output.read().decode(errors="replace").strip("\n")

    def stop(self) -> None:
        """End the process if it has not ended by itself, and close what it read and wrote."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._input.close()
        self._output.close()


class _Server(ThreadingHTTPServer):
    pages: PreviewPages
    builds: Builds


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Answer, once there has been a build."""
        address = urlsplit(self.path).path
        self.server.builds.ready.wait(PATIENCE)
        with suppress(ConnectionError):  # the visitor has gone on
            self._send(self.server.pages.answer(address, self.server.builds.shown))

    do_HEAD = do_GET  # noqa: N815 - the name is http.server's

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        charset = "; charset=utf-8" if answer.kind.startswith("text/") else ""
        headers = {
            "Content-Type": answer.kind + charset,
            "Content-Length": str(len(answer.body)),
            "Cache-Control": "no-store",
            "Location": answer.to,
        }
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Leave the screen to what the builds say."""
