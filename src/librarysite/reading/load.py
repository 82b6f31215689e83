"""Reads a site's ``data/`` and ``content/`` into a Library, and finds all problems of all files at once."""

import os
from collections.abc import Collection, Iterator
from collections.abc import Mapping as Mapping_
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

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
from librarysite.problems import InFile, Mistake, Place, Problem, error, in_file_order
from librarysite.reading.dashes import entries_as_meant, entries_in
from librarysite.reading.entries import read_entry
from librarysite.reading.filekeys import keys_of_a_file_by_itself, keys_of_entry, keys_of_lists, misplaced
from librarysite.reading.filenames import page_name_fault, unknown_data_files
from librarysite.reading.folder import file_fault, link_fault, standing_in
from librarysite.reading.keynames import list_meant
from librarysite.reading.layout import keys_of
from librarysite.reading.loaded import Loaded
from librarysite.reading.references import unknown_references
from librarysite.reading.register import Register, Source
from librarysite.reading.settings import missing_look
from librarysite.yamlfile.frontmatter import front_matter
from librarysite.yamlfile.reader import read
from librarysite.yamlfile.tree import (
    Document,
    FileKeys,
    Mapping,
    Node,
    Path_,
    Scalar,
    Sequence,
    is_blank,
    plain,
)

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


def load(folder: Path) -> Loaded:
    """Read the site in a folder. Nothing is raised: every fault is a problem with file, line and remedy."""
    reading = _SiteReader(folder)
    reading.service()
    for name, lists in FILES.items():
        for document in reading.documents(name, lists):
            reading.lists(document, lists)
    reading.articles()
    reading.problems += [*unknown_data_files(folder, HOMES), *missing_look(folder)]
    return reading.loaded()


