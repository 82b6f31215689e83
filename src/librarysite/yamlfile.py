"""Reads one YAML file into a tree in which every scalar is text and every value knows its place.

PyYAML's own loader would guess: ``9:30`` becomes 570, ``no`` becomes False, a repeated key silently wins.
Here only its parser is used, event by event, and nothing is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.cyaml import CParser

from librarysite.problems import Mistake, Place, Problem

DEEPEST = 12
EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Scalar:
    """A piece of text. ``empty`` when the file has nothing after the key."""

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
    """Keys and values; each key keeps its own place."""

    values: dict[str, "Node"]
    keys: dict[str, Place]
    place: Place


Node = Scalar | Sequence | Mapping
Path_ = tuple[str | int, ...]


@dataclass
class Document:
    """One file as read: its lines, its tree (None when it could not be read) and its problems."""

    name: str
    lines: list[str] = field(default_factory=list)
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    offset: int = 0

    def problem(self, place: Place, message: str, remedy: str = "", warning: bool = False) -> Problem:
        """Return a problem at a place of this file, with the line it is about."""
        source = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        return Problem(self.name, place, message, remedy, source, warning)

    def problem_at(self, path: Path_, mistake: Mistake, *, at_key: bool = False) -> Problem:
        """Return a problem at the value (or the key) that a path of keys and indices leads to."""
        return self.problem(self.place(path, at_key=at_key), mistake.message, mistake.remedy)

    def place(self, path: Path_, *, at_key: bool = False) -> Place:
        """Return the place of the nearest existing value on a path."""
        node, place = self.root, Place(1, 1)
        for depth, step in enumerate(path):
            last_key = at_key and depth == len(path) - 1
            if isinstance(node, Mapping) and step in node.values:
                place = node.keys[str(step)] if last_key else node.values[str(step)].place
                node = node.values[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                place = node.place
            elif not isinstance(step, int):
                break  # an index on anything but a list: one value stands where several may
        return place


def plain(node: Node | None) -> object:
    """Return a tree as dicts, lists and text, leaving out keys that have nothing after them."""
    if isinstance(node, Mapping):
        filled = {k: v for k, v in node.values.items() if not (isinstance(v, Scalar) and v.empty)}
        return {key: plain(value) for key, value in filled.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value if node else None


def read(path: Path, name: str) -> Document:
    """Read a YAML file; ``name`` is how messages call it. Every fault ends up in ``problems``."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        why = error.strerror or "unknown reason"
        return Document(name, problems=[Problem(name, Place(1, 1), f"This file cannot be read: {why}")])
    return parse(raw, name)


def parse(raw: bytes, name: str, offset: int = 0) -> Document:
    """Read the bytes of a YAML document that begins ``offset`` lines down in its file."""
    document = Document(name, offset=offset)
    text = _decode(raw, document)
    if text is None:
        return document
    document.lines = [""] * offset + [line.rstrip("\r") for line in text.split("\n")]
    document.problems.extend(_unreadable_lines(document))
    if not document.problems:
        _parse_events(text, document)
    return document


def _decode(raw: bytes, document: Document) -> str | None:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        document.lines = raw.decode("cp1252", "replace").splitlines()
        document.problems.append(
            document.problem(
                Place(line + document.offset, column),
                "This character was saved in an old Windows encoding",
                "type it again and save the file as UTF-8",
            )
        )
        return None


LINE_FAULTS = [
    (
        re.compile(r"^(<{7}|>{7}|={7}|\|{7})( |$)"),
        "Two people's edits met here and were never joined",
        "keep the right lines and delete this mark",
    ),
    (re.compile(r"^ *(\t+)"), "A tab is used to indent", "use spaces, two for each step"),
    (re.compile(r"([\u00a0\u2007\u202f])"), "There is a no-break space here", "type an ordinary space instead"),
    (re.compile(r"([\u200b\u2060\ufeff])"), "There is an invisible character here", "delete it"),
    (re.compile(r"([\x00-\x08\x0b\x0c\x0e-\x1f\x7f])"), "There is a control character here", "delete it"),
    (
        re.compile(r"(?::|^ *-) +([‘’“”])"),
        "Curly quotation marks do not hold a value together",
        "use straight ones: \" or '",
    ),
]


def _unreadable_lines(document: Document) -> Iterator[Problem]:
    """Find what the YAML parser would misread or explain badly, line by line."""
    for number, line in enumerate(document.lines, start=1):
        for pattern, message, remedy in LINE_FAULTS:
            found = pattern.search(line)
            if found:
                start, end = found.span(1)
                yield document.problem(Place(number, start + 1, end - start), message, remedy)


class _Stop(Exception):
    """Reading cannot go on; the problem has been noted."""


def _parse_events(text: str, document: Document) -> None:
    builder = _Builder(document)
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            builder.take(event)
            if isinstance(event, yaml.StreamEndEvent):
                break
    except _Stop:
        return
    except yaml.YAMLError as error:
        document.problems.append(_syntax_problem(error, document))
        return
    finally:
        parser.dispose()
    document.root = builder.root


