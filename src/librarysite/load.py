"""Reads a site's ``data/`` and ``content/`` into a Library, and finds all problems of all files at once."""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from librarysite.entries import read_entry
from librarysite.filenames import page_name_fault, unknown_data_files
from librarysite.frontmatter import front_matter
from librarysite.keys import in_one_form, list_meant
from librarysite.model import (
    Article,
    Branch,
    ChangedHours,
    Closure,
    Entry,
    Event,
    Library,
    Notice,
    Offer,
    Service,
)
from librarysite.problems import Mistake, Place, Problem, in_file_order
from librarysite.references import unknown_references
from librarysite.sitefolder import link_fault, picture_fault, standing_in
from librarysite.yamlfile import read
from librarysite.yamltree import Document, Mapping, Path_, Sequence, is_blank, plain

E = TypeVar("E", bound=Entry)

# Which list of which file holds what; the names are those of Library's fields.
FILES: dict[str, dict[str, type[Entry]]] = {
    "data/branches.yaml": {"branches": Branch},
    "data/status.yaml": {"closures": Closure, "changed_hours": ChangedHours, "notices": Notice},
    "data/events.yaml": {"events": Event},
    "data/offers.yaml": {"offers": Offer},
}
SERVICE_FILE = "data/service.yaml"
REQUIRED_FILES = (SERVICE_FILE, "data/branches.yaml")

# Where the entries go that somebody put into a file of a name of its own.
HOMES = {Path(name).stem: name for name in (SERVICE_FILE, *FILES)} | {
    key: name for name, lists in FILES.items() for key in lists
}

CLOSED_LISTS = ("audiences", "types", "topics", "facilities")


@dataclass(frozen=True)
class Source:
    """Where an entry stands: the file as read and the path to the entry in it."""

    document: Document
    path: Path_


@dataclass
class Loaded:
    """What was read: a Library of all entries that can be read (None without a service), and the problems.

    ``sources`` gives, for each of Library's lists, the source of each entry, in the same order; ``pages`` gives each
    Markdown file, by its path below ``content/``.
    """

    library: Library | None = None
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, list[Source]] = field(default_factory=dict)
    pages: dict[str, Document] = field(default_factory=dict)

    def problem_at(self, where: Path_, mistake: Mistake, *, warning: bool = False) -> Problem:
        """Return a problem at a path into the Library, such as ``("events", 3, "changes", 0, "date")``."""
        source = self.sources[str(where[0])][int(where[1])]
        path = (*source.path, *where[2:])
        return source.document.problem(source.document.place(path), mistake.message, mistake.remedy, warning)


def load(folder: Path) -> Loaded:
    """Read the site in a folder. Nothing is raised: every fault is a problem with file, line and remedy."""
    reading = _Reading(folder)
    reading.service()
    for name, lists in FILES.items():
        for document in reading.documents(name):
            reading.lists(document, lists)
    reading.articles()
    reading.problems.extend(unknown_data_files(folder, HOMES))
    return reading.loaded()


