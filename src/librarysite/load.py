"""Reads a site's ``data/`` and ``content/`` into a Library, and finds all problems of all files at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

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
from librarysite.problems import Mistake, Place, Problem, in_file_order, nearest
from librarysite.yamlfile import Document, Mapping, Path_, Scalar, Sequence, parse, plain, read

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

# Where an entry names another: the list that it must be in, and what that list is called in a message.
REFERENCES = {
    "branch": ("branches", "library"),
    "branches": ("branches", "library"),
    "except": ("branches", "library"),
    "for": ("audiences", "audience"),
    "type": ("types", "type of event"),
    "facilities": ("facilities", "facility"),
}
REFERRING = (Branch, Closure, ChangedHours, Notice, Event, Article)


@dataclass(frozen=True)
class Source:
    """Where an entry stands: the file as read and the path to the entry in it."""

    document: Document
    path: Path_


@dataclass
class Loaded:
    """What was read: a Library of all entries that can be read (None without a service), and the problems.

    ``sources`` gives, for each of Library's lists, the source of each entry, in the same order.
    """

    library: Library | None = None
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, list[Source]] = field(default_factory=dict)

    def problem_at(self, where: Path_, mistake: Mistake, *, warning: bool = False) -> Problem:
        """Return a problem at a path into the Library, such as ``("events", 3, "changes", 0, "date")``."""
        source = self.sources[str(where[0])][int(where[1])]
        path = (*source.path, *where[2:])
        place = source.document.place(path, at_key=isinstance(where[-1], str) and mistake.key == "at key")
        return source.document.problem(place, mistake.message, mistake.remedy, warning)


def load(folder: Path) -> Loaded:
    """Read the site in a folder. Nothing is raised: every fault is a problem with file, line and remedy."""
    reading = _Reading(folder)
    reading.service()
    for name, lists in FILES.items():
        for document in reading.documents(name):
            reading.lists(document, lists)
    reading.articles()
    return reading.loaded()


class _Reading:
    """Collects entries, their sources and the problems while the files are read one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.entries: dict[str, list[Entry]] = {}
        self.sources: dict[str, list[Source]] = {}
        self.ids: dict[str, dict[str, Source]] = {}
        self.service_entry: Service | None = None
        self.all_read = True

    def documents(self, name: str) -> Iterator[Document]:
        """Give the file of a name and, for events, the files of the folder of that name."""
        path = self.folder / name
        if path.exists() or path.is_symlink():
            yield self._read(path, name)
        elif name in REQUIRED_FILES:
            self.problems.append(Problem(name, Place(1, 1), "This file is missing", "the site needs it"))
            self.all_read = False
        for single in sorted((self.folder / name).with_suffix("").glob("*.yaml")):
            yield self._read(single, single.relative_to(self.folder).as_posix())

    def _read(self, path: Path, name: str) -> Document:
        if not path.resolve().is_relative_to(self.folder.resolve()):
            fault = Problem(name, Place(1, 1), "This file is a link to somewhere outside the site", "copy it here")
            document = Document(name, problems=[fault])
        else:
            document = read(path, name)
        self.problems.extend(document.problems)
        self.all_read = self.all_read and document.root is not None
        return document

    def service(self) -> None:
        """Read ``data/service.yaml``, which is one entry."""
        for document in self.documents(SERVICE_FILE):
            if document.root is not None:
                self.service_entry = self._entry(document, (), Service, plain(document.root))
                self._note_ids(document, ("audiences", "types", "facilities"))

    def lists(self, document: Document, lists: dict[str, type[Entry]]) -> None:
        """Read the lists of one file; a file of ``data/events/`` may be one entry by itself."""
        root = document.root
        if root is None or (isinstance(root, Scalar) and root.empty):
            return
        if not isinstance(root, Mapping):
            self._problem(document, (), Mistake("This file does not begin with a key", f"write {next(iter(lists))}:"))
            return
        if document.name.count("/") > 1 and next(iter(lists)) not in root.values:
            self._item(document, (), next(iter(lists)), next(iter(lists.values())), plain(root))
            return
        for key in root.values:
            if key in lists:
                self._list(document, key, lists[key])
            else:
                self._problem(document, (key,), Mistake(f"“{key}” is not known here", nearest(key, lists)), at_key=True)

    def _list(self, document: Document, key: str, kind: type[Entry]) -> None:
        assert isinstance(document.root, Mapping)
        node = document.root.values[key]
        if isinstance(node, Scalar) and node.empty:
            return
        if not isinstance(node, Sequence):
            self._problem(document, (key,), Mistake("A list is expected here", "begin each entry with a dash"))
            return
        for index, item in enumerate(node.items):
            self._item(document, (key, index), key, kind, plain(item))

    def _item(self, document: Document, path: Path_, name: str, kind: type[Entry], data: object) -> None:
        source = Source(document, path)
        if isinstance(data, dict) and isinstance(data.get("id"), str) and not self._take_id(name, data["id"], source):
            return
        entry = self._entry(document, path, kind, data)
        if entry is not None:
            self.entries.setdefault(name, []).append(entry)
            self.sources.setdefault(name, []).append(source)

    def _take_id(self, name: str, entry_id: str, source: Source) -> bool:
        """Note an id; an id that is there already is a problem, and the second entry is not read."""
        first = self.ids.setdefault(name, {}).setdefault(entry_id, source)
        if first is source:
            return True
        line = first.document.place((*first.path, "id")).line
        where = f"line {line}" if first.document is source.document else f"{first.document.name}, line {line}"
        self._problem(
            source.document,
            (*source.path, "id"),
            Mistake(f"The id “{entry_id}” is there already, in {where}", "write another; ids are never used twice"),
        )
        return False

    def _note_ids(self, document: Document, names: tuple[str, ...]) -> None:
        for name in names:
            node = document.root.values.get(name) if isinstance(document.root, Mapping) else None
            for index, item in enumerate(node.items if isinstance(node, Sequence) else []):
                data = plain(item)
                if isinstance(data, dict) and isinstance(data.get("id"), str):
                    self._take_id(name, data["id"], Source(document, (name, index)))

    def articles(self) -> None:
        """Read the front matter of every Markdown page below ``content/``."""
        content = self.folder / "content"
        for path in sorted(content.rglob("*.md")):
            name = path.relative_to(self.folder).as_posix()
            document = _front_matter(path, name)
            self.problems.extend(document.problems)
            if document.root is not None:
                below = path.relative_to(content).as_posix()
                data = plain(document.root)
                whole = {**data, "path": below} if isinstance(data, dict) else data
                self._item(document, (), "articles", Article, whole)

    def _entry(self, document: Document, path: Path_, kind: type[E], data: object) -> E | None:
        if not isinstance(data, dict):
            self._problem(document, path, Mistake("An entry with keys is expected here", "write “key: value” lines"))
            return None
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                self.problems.append(_field_problem(document, path, kind, fault))
            return None

    def _problem(self, document: Document, path: Path_, mistake: Mistake, *, at_key: bool = False) -> None:
        self.problems.append(document.problem_at(path, mistake, at_key=at_key))

    def loaded(self) -> Loaded:
        """Check what entries say of each other, and put together what can be put together."""
        for name, entries in self.entries.items():
            kept = [
                (entry, source)
                for entry, source in zip(entries, self.sources[name], strict=True)
                if self._refers_to_known(entry, source)
            ]
            self.entries[name] = [entry for entry, _ in kept]
            self.sources[name] = [source for _, source in kept]
        library = None
        if self.service_entry and self.all_read:
            known: dict[str, Any] = {name: tuple(entries) for name, entries in self.entries.items()}
            library = Library(self.service_entry, **known)
            library, self.sources = _readable(library, self.sources)
        return Loaded(library, in_file_order(self.problems), self.sources)

    def _refers_to_known(self, entry: Entry, source: Source) -> bool:
        """Note every reference to something that is not in its closed list."""
        if not isinstance(entry, REFERRING) or not self.all_read:
            return True
        problems = list(_unknown_references(entry, source, self.ids))
        self.problems.extend(problems)
        return not problems


