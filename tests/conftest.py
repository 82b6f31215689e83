"""What several test modules share: the sample site, read once, and the moment at which tests take place."""

import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings
from lxml import html

from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.reading.load import load
from tests.support.builtsites import BuiltSites

# Where a run decides whether a change goes in, the same change gives the same result; at a desk new examples are tried.
# No example has a time limit: side by side with other tests, how long one takes says nothing.
settings.register_profile("same-each-time", derandomize=True, deadline=None)
settings.register_profile("new-each-time", deadline=None)
settings.load_profile("same-each-time" if os.environ.get("CI") else "new-each-time")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def now() -> Now:
    """Return the moment for which the tests build the site: Monday 23 November 2026, 9am."""
    return Now(datetime(2026, 11, 23, 9, tzinfo=ZONE))


@pytest.fixture(scope="session")
def sample() -> Library:
    """Return the sample data as a Library."""
    loaded = load(ROOT)
    assert not loaded.problems
    assert loaded.library is not None
    return loaded.library


OF_GITHUB = (
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
)  # where the tests run there, no test speaks to its users


def change(path: Path, old: str, new: str) -> int:
    """Change the first of some words in a file that is not in a comment; return their line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if old in line and not line.lstrip().startswith("#"))
    lines[number] = lines[number].replace(old, new)
    path.write_text("\n".join(lines), encoding="utf-8")
    return number + 1


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="session")
def built_sites(tmp_path_factory: pytest.TempPathFactory) -> BuiltSites:
    """Return the sites that are built once in a run for all tests that only look at them."""
    own = tmp_path_factory.getbasetemp()  # with several workers each has one of its own, in that of the run
    return BuiltSites((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "built-sites")


@pytest.fixture(scope="session")
def built(built_sites: BuiltSites) -> Path:
    """Return the folder of the sample site, built once for Monday 23 November 2026, 9am."""
    return built_sites.of(ROOT)


def parsed(folder: Path) -> dict[str, html.HtmlElement]:
    """Return every page below a folder, parsed, by its address from the root."""
    parser = html.HTMLParser(encoding="utf-8")
    return {
        "/" + path.relative_to(folder).as_posix().removesuffix("index.html"): html.document_fromstring(
            path.read_bytes(), parser=parser
        )
        for path in sorted(folder.rglob("*.html"))
    }


@pytest.fixture(scope="session")
def pages(built: Path) -> dict[str, html.HtmlElement]:
    """Return every page of the sample site, parsed, by its address from the root (``/news/``, ``/404.html``)."""
    return parsed(built)


def copy_site(folder: Path) -> Path:
    """Copy the sample site, without the program; return the folder."""
    for name in ("data", "content", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture
def site_copy(tmp_path: Path) -> Path:
    """Return a copy of the sample site's folder whose data a test may change."""
    return copy_site(tmp_path / "copy")


def git(folder: Path, *command: str) -> None:
    """Run Git in a folder."""
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *command], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(site_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the sample site, committed to Git, as the current folder, on Monday 23 November 2026, 9am."""
    git(site_copy, "init")
    git(site_copy, "add", "data", "content")
    git(site_copy, "commit", "-m", "The entries")
    monkeypatch.chdir(site_copy)
    monkeypatch.setenv("LIBRARYSITE_NOW", "2026-11-23T09:00")
    for name in OF_GITHUB:
        monkeypatch.delenv(name, raising=False)
    return site_copy
