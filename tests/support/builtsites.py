"""Sites that tests only look at: each is built once in a run, whichever test or worker asks first."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What decides about a build from outside; a test sets it anew, whatever the developer's shell has.
OUTSIDE = ("LIBRARYSITE_NOW", "SOURCE_DATE_EPOCH", "LIBRARYSITE_COMMIT", "GITHUB_ACTIONS")
COMMIT = "0123456789abcdef0123456789abcdef01234567"
MOMENT = "2026-11-23T09:00"
READ = ("data", "content", "theme", "hooks", "mkdocs.yml")  # of a site's folder, by a build


def build_site(
    folder: Path, target: Path, *, loud: bool = False, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build the site of a folder as ``make site`` does, in a process of its own; Monday 23 November unless told."""
    if not {"LIBRARYSITE_NOW", "SOURCE_DATE_EPOCH"} & set(environment):
        environment["LIBRARYSITE_NOW"] = MOMENT
    kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    return subprocess.run(
        command if loud else [*command, "--quiet"],
        cwd=folder,
        env=kept | {"NO_MKDOCS_2_WARNING": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


class BuiltSites:
    """The sites built in a run. They are shared: whoever wants to change one copies it."""

    def __init__(self, shelf: Path) -> None:
        """Keep the sites in a folder that all workers of a run know."""
        self.shelf = shelf
        self.shelf.mkdir(exist_ok=True)

    def of(self, folder: Path, moment: str = MOMENT) -> Path:
        """Return the site of a folder as it stands now, for a moment; build it if nobody has yet."""
        name = _digest(folder, moment)
        site = self.shelf / name
        with _alone(self.shelf / f"{name}.lock"):
            if not site.exists():
                half = self.shelf / f"{name}.half"
                done = build_site(folder, half, LIBRARYSITE_NOW=moment, LIBRARYSITE_COMMIT=COMMIT)
                assert done.returncode == 0, done.stderr
                half.rename(site)
        return site


def _digest(folder: Path, moment: str) -> str:
    """Return a name for all that a site is made of; the program itself stays the same during a run."""
    found = hashlib.sha256(moment.encode())
    for top in map(folder.joinpath, READ):
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.relative_to(folder).as_posix().encode() + b"\0")
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other worker builds this site."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