class _Builder:
    """Turns parser events into a tree and notes what an editor's file must not hold."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root: Node | None = None
        self.open: list[tuple[Sequence | Mapping, bool]] = []
        self.key: list[tuple[str, Place] | None] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "A name beginning with * has a special meaning here", "put quotes round the text")
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin(Sequence([], self._place(event)), event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin(Mapping({}, {}, self._place(event)), event)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self.open.pop()
            self.key.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse(event, "A line of --- starts a second document", "delete the line")

    def _begin(self, node: Sequence | Mapping, event: yaml.Event) -> None:
        self._refuse_marks(event)
        self._add(node, event)
        if len(self.open) >= DEEPEST:
            self._refuse(event, "This is nested too deeply", "check the brackets and the indentation")
        self.open.append((node, bool(event.flow_style)))
        self.key.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_marks(event)
        unquoted = event.style in (None, "")
        place = self._place(event)
        empty = unquoted and event.value in EMPTY
        if unquoted:
            self._refuse_lost_words(event)
        if empty and self.open and self.open[-1][1] and self.key[-1]:
            key, key_place = self.key[-1]
            self._note(key_place, f"“{key}” has no value: a comma inside {{ }} ends a value",
                       "put quotes round text with a comma")  # fmt: skip
        self._add(Scalar(event.value, place, empty), event)

    def _add(self, node: Node, event: yaml.Event) -> None:
        if not self.open:
            self.root = self.root or node
            return
        parent = self.open[-1][0]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif self.key[-1] is None:
            self._take_key(parent, node, event)
        else:
            key, _ = self.key[-1]
            parent.values.setdefault(key, node)
            self.key[-1] = None

    def _take_key(self, parent: Mapping, node: Node, event: yaml.Event) -> None:
        if not isinstance(node, Scalar):
            self._refuse(event, "A key must be a word", "put quotes round the text")
            return
        if node.value in parent.keys:
            first = parent.keys[node.value].line
            self._note(node.place, f"“{node.value}” is written twice in the same entry, first in line {first}",
                       "keep one of them")  # fmt: skip
        else:
            parent.keys[node.value] = node.place
        self.key[-1] = (node.value, node.place)

    def _refuse_marks(self, event: yaml.Event) -> None:
        if event.anchor:
            self._refuse(event, "A name beginning with & has a special meaning here", "put quotes round the text")
        if event.tag and not event.tag.startswith("tag:yaml.org,2002:"):
            self._refuse(event, "A word beginning with ! has a special meaning here", "put quotes round the text")
        elif event.tag:
            self._refuse(event, "A word beginning with !! has a special meaning here", "delete it")

    def _refuse_lost_words(self, event: yaml.ScalarEvent) -> None:
        """Refuse ``Room #3``: YAML takes the rest of the line for a comment and loses it."""
        line = self.document.lines[event.end_mark.line + self.document.offset]
        lost = re.match(r"\s+(#\S.*)", line[event.end_mark.column :])
        if lost and event.value:
            column = event.end_mark.column + lost.start(1) + 1
            place = Place(event.end_mark.line + 1 + self.document.offset, column, len(lost.group(1)))
            self._note(place, f"Everything after # is lost: only “{event.value}” would be read",
                       "put quotes round the whole text, or a space after # if it is a remark")  # fmt: skip

    def _place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Place(start.line + 1 + self.document.offset, start.column + 1, max(1, length))

    def _note(self, place: Place, message: str, remedy: str) -> None:
        self.document.problems.append(self.document.problem(place, message, remedy))

    def _refuse(self, event: yaml.Event, message: str, remedy: str) -> None:
        self._note(self._place(event), message, remedy)
        raise _Stop


def _syntax_problem(error: yaml.YAMLError, document: Document) -> Problem:
    """Return the parser's complaint in plain words, at the line where the slip most likely is."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or "")
    if "quoted scalar" in str(getattr(error, "context", "")) and context:
        return document.problem(
            Place(context.line + 1 + document.offset, context.column + 1),
            "A quotation mark opens here and is never closed",
            "add the closing quotation mark, or double an apostrophe inside: 'Reader''s hour'",
        )
    line = (mark.line if mark else 0) + 1 + document.offset
    place = Place(min(line, len(document.lines)), (mark.column if mark else 0) + 1)
    return _explained(said, place, document)


def _explained(said: str, place: Place, document: Document) -> Problem:
    source = document.lines[place.line - 1]
    if "mapping values are not allowed" in said:
        return document.problem(
            place, "A colon followed by a space starts a new value here", "put quotes round the text that has it"
        )
    if "could not find expected ':'" in said:
        guess = place.line - 1 if place.line > 1 and ":" not in document.lines[place.line - 2] else place.line
        text = document.lines[guess - 1]
        start = len(text) - len(text.lstrip()) + 1
        return document.problem(
            Place(guess, start, len(text.strip()) or 1),
            "This line has no “key: value” form",
            "write the key, a colon, a space and the value",
        )
    if "did not find expected" in said and ("block end" in said or "key" in said or "indicator" in said):
        return document.problem(
            place,
            "This line does not line up with the lines above it, or the one above is not finished",
            "use two spaces for each step, and close every quotation mark and bracket",
        )
    if "did not find expected ',' or" in said:
        return document.problem(place, "A bracket before this is not closed", "add the missing ] or }")
    if "cannot start any token" in said:
        return document.problem(
            place,
            f"A value cannot begin with “{source[place.column - 1 : place.column]}”",
            "put quotes round the text",
        )
    return document.problem(
        place, "This line cannot be read", "compare it with the example at the top of the file"
    )
