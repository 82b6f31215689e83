"""Feeds the loader and the checks what no editor would write, for as long as you like; ``make check-deep`` runs it.

By hand, in an environment of its own, with Python 3.11, and an empty folder for the inputs that are worth keeping:

    pip install atheris -r lock/site.txt && pip install --no-deps -e .
    python tests/support/fuzz_loader.py FOLDER -max_total_time=600 -timeout=60

A fault is what is raised, what takes a minute, or a problem that does not point into its file. What was found is in
``docs/decisions/0019-hostile-input.md``, with a test for each in ``tests/hostile/test_fuzz.py``.
"""

import re
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["librarysite", "yaml", "markdown"]):
    from librarysite.site import read_site

ROOT = Path(__file__).parents[2]
FILES = ("data/events.yaml", "data/status.yaml", "data/offers.yaml", "content/page.md", "data/branches.yaml")
TODAY = date(2026, 11, 23)


def small_site(folder: Path) -> Path:
    """Make a small site for the file that is tried: its service and its libraries."""
    shutil.copytree(ROOT / "tests" / "cases" / "feeds", folder / "data", ignore=lambda *_: ["torture.yaml"])
    (folder / "content").mkdir()
    return folder


def seeds(folder: Path) -> Path:
    """Write the entries of the sample site, one a file, each after a byte that says which file it is of."""
    folder.mkdir()
    for index, name in enumerate(FILES):
        whole = sorted((ROOT / "content").rglob("*.md")) if name.endswith(".md") else [ROOT / name]
        for path in whole:
            head, *entries = re.split(r"^(?=  - )", path.read_text(), flags=re.MULTILINE)
            key = head.strip().split("\n")[-1] + "\n"
            for number, entry in enumerate(entries if path.suffix == ".yaml" else [head + "".join(entries)]):
                text = key + entry if path.suffix == ".yaml" else entry
                (folder / f"{index}-{path.stem}-{number}").write_bytes(bytes([index]) + text.encode())
    return folder


def try_one(raw: bytes, site: Path) -> None:
    """Read the site with some bytes as one of its files; the first byte says as which."""
    path = site / FILES[raw[0] % len(FILES)]
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(raw[1:])
    lines = len(re.split(rb"\r\n|\r|\n", raw[1:]))
    try:
        for problem in read_site(site, TODAY).problems:
            str(problem).encode()
            problem.annotation().encode()
            assert problem.message
            assert problem.place.column >= 1
            assert problem.file != path.relative_to(site).as_posix() or 1 <= problem.place.line <= lines
    finally:
        path.unlink() if before is None else path.write_bytes(before)


if __name__ == "__main__":
    place = Path(tempfile.mkdtemp())
    site = small_site(place / "site")
    atheris.Setup([*sys.argv, str(seeds(place / "seeds"))], lambda raw: try_one(raw, site) if raw else None)
    atheris.Fuzz()
