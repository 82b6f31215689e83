"""What stands in a site's folder: found without following links, and nothing that must not be published."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from librarysite.problems import Mistake

# Opened by itself, such a file is a page of the site with a program in it, whatever cleans the pages of words.
RUNS = {".htm", ".html", ".js", ".mht", ".mhtml", ".mjs", ".shtml", ".svg", ".xht", ".xhtml", ".xml", ".xsl"}

# Endings of pages elsewhere: MkDocs takes some for pages that nobody has read, and publishes others as they stand.
MARKDOWN = {".markdown", ".md", ".mdown", ".mdtext", ".mdtxt", ".mdwn", ".mkd", ".mkdn", ".mkdown"}


def link_fault(path: Path, folder: Path) -> Mistake | None:
    """Refuse a link that leads out of the site: it would publish what was never meant for it."""
    try:
        if path.resolve().is_relative_to(folder.resolve()):
            return None
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for a circle of links
        return Mistake("This file is a link that leads nowhere", "copy the file here")
    return Mistake("This file is a link to somewhere outside the site", "copy the file here")


def standing_in(top: Path, folder: Path) -> Iterator[tuple[Path, Mistake | None]]:
    """Give each file below a folder of the site, in order, with what forbids to read it. Hidden ones are nobody's."""
    if os.path.islink(top) and (fault := link_fault(top, folder)):
        yield top, fault
        return
    unlisted: list[OSError] = []
    for path in sorted(_seen_below(top, unlisted)):
        yield path, _fault(path, folder)
    for error in unlisted:
        if not isinstance(error, FileNotFoundError):
            message = "This folder may not be read"
            yield Path(str(error.filename)), Mistake(message, "ask its owner to let everybody read it")


def _seen_below(top: Path, unlisted: list[OSError]) -> Iterator[Path]:
    """Give the files, and the links to folders, that are not hidden; note the folders that cannot be listed."""
    for where, folders, files in os.walk(top, onerror=unlisted.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if os.path.islink(os.path.join(where, name))]
        yield from (Path(where, name) for name in (*files, *links) if not name.startswith("."))


def _fault(path: Path, folder: Path) -> Mistake | None:
    if os.path.islink(path):  # unlike Path's own, it never raises
        if fault := link_fault(path, folder):
            return fault
        if os.path.isdir(path):
            return Mistake("This is a link to a folder", "copy the folder here")
    return None


def file_fault(path: Path) -> Mistake | None:
    """Tell why a file of ``content/`` that is no page cannot be put on the site as it is; nothing if it can."""
    if path.suffix.lower() in MARKDOWN:
        message = "The name of a page ends with .md in small letters"
        return Mistake(message, f"rename it to {path.with_suffix('.md').name}")
    if not path.name.isprintable():
        return Mistake("The file name has a character that cannot be shown", "give the file another name")
    if path.suffix.lower() in RUNS:
        message = "A file of this kind could run a program in the browsers of those who open it"
        return Mistake(message, "write a page in Markdown, or save a picture as PNG")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Mistake("This is not an ordinary file", "delete it")
        with path.open("rb"):
            return None
    except OSError:
        return Mistake("This file may not be read", "ask its owner to let everybody read it")
