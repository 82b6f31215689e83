"""What a site's ``mkdocs.yml`` says that concerns the entries: the pages in its menu, and a look that is not there.

MkDocs reads its own settings, with tags that only it knows. So nothing is taken apart here but single lines.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from librarysite.problems import InFile, Place, Problem, error

NAME = "mkdocs.yml"
INHERITS = re.compile(r"^INHERIT:\s*[\"']?([^\"'\s#]+)", re.M)
CUSTOM_DIR = re.compile(r"^\s+custom_dir:\s*[\"']?([^\"'\s#]+)")
PAGE = re.compile(r"[\w./-]+\.md\b")


def settings_files(folder: Path) -> list[Path]:
    """Return a site's own settings, those from which it inherits, and so on, each once; they may not be there."""
    files: list[Path] = []
    path = folder.resolve() / NAME
    while path not in files:
        files.append(path)
        if inherits := INHERITS.search(_text(path)):
            path = Path(os.path.normpath(path.parent / inherits[1]))
    return files


def pages_in_menu(folder: Path) -> set[str] | None:
    """Return the pages, by their path below ``content/``, that the menu names; None where it has every page."""
    texts = [_text(path) for path in settings_files(folder)]
    menus = [text for text in texts if re.search(r"^nav:", text, re.M)]
    return {page for text in menus for page in PAGE.findall(text)} if menus else None


def missing_look(folder: Path) -> Iterator[Problem]:
    """Give the ``custom_dir`` that is not there: MkDocs would stop at it before it asks this program for anything."""
    for path in settings_files(folder):
        for number, line in enumerate(_text(path).splitlines(), start=1):
            named = CUSTOM_DIR.match(line)
            if (
                named and not (folder / named[1]).is_dir()
            ):  # MkDocs counts it from the settings that are built
                place = Place(number, named.start(1) + 1, len(named[1]))
                name = os.path.relpath(path, folder.resolve()).replace(os.sep, "/")
                remedy = "delete this line: the look comes with the program, and a site's own files stand in theme/"
                yield error(InFile(name, place, line), f"There is no folder “{named[1]}”", remedy)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