def _readable(library: Library, sources: dict[str, list[Source]]) -> tuple[Library, dict[str, list[Source]]]:
    """Leave out what points to a branch whose own entry has problems: those are told already."""
    known = {branch.id for branch in library.branches}
    kept = [(e, s) for e, s in zip(library.events, sources.get("events", []), strict=True) if _branches_of(e) <= known]
    fields = {name: getattr(library, name) for name in library.__dataclass_fields__}
    fields["events"] = tuple(event for event, _ in kept)
    return Library(**fields), {**sources, "events": [source for _, source in kept]}


def _branches_of(event: Event) -> set[str]:
    return {event.branch, *(change.branch for change in event.changes)} - {None}  # type: ignore[return-value]


def _unknown_references(entry: Entry, source: Source, ids: dict[str, dict[str, Source]]) -> Iterator[Problem]:
    for path, value in _references(entry):
        name, called = REFERENCES[str(next(step for step in reversed(path) if isinstance(step, str)))]
        known = ids.get(name, {})
        if value not in known and value != "all":
            mistake = Mistake(f"There is no {called} “{value}”", nearest(value, known))
            yield source.document.problem_at((*source.path, *path), mistake)


def _references(entry: Entry) -> Iterator[tuple[Path_, str]]:
    """Give the path and the value of every id that an entry names."""
    for key in REFERENCES:
        value = getattr(entry, f"{key}_", None) or getattr(entry, key, None)
        for index, item in enumerate(value if isinstance(value, tuple) else ()):
            yield (key, index), item
        if isinstance(value, str):
            yield (key,), value
    for index, change in enumerate(getattr(entry, "changes", ())):
        if change.branch:
            yield ("changes", index, "branch"), change.branch