class _Reading:
    """Collects entries, their sources and the problems while the files are read one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.entries: dict[str, list[Entry]] = {}
        self.sources: dict[str, list[Source]] = {}
        self.ids: dict[str, dict[str, Source]] = {}
        self.pages: dict[str, Document] = {}
        self.past: dict[str, set[str]] = {}
        self.service_entry: Service | None = None
        self.all_read = True

    def documents(self, name: str) -> Iterator[Document]:
        """Give the file of a name and, for events, the files of the folder of that name."""
        path = self.folder / name
        if os.path.lexists(path):
            yield self._read(path, name, link_fault(path, self.folder))
        elif name in REQUIRED_FILES:
            self.problems.append(Problem(name, Place(1, 1), "This file is missing", "the site needs it"))
            self.all_read = False
        for single, fault in standing_in(path.with_suffix(""), self.folder):
            if single.suffix == ".yaml" and single.parent == path.with_suffix(""):
                yield self._read(single, single.relative_to(self.folder).as_posix(), fault)

    def _read(self, path: Path, name: str, fault: Mistake | None) -> Document:
        document = _refused(name, fault) if fault else read(path, name)
        if name in REQUIRED_FILES and is_blank(document.root):
            document.problems.append(document.problem(Place(1, 1), "This file is empty", "the site needs it"))
            document.root = None
        self.problems.extend(document.problems)
        self.all_read = self.all_read and document.root is not None
        return document

    def service(self) -> None:
        """Read ``data/service.yaml``, which is one entry."""
        for document in self.documents(SERVICE_FILE):
            if document.root is not None:
                self.service_entry = self._entry(document, (), Service, plain(document.root))
                self.sources["service"] = [Source(document, ())]
            if isinstance(document.root, Mapping):
                self._note_ids(document, document.root)

    def lists(self, document: Document, lists: dict[str, type[Entry]]) -> None:
        """Read the lists of one file; a file of ``data/events/`` may be one entry by itself."""
        root = document.root
        if root is None or is_blank(root):
            return
        if not isinstance(root, Mapping):
            self._problem(
                document, (), Mistake("This file does not begin with a key", f"write {next(iter(lists))}:")
            )
            return
        if document.name.count("/") > 1 and next(iter(lists)) not in root.values:
            self._item(document, (), next(iter(lists)), next(iter(lists.values())), plain(root))
            return
        for key in root.values:
            if key in lists:
                self._list(document, key, lists[key])
            else:
                self._problem(
                    document,
                    (key,),
                    Mistake(f"“{key}” is not known here", list_meant(key, document.name, lists, HOMES)),
                    at_key=True,
                )

    def _list(self, document: Document, key: str, kind: type[Entry]) -> None:
        assert isinstance(document.root, Mapping)
        node = document.root.values[key]
        items = node.items if isinstance(node, Sequence) else []
        if not items and document.name in REQUIRED_FILES:
            self._problem(
                document, (key,), Mistake("There is nothing in this list", "the site needs it"), at_key=True
            )
        elif not isinstance(node, Sequence) and not is_blank(node):
            self._problem(
                document, (key,), Mistake("A list is expected here", "begin each entry with a dash")
            )
        elif items:
            self.ids.setdefault(key, {})
        for index, item in enumerate(items):
            self._item(document, (key, index), key, kind, plain(item))

    def _item(self, document: Document, path: Path_, name: str, kind: type[Entry], data: object) -> None:
        source = Source(document, path)
        if (
            isinstance(data, dict)
            and isinstance(data.get("id"), str)
            and not self._take_id(name, data["id"], source)
        ):
            return
        unknown = dict(unknown_references(name, data, self.ids, self.past) if isinstance(data, dict) else ())
        for place, mistake in unknown.items():
            self._problem(document, (*path, *place), mistake)
        entry = self._entry(document, path, kind, data, unknown)
        if entry is not None and not unknown:
            self.entries.setdefault(name, []).append(entry)
            self.sources.setdefault(name, []).append(source)

    def _take_id(self, name: str, entry_id: str, source: Source) -> bool:
        """Note an id; an id that is there already is a problem, and the second entry is not read."""
        in_form = in_one_form(entry_id).replace(
            "_", "-"
        )  # so that a capital in it is told once, not where it is named
        first = self.ids.setdefault(name, {}).setdefault(in_form, source)
        if any(source.document.has_key((*source.path, key)) for key in ("closed", "retired")):
            self.past.setdefault(name, set()).add(in_form)
        if first is source:
            return True
        line = first.document.place((*first.path, "id")).line
        where = f"line {line}" if first.document is source.document else f"{first.document.name}, line {line}"
        self._problem(
            source.document,
            (*source.path, "id"),
            Mistake(
                f"The id “{entry_id}” is there already, in {where}", "write another; ids are never used twice"
            ),
        )
        return False

    def _note_ids(self, document: Document, root: Mapping) -> None:
        for name in CLOSED_LISTS:
            if name in root.values or self.service_entry:  # else its name is misspelt, which is told once
                self.ids.setdefault(name, {})
            node = root.values.get(name)
            for index, item in enumerate(node.items if isinstance(node, Sequence) else []):
                data = plain(item)
                if isinstance(data, dict) and isinstance(data.get("id"), str):
                    self._take_id(name, data["id"], Source(document, (name, index)))

    def articles(self) -> None:
        """Read the front matter of every page below ``content/``, and refuse what cannot be published."""
        content = self.folder / "content"
        for path, fault in standing_in(content, self.folder):
            name = path.relative_to(self.folder).as_posix()
            if fault := fault or (None if path.suffix == ".md" else picture_fault(path)):
                self.problems.extend(_refused(name, fault).problems)
            elif path.suffix == ".md":
                self._page(front_matter(path, name), path.relative_to(content).as_posix())

    def _page(self, document: Document, below: str) -> None:
        self.problems.extend(document.problems)
        if fault := page_name_fault(below):
            self.problems.append(document.problem(Place(1, 1), fault.message, fault.remedy))
        self.pages[below] = document
        self._article(document, below)

    def _article(self, document: Document, below: str) -> None:
        if document.root is None:
            return
        data = {} if is_blank(document.root) else plain(document.root)
        if isinstance(data, dict):
            if "path" in data:
                mistake = Mistake(
                    "“path” is not known here", "delete it: a page is known by where its file stands"
                )
                self._problem(document, ("path",), mistake, at_key=True)
            data = {**data, "path": below}
        self._item(document, (), "articles", Article, data)

    def _entry(
        self, document: Document, path: Path_, kind: type[E], data: object, told: Collection[Path_] = ()
    ) -> E | None:
        entry, problems = read_entry(document, path, kind, data, told)
        self.problems.extend(problems)
        return entry

    def _problem(self, document: Document, path: Path_, mistake: Mistake, *, at_key: bool = False) -> None:
        self.problems.append(document.problem_at(path, mistake, at_key=at_key))

    def loaded(self) -> Loaded:
        """Put together what can be put together."""
        library = None
        if self.service_entry and self.all_read:
            known: dict[str, Any] = {name: tuple(entries) for name, entries in self.entries.items()}
            library, self.sources = _readable(Library(self.service_entry, **known), self.sources)
        return Loaded(library, in_file_order(self.problems), self.sources, self.pages)


def _refused(name: str, fault: Mistake) -> Document:
    return Document(name, problems=[Problem(name, Place(1, 1), fault.message, fault.remedy)])


def _readable(library: Library, sources: dict[str, list[Source]]) -> tuple[Library, dict[str, list[Source]]]:
    """Leave out the events at a branch whose own entry has problems: those are told already."""
    known = {branch.id for branch in library.branches}
    kept = [
        (e, s)
        for e, s in zip(library.events, sources.get("events", []), strict=True)
        if _branches_of(e) <= known
    ]
    events = tuple(event for event, _ in kept)
    return replace(library, events=events), {**sources, "events": [source for _, source in kept]}


def _branches_of(event: Event) -> set[str]:
    return {branch for branch in (event.branch, *(change.branch for change in event.changes)) if branch}
