"""One YAML file as a tree in which every scalar is text and every value knows its place."""

from dataclasses import dataclass, field, replace

from librarysite.problems import InFile, Mistake, Place, Problem


@dataclass(frozen=True)
class Scalar:
    """A piece of text. ``empty`` when the file has nothing after the key, or only quotation marks."""

    value: str
    place: Place
    empty: bool = False


@dataclass(frozen=True)
class Sequence:
    """A list of values."""

    items: list["Node"]
    place: Place


@dataclass(frozen=True)
class Mapping:
    """Keys and values; each key keeps its own place.

    ``lost`` when lines of it could not be read, so that nobody can say what is missing from it.
    """

    values: dict[str, "Node"]
    keys: dict[str, Place]
    place: Place
    lost: bool = False

    def add(self, key: str, node: "Node") -> "Node":
        """Add a value; of a key that is there already the first value stays, and two lists become one.

        Return the list that items go into, or else the value.
        """
        first = self.values.setdefault(key, node)
        if first is node or not (isinstance(first, Sequence) and isinstance(node, Sequence)):
            return node
        first.items.extend(node.items)
        return first


Node = Scalar | Sequence | Mapping
Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class FileKeys:
    """Which keys a file may have: at its left edge, each with the keys of what is in it, and anywhere.

    ``within`` has, for each key of an entry, the keys that may be below it.
    """

    top: dict[str, frozenset[str]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    within: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def fields(self) -> frozenset[str]:
        """The keys of the entries of all lists."""
        return frozenset().union(*self.top.values())


@dataclass
class Document:
    """One file as read: its lines, its tree (None when it could not be read) and its problems.

    ``left_out`` has the ids on the other side of an unfinished merge, which are not in the tree.
    """

    name: str
    lines: list[str] = field(default_factory=list)
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    offset: int = 0
    left_out: set[str] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)

    def note_moved(self, meant: list[str]) -> None:
        """Note by how much the indentation of each line differs from what was meant, so that markers stand right."""
        for number, (line, other) in enumerate(
            zip(self.lines[self.offset :], meant, strict=True), self.offset + 1
        ):
            if line != other and other:
                away = (len(line) - len(line.lstrip())) - (len(other) - len(other.lstrip()))
                self.moved[number] = away

    def problem(self, place: Place, mistake: Mistake, *, warning: bool = False) -> Problem:
        """Return a problem at a place of this file, with the line it is about."""
        source = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        place = replace(
            place, column=min(place.column, len(source) + 1)
        )  # the parser may stand beyond the line
        return Problem(InFile(self.name, place, source), mistake, warning)

    def in_file(self, problem: Problem[Place]) -> Problem:
        """Return a problem at a place in the text of this file as one in the file."""
        return self.problem(problem.at, problem.mistake, warning=problem.warning)

    def problem_at(self, path: Path_, mistake: Mistake, *, at_key: bool = False) -> Problem:
        """Return a problem at the value (or the key) that a path of keys and indices leads to."""
        return self.problem(self.place(path, at_key=at_key), mistake)

    def place(self, path: Path_, *, at_key: bool = False) -> Place:
        """Return the place of the nearest existing value on a path."""
        node, place = self.root, Place(1, 1)
        for depth, step in enumerate(path):
            below = _below(node, step)
            if below is None:
                break
            if isinstance(node, Mapping) and at_key and depth == len(path) - 1:
                place = node.keys.get(str(step), below.place)
            else:
                place = below.place
            node = below
        return replace(place, column=max(1, place.column + self.moved.get(place.line, 0)))

    def has_key(self, path: Path_) -> bool:
        """Tell whether the file has the last key of a path, with or without a value."""
        node = self.root
        for step in path[:-1]:
            node = _below(node, step)
        return isinstance(node, Mapping) and path[-1] in node.keys


def _below(node: Node | None, step: str | int) -> Node | None:
    """Return what a key or an index leads to; one value may stand for a list of one, and an index stays."""
    if isinstance(node, Mapping) and step in node.values:
        return node.values[str(step)]
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return node if isinstance(step, int) else None


def is_blank(node: Node | None) -> bool:
    """Tell whether there is nothing: web forms write an empty field as ``''``, ``null``, ``[]`` or ``{}``."""
    if isinstance(node, Scalar):
        return node.empty
    if isinstance(node, Sequence):
        return not node.items
    return isinstance(node, Mapping) and not node.keys


def plain(node: Node | None) -> object:
    """Return a tree as dicts, lists and text, leaving out keys that have nothing after them."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.values.items() if not is_blank(value)}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value if node else None
