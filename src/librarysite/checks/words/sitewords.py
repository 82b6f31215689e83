"""Checks all running words of a site: the pages below ``content/``, and the texts among the entries."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

from pydantic import BaseModel

from librarysite.checks.words.addresses import file_addresses, page_addresses
from librarysite.checks.words.content import Content, anchors, content_of
from librarysite.checks.words.form import heading_problems, leftovers, tag_problems, unreadable
from librarysite.checks.words.links import link_problems, picture_problems
from librarysite.checks.words.readability import reading_note
from librarysite.checks.words.style import slips, style_problems
from librarysite.checks.words.targets import Spot, Targets
from librarysite.checks.words.unlinked import unlinked
from librarysite.problems import Place, Problem, errors
from librarysite.reading.loaded import Loaded
from librarysite.reading.register import Source
from librarysite.reading.settings import pages_in_menu
from librarysite.rendering.markup import PAGES, TEXTS
from librarysite.yamlfile.frontmatter import words_of
from librarysite.yamlfile.tree import Document, Path_

# How an editor says that a warning is not about a slip.
AS_WRITTEN = re.compile(r"<!-- *as written *-->\s*$")
AS_WRITTEN_IN_DATA = re.compile(r"\s# *as written\s*$")

LISTS = ("branches", "closures", "changed_hours", "notices", "events", "offers", "articles")
WORDS = frozenset(
    "title summary reason still_open note cancelled cost need staffed for demonstration".split()
)
MARKDOWN = frozenset({"description", "text"})


@dataclass(frozen=True)
class WordCheck:
    """What is wrong in the words of a site, and which of its files the pages link to."""

    problems: list[Problem]
    linked: frozenset[str]


def check_words(folder: Path, loaded: Loaded, today: date) -> WordCheck:
    """Check the words of the pages and of the entries in a site's folder."""
    targets = _targets(folder, loaded, today)
    problems: list[Problem] = []
    linked: set[str | None] = set()
    for path, document in loaded.pages.items():
        above, words = words_of(document)
        content, spot = content_of(words, PAGES), Spot(targets, path)
        linked |= _targets_of(content, spot) - {path}
        title = document.place(("title",), at_key=True).line if document.root else None
        found = chain(
            heading_problems(content.headings, title), unreadable(words), _in_content(content, spot)
        )
        problems += _in_page(document, above, found)
    menu = pages_in_menu(folder)
    if menu is not None:
        problems += (p for p in unlinked(loaded, linked, menu) if not _is_meant_in_data(p.source))
    problems += _in_entries(loaded, Spot(targets, None))
    return WordCheck(problems, frozenset(filter(None, linked)))


def _targets_of(content: Content, spot: Spot) -> set[str | None]:
    """Return the files within the site that the links of a page name."""
    addresses = (link.attributes["href"].text for link in content.links if "href" in link.attributes)
    return {spot.target(address) for address in addresses}


def reading_notes(loaded: Loaded) -> Iterator[str]:
    """Give a note on each page: how easily it can be read."""
    for document in loaded.pages.values():
        above, words = words_of(document)
        yield reading_note(document.name, content_of(words, PAGES), above)


def _targets(folder: Path, loaded: Loaded, today: date) -> Targets:
    """Return what pages can link to."""
    library = loaded.library

    @cache
    def anchors_of(path: str) -> list[str] | None:
        page = loaded.pages.get(path)
        return anchors(words_of(page)[1], PAGES) if page else None

    files = frozenset(_files_below(folder / "content"))
    if library is None:
        return Targets("", files, frozenset(), anchors_of, all_known=False)
    return Targets(
        library.service.website,
        files | file_addresses(library),
        frozenset(page_addresses(library, today)),
        anchors_of,
        all_known=not errors(p for p in loaded.problems if p.file.startswith("data/")),
    )


