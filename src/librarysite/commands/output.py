"""How commands tell what is wrong, and which site they are about."""

import os
import sys
from datetime import date
from pathlib import Path

from librarysite.model import Branch, Library
from librarysite.problems import Mistake, Problem, did_you_mean, errors, report
from librarysite.site import Reading, read_site

ROOT = Path()  # the site of the current folder
ENTRIES = ("data", "content")


class NoSite(Mistake):
    """The current folder holds no site, so that no command can be about it."""


def read_here(today: date) -> Reading:
    """Read the site of the current folder as it is on a day."""
    if not (ROOT / "data").is_dir():
        raise NoSite("There is no site here", "go to the folder that holds data/ and content/.")
    return read_site(ROOT, today)


def tell(problems: list[Problem]) -> None:
    """Print problems, and annotate the lines of a pull request."""
    if problems:
        print(report(problems), file=sys.stderr)
    if os.environ.get("GITHUB_ACTIONS"):
        for problem in problems:
            print(problem.annotation())


def tell_mistake(mistake: Mistake) -> None:
    """Print what is wrong and what to do."""
    print(in_one_line(mistake), file=sys.stderr)


def in_one_line(mistake: Mistake) -> str:
    """Return what is wrong and what to do, if that is known."""
    return ": ".join(filter(None, [mistake.message, mistake.remedy]))


def readable(reading: Reading) -> Library | None:
    """Return the Library if it can be asked, else tell why not."""
    if reading.library is None or errors(reading.problems):
        tell(reading.problems)
        return None
    return reading.library


def branch_named(library: Library, text: str) -> Branch:
    """Return the library of an id or a name, whatever its capitals; Mistake when there is none."""
    words = text.strip().lower()
    for branch in library.branches:
        if words in (branch.id, branch.name.lower(), branch.name.lower().removesuffix(" library")):
            return branch
    raise Mistake(
        f"There is no library “{text}”", did_you_mean(words, [branch.id for branch in library.branches])
    )