class _SiteReader:
    """Collects entries, their sources and the problems while the files are read one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.entries: dict[str, list[Entry]] = {}
        self.sources: dict[str, list[Source]] = {}
        self.register = Register()
        self.pages: dict[str, Document] = {}
        self.service_entry: Service | None = None
        self.all_read = True
        self.partly_read: set[str] = set()

    def documents(self, name: str, lists: Mapping_[str, type[Entry]]) -> Iterator[Document]:
        """Give the file of a name and, for events, the files of the folder of that name."""
        path = self.folder / name
        if os.path.lexists(path):
            known = keys_of_lists(lists) if lists else keys_of_entry(Service)
            yield self._read(path, name, known, link_fault(path, self.folder))
        elif name in REQUIRED_FILES:
            self.problems.append(
                error(InFile(name, Place(1, 1)), "This file is missing", "the site needs it")
            )
            self.all_read = False
        for single, fault in standing_in(path.with_suffix(""), self.folder):
            if single.suffix == ".yaml" and single.parent == path.with_suffix(""):
                below = single.relative_to(self.folder).as_posix()
                yield self._read(single, below, keys_of_a_file_by_itself(lists), fault)

    def _read(self, path: Path, name: str, known: FileKeys, fault: Mistake | None) -> Document:
        document = _refused(name, fault) if fault else read(path, name, known)
        if name in REQUIRED_FILES and is_blank(document.root):
            document.problems.append(
                document.problem(Place(1, 1), Mistake("This file is empty", "the site needs it"))
            )
            document.root = None
        self.problems.extend(document.problems)
        self.all_read = self.all_read and (document.root is not None or name not in REQUIRED_FILES)
        return document

    def service(self) -> None:
        """Read ``data/service.yaml``, which is one entry."""
        for document in self.documents(SERVICE_FILE, {}):
            if document.root is not None:
                self.service_entry = self._entry(document, (), Service, document.root)
                self.sources["service"] = [Source(document, ())]
            if isinstance(document.root, Mapping):
                is_read = self.service_entry is not None
                taken = self.register.take_lists(document, CLOSED_LISTS, all_read=is_read)
                self.problems += map(document.in_file, taken)

    def lists(self, document: Document, lists: Mapping_[str, type[Entry]]) -> None:
        """Read the lists of one file."""
        root = document.root
        if document.problems:
            self.partly_read |= lists.keys() - (root.values.keys() if isinstance(root, Mapping) else ())
        if isinstance(root, Mapping):
            self._with_keys(document, root, lists)
        elif root is not None and not is_blank(root):
            self._without_key(document, root, lists)
        for key in lists:
            self.register.take_left_out(document, key)

    def _with_keys(self, document: Document, root: Mapping, lists: Mapping_[str, type[Entry]]) -> None:
        """Read the list of each key; a file of ``data/events/`` may be one entry by itself."""
        first = next(iter(lists))
        if document.name.count("/") > 1 and first not in root.values:
            self._item(document, (), first, lists[first], root)
            return
        for key in root.values:
            self._list_of_key(document, key, lists)

    def _list_of_key(self, document: Document, key: str, lists: Mapping_[str, type[Entry]]) -> None:
        """Read the list of a key; of a key that nobody knows, as the one that is meant if that is clear."""
        if key in lists:
            self._list(document, key, key, lists[key])
            return
        remedy = list_meant(key, document.name, lists, HOMES)
        self._problem(document, (key,), Mistake(f"“{key}” is not known here", remedy), at_key=True)
        for meant in lists:
            if remedy == f"did you mean {meant}?":
                self._list(document, key, meant, lists[meant])

    def _without_key(self, document: Document, root: Node, lists: Mapping_[str, type[Entry]]) -> None:
        """Tell that a file has no key at its beginning; a list is read if the file can have but one."""
        top = root.items[0] if isinstance(root, Sequence) and root.items else None
        if isinstance(top, Mapping) and top.keys.keys() & lists.keys():
            self._tell_no_key(document, root, f"delete the dash before {next(iter(top.keys))}:")
            document.root = top
            self.lists(document, lists)
            return
        above = " in a line above this one" if isinstance(top, Mapping) else ""
        self._tell_no_key(document, root, f"write {' or '.join(f'{key}:' for key in lists)}{above}")
        if isinstance(top, Mapping) and len(lists) == 1:
            document.root = Mapping(dict.fromkeys(lists, root), {}, root.place)
            self._list_of_key(document, next(iter(lists)), lists)
        else:
            self.partly_read |= set(lists)

    def _tell_no_key(self, document: Document, root: Node, remedy: str) -> None:
        mistake = Mistake("This file does not begin with a key", remedy)
        self.problems.append(document.problem(replace(root.place, length=1), mistake))

    def _list(self, document: Document, key: str, name: str, kind: type[Entry]) -> None:
        assert isinstance(document.root, Mapping)
        node = document.root.values[key]
        if isinstance(node, Mapping) and node.lost:
            self.partly_read.add(name)
            self.register.partly_known.add(name)
            return
        items = entries_in(node)
        self._tell_if_no_list(document, key, node, items)
        if items:
            self.register.ids.setdefault(name, {})
        items, wrong = entries_as_meant(items, keys_of(kind))
        self.problems += map(document.in_file, wrong)
        document.root.values[key] = (
            replace(node, items=items) if isinstance(node, Sequence) else (items or [node])[0]
        )
        for index, item in enumerate(items):
            self._item(document, (key, index), name, kind, item)

    def _tell_if_no_list(self, document: Document, key: str, node: Node, items: list[Node]) -> None:
        """Tell a list that is missing where the site needs one, and what is no list where one is meant."""
        if not items and document.name in REQUIRED_FILES:
            mistake = Mistake("There is nothing in this list", "the site needs it")
            self._problem(document, (key,), mistake, at_key=True)
        elif not isinstance(node, Sequence) and not is_blank(node):
            mistake = Mistake("A list is expected here", "begin each entry with a dash")
            self._problem(document, (key,), mistake)

    def _item(self, document: Document, path: Path_, name: str, kind: type[Entry], node: Node) -> None:
        source = Source(document, path)
        data = plain(node)
        if mistake := self.register.take(name, node, source) or misplaced(name, data, FILES.values()):
            self._problem(document, (*path, "id"), mistake)
            return
        known, past = self.register.known, self.register.past
        unknown = dict(unknown_references(name, data, known, past) if isinstance(data, dict) else ())
        for place, unknown_id in unknown.items():
            self._problem(document, (*path, *place), unknown_id)
        entry = self._entry(document, path, kind, node, unknown)
        if entry is None or unknown:
            self.partly_read.add(name)
        else:
            self.entries.setdefault(name, []).append(entry)
            self.sources.setdefault(name, []).append(source)

    def articles(self) -> None:
        """Read the front matter of every page below ``content/``, and refuse what cannot be published."""
        content = self.folder / "content"
        for path, fault in standing_in(content, self.folder):
            name = path.relative_to(self.folder).as_posix()
            if fault := fault or (None if path.suffix == ".md" else file_fault(path)):
                self.problems.extend(_refused(name, fault).problems)
            elif path.suffix == ".md":
                self._page(
                    front_matter(path, name, keys_of_entry(Article)), path.relative_to(content).as_posix()
                )

    def _page(self, document: Document, below: str) -> None:
        self.problems.extend(document.problems)
        if fault := page_name_fault(below):
            self.problems.append(document.problem(Place(1, 1), fault))
        self.pages[below] = document
        self._article(document, below)

    def _article(self, document: Document, below: str) -> None:
        root = document.root
        if root is None:
            return
        if is_blank(root):
            root = Mapping({}, {}, root.place)
        if isinstance(root, Mapping):
            if "path" in root.values:
                mistake = Mistake(
                    "“path” is not known here", "delete it: a page is known by where its file stands"
                )
                self._problem(document, ("path",), mistake, at_key=True)
            root = replace(root, values={**root.values, "path": Scalar(below, root.place)})
        self._item(document, (), "articles", Article, root)

    def _entry(
        self, document: Document, path: Path_, kind: type[E], node: Node, told: Collection[Path_] = ()
    ) -> E | None:
        lost = isinstance(node, Mapping) and node.lost
        entry, problems = read_entry(document, path, kind, plain(node), told, lost=lost)
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
        return Loaded(library, in_file_order(self.problems), self.sources, self.pages, self.partly_read)


def _refused(name: str, fault: Mistake) -> Document:
    return Document(name, problems=[Problem(InFile(name, Place(1, 1)), fault)])


def _readable(library: Library, sources: dict[str, list[Source]]) -> tuple[Library, dict[str, list[Source]]]:
    """Leave out the events at a branch whose own entry has problems: those are told already."""
    known = {branch.id for branch in library.branches}
    pairs = zip(library.events, sources.get("events", []), strict=True)
    kept = [(event, source) for event, source in pairs if _branches_of(event) <= known]
    events = tuple(event for event, _ in kept)
    return replace(library, events=events), {**sources, "events": [source for _, source in kept]}


def _branches_of(event: Event) -> set[str]:
    return {branch for branch in (event.branch, *(change.branch for change in event.changes)) if branch}