def _files_below(content: Path) -> Iterator[str]:
    """Give the path below ``content/`` of each file that is not hidden."""
    for path in content.rglob("*"):
        below = path.relative_to(content)
        if path.is_file() and not any(part.startswith(".") for part in below.parts):
            yield below.as_posix()


def _in_content(content: Content, spot: Spot) -> Iterator[Problem[Place]]:
    for link in content.links:
        yield from link_problems(link, spot)
    for picture in content.pictures:
        yield from picture_problems(picture, spot)
    yield from tag_problems(content.tags)
    yield from leftovers(content)
    yield from style_problems(content)


def _in_page(document: Document, above: int, found: Iterable[Problem[Place]]) -> Iterator[Problem]:
    """Give the problems of a page's words at their places in its file, less those that are meant."""
    for problem in found:
        place = replace(problem.at, line=problem.at.line + above)
        if not (problem.warning and _is_meant(document, place.line)):
            yield document.problem(place, problem.mistake, warning=problem.warning)


def _is_meant(document: Document, line: int) -> bool:
    """Tell whether the comment stands at the end of a line, or alone in the line above."""
    here, above = document.lines[line - 1], document.lines[line - 2]
    return bool(AS_WRITTEN.search(here) or AS_WRITTEN.match(above.strip()))


def _is_meant_in_data(line: str) -> bool:
    """Tell whether the remark stands at the end of a line of YAML."""
    return AS_WRITTEN_IN_DATA.search(line) is not None


def _in_entries(loaded: Loaded, spot: Spot) -> Iterator[Problem]:
    if loaded.library is None:
        return
    entries = {name: getattr(loaded.library, name) for name in LISTS} | {"service": [loaded.library.service]}
    for name, listed in entries.items():
        for source, entry in zip(loaded.sources.get(name, []), listed, strict=True):
            for path, text in _texts(entry):
                markdown = path[-1] in MARKDOWN and name != "service"  # whose help text is shown as it stands
                found = _in_text(text, spot, markdown=markdown)
                yield from _in_entry(source, path, text, found)


def _texts(entry: BaseModel) -> Iterator[tuple[Path_, str]]:
    """Give path and text of all words in an entry that people read."""
    for name, value in entry:
        key = name.rstrip("_")
        if isinstance(value, str):
            if key in WORDS or key in MARKDOWN:
                yield (key,), value
        elif isinstance(value, BaseModel):
            yield from (((key, *path), text) for path, text in _texts(value))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from (((key, index, *path), text) for path, text in _texts(item))


def _in_text(text: str, spot: Spot, *, markdown: bool) -> Iterable[Problem[Place]]:
    return chain(unreadable(text), _in_content(content_of(text, TEXTS), spot)) if markdown else slips(text)


def _in_entry(source: Source, path: Path_, text: str, found: Iterable[Problem[Place]]) -> Iterator[Problem]:
    """Give the problems of one text of an entry at their places in its file, less those that are meant."""
    document, lines = source.document, text.split("\n")
    for problem in found:
        place = document.place((*source.path, *path))
        if problem.warning and _is_meant_in_data(document.lines[place.line - 1]):
            continue
        start = problem.at.column - 1
        words = lines[problem.at.line - 1][start : start + problem.at.length]
        yield document.problem(_within(document, place, words), problem.mistake, warning=problem.warning)


def _within(document: Document, place: Place, words: str) -> Place:
    """Return where some words stand in a value of one or several lines; the value's place if they cannot be found."""
    first = document.lines[place.line - 1]
    indent = len(first) - len(first.lstrip(" -"))
    lines = [first[place.column - 1 :]]
    for line in document.lines[place.line :]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        lines.append(line)
    found = re.search(r"\s+".join(map(re.escape, words.split())), "\n".join(lines)) if words.strip() else None
    if not found:
        return place
    before = "\n".join(lines)[: found.start()]
    row = before.count("\n")
    column = len(before) - (before.rfind("\n") + 1) + (place.column if row == 0 else 1)
    return Place(place.line + row, column, len(found[0].partition("\n")[0]))
