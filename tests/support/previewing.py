"""Runs the live preview of a small site in a process of its own, and looks at it as a browser does."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.conftest import copy_site
from tests.support.builtsites import OUTSIDE

PATIENCE = 120  # seconds; only a preview that is stuck ever needs them
COMMAND = (str(Path(sys.executable).with_name("librarysite")), "preview", "--port", "0")
EVENTS = """\
events:
  - id: chess-stopsley
    title: Chess club
    branch: stopsley
    when:
      every: Thursday
      at: 15:30 to 16:30
      from: 2026-09-03
    for: [everyone]
    type: games
    cost: Free
"""


def small_site(folder: Path) -> Path:
    """Copy the sample site with a single event in place of its many; return the folder."""
    copy_site(folder)
    shutil.rmtree(folder / "data" / "events")
    (folder / "data" / "events.yaml").write_text(EVENTS, encoding="utf-8")
    return folder


@dataclass
class Visit:
    """A running preview."""

    address: str
    process: subprocess.Popen[str]
    output: Path

    def get(self, path: str = "/") -> tuple[int, str]:
        """Return the status and the text of a page."""
        try:
            with urlopen(self.address.rstrip("/") + path, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def until(self, *words: str, path: str = "/", without: tuple[str, ...] = ()) -> str:
        """Look at a page until it has some words, and is without others; return it."""
        end = time.monotonic() + PATIENCE
        while True:
            page = self.get(path)[1]
            if all(w in page for w in words) and not any(w in page for w in without):
                return page
            assert time.monotonic() < end, (words, without, page, self.said())
            time.sleep(0.1)

    def said(self) -> str:
        """Return what the preview has printed so far."""
        return self.output.read_text(encoding="utf-8")


@contextmanager
def previewing(folder: Path, command: tuple[str, ...] = COMMAND, **environment: str) -> Iterator[Visit]:
    """Run the preview of a folder; end it, and all that it started, afterwards."""
    output = folder.parent / f"{folder.name}.output"
    kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    with output.open("w") as file:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=kept | {"NO_MKDOCS_2_WARNING": "1"} | environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    try:
        yield Visit(_address(process, output), process, output)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            _end_group(process.pid)


def _address(process: subprocess.Popen[str], output: Path) -> str:
    end = time.monotonic() + PATIENCE
    while not (found := re.search(r"http://[\d.:]+/", output.read_text(encoding="utf-8"))):
        assert process.poll() is None, output.read_text(encoding="utf-8")
        assert time.monotonic() < end
        time.sleep(0.1)
    return found[0]


def _end_group(group: int) -> None:
    with suppress(ProcessLookupError):  # it has ended whole
        os.killpg(group, signal.SIGKILL)


@contextmanager
def written(path: Path, text: str) -> Iterator[None]:
    """Write a file, new or anew, for a while."""
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")


@contextmanager
def changed(path: Path, old: str, new: str) -> Iterator[None]:
    """Change some words of a file, which must be in it, for a while."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    with written(path, text.replace(old, new)):
        yield