def _front_matter(path: Path, name: str) -> Document:
    """Return the front matter of a Markdown page: what stands between its first two lines of ``---``."""
    document = read_lines(path, name)
    if document.problems:
        return document
    lines = document.lines
    if not lines or lines[0].strip() != "---":
        example = "begin the file with ---, a line “title: ...” and ---"
        document.problems.append(document.problem(Place(1, 1), "This page has no title", example))
        return document
    closing = next((n for n, line in enumerate(lines[1:], start=1) if line.strip() == "---"), None)
    if closing is None:
        document.problems.append(document.problem(Place(1, 1, 3), "The front matter is not closed", "add a line ---"))
        return document
    return parse("\n".join(lines[1:closing]).encode(), name, offset=1)


def read_lines(path: Path, name: str) -> Document:
    """Read the lines of a text file that is not YAML."""
    document = Document(name)
    try:
        document.lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        message = "This file cannot be read as text in UTF-8"
        document.problems.append(Problem(name, Place(1, 1), message, "save it again with the encoding UTF-8"))
    return document


def _field_problem(document: Document, path: Path_, kind: type[Entry], fault: Any) -> Problem:
    """Turn one of pydantic's errors into a problem in plain words."""
    where = (*path, *fault["loc"])
    key = str(fault["loc"][-1]) if fault["loc"] else ""
    if fault["type"] == "missing":
        needed = f"“{key}” is missing from this entry"
        return document.problem_at(where[:-1], Mistake(needed, f"add a line “{key}:”"))
    if fault["type"] == "extra_forbidden":
        known = _keys_at(kind, fault["loc"][:-1])
        return document.problem_at(where, Mistake(f"“{key}” is not known here", nearest(key, known)), at_key=True)
    mistake = fault.get("ctx", {}).get("error")
    if isinstance(mistake, Mistake):
        return document.problem_at((*where, mistake.key) if mistake.key else where, mistake)
    if fault["type"] in {"too_short", "tuple_type", "list_type", "model_type", "dict_type", "model_attributes_type"}:
        return document.problem_at(where, Mistake("This is not in the right form", "compare it with the example"))
    return document.problem_at(where, Mistake("This value does not fit here", "compare it with the example"))


def _keys_at(kind: type[Entry], loc: Iterable[str | int]) -> list[str]:
    """Return the keys that an entry knows at a place within it."""
    model: Any = kind
    for step in loc:
        if isinstance(step, str) and (found := model.model_fields.get(step) or model.model_fields.get(f"{step}_")):
            model = next((m for m in _models_in(found.annotation)), model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)
