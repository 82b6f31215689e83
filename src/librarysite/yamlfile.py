"""Reads one YAML file into a tree in which nothing is guessed.

PyYAML's own loader would guess: ``9:30`` becomes 570, ``no`` becomes False, a repeated key silently wins.
Here only its parser is used, event by event.
"""

import re
from dataclasses import replace
from pathlib import Path

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stubs forget to export it

from librarysite.problems import Mistake, Place, Problem
from librarysite.rawfile import file_bytes
from librarysite.yamlfaults import CURLY, CURLY_QUOTES, Mark, dash_fault, line_faults, syntax_fault
from librarysite.yamltree import Document, Mapping, Node, Path_, Scalar, Sequence, plain

__all__ = ["Document", "Mapping", "Node", "Path_", "Scalar", "Sequence", "parse", "plain", "read"]

DEEPEST = 12
# Keys counted too: a file of the largest size has fewer, unless it is made of commas.
MOST_VALUES = 500_000
EMPTY = {"~", "null", "Null", "NULL"}


def read(path: Path, name: str) -> Document:
    """Read a YAML file; ``name`` is how messages call it. Every fault ends up in ``problems``."""
    try:
        return parse(file_bytes(path), name)
    except Mistake as mistake:
        return Document(name, problems=[Problem(name, Place(1, 1), mistake.message, mistake.remedy)])


def parse(raw: bytes, name: str, offset: int = 0) -> Document:
    """Read the bytes of a YAML document that begins ``offset`` lines down in its file."""
    document = Document(name, offset=offset)
    text = _decode(raw, document)
    if text is None:
        return document
    document.lines = [""] * offset + [line.rstrip("\r") for line in text.split("\n")]
    for place, mistake in line_faults(document.lines):
        document.problems.append(document.problem(place, mistake.message, mistake.remedy))
    if not document.problems:
        _parse_events(text, document)
    return document


def _decode(raw: bytes, document: Document) -> str | None:
    text = raw.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
    if not (first := NO_UTF_8.search(text)):
        return text
    line, column = text.count("\n", 0, first.start()) + 1, first.start() - text.rfind("\n", 0, first.start())
    meant = NO_UTF_8.sub(lambda found: bytes([ord(found[0]) % 256]).decode("cp1252", "replace"), text)
    document.lines = [""] * document.offset + meant.split("\n")
    document.problems.append(
        document.problem(
            Place(line + document.offset, column),
            "This character was saved in an old Windows encoding",
            "type it again and save the file as UTF-8",
        )
    )
    return None


NO_UTF_8 = re.compile("[\udc80-\udcff]")  # what a byte that is none becomes
# Matched at a place within a line: to cut off its rest for each value would take a day where a line is very long.
LINE_ENDS = re.compile(r":\s*(#.*)?$")
LOST_WORDS = re.compile(r"\s+(#\S.*)")
LOST_VALUE = re.compile(r":\s+(#[^\s#].*)")
UNSPEAKABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class _StopReading(Exception):
    """Reading cannot go on; the problem has been noted."""


def _parse_events(text: str, document: Document) -> None:
    builder = _Builder(document)
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            builder.take(event)
            if isinstance(event, yaml.StreamEndEvent):
                break
    except _StopReading:
        return
    except yaml.YAMLError as error:
        place, mistake = syntax_fault(error, document.lines, document.offset, builder.quoted)
        document.problems.append(document.problem(place, mistake.message, mistake.remedy))
        return
    finally:
        parser.dispose()
    document.root = builder.root or Scalar("", Place(1, 1), empty=True)


class _Builder:
    """Turns parser events into a tree and notes what an editor's file must not hold."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root: Node | None = None
        self.open: list[tuple[Sequence | Mapping, bool]] = []
        self.key: list[tuple[str, Place] | None] = []
        self.documents = 0
        self.quoted: list[Place] = []
        self.values = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                event, "A name beginning with * has a special meaning here", "put quotes round the text"
            )
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

    def _begin(self, node: Sequence | Mapping, event: yaml.CollectionStartEvent) -> None:
        self._refuse_marks(event)
        self._add(node, event)
        if len(self.open) >= DEEPEST:
            self._refuse(event, "This is nested too deeply", "check the brackets and the indentation")
        self.open.append((node, bool(event.flow_style)))
        self.key.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_marks(event)
        place = self._place(event)
        unquoted = event.style in (None, "")
        empty = not event.value.strip() or (unquoted and event.value in EMPTY)
        if UNSPEAKABLE.search(event.value):
            self._note(place, "There is a control character here, written as a code", "delete it")
        if unquoted:
            self._refuse_curly_quotes(event, place)
            self._refuse_stuck_dashes(event)
            self._refuse_lost_words(event)
        elif event.style in ("'", '"'):
            self.quoted = [place, self._end(event)]
        if unquoted and not event.value and self.open and self.open[-1][1] and self.key[-1]:
            key, key_place = self.key[-1]
            self._note(
                key_place,
                f"“{key}” has no value: a comma inside {{ }} ends a value",
                "put quotes round text with a comma",
            )
        self._add(Scalar(event.value.rstrip("\n"), place, empty), event)

    def _add(self, node: Node, event: yaml.Event) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            self._refuse(event, f"There are more than {MOST_VALUES:,} values in this file", "divide it")
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
            message = f"“{node.value}” is written twice in the same entry, first in line {first}"
            list_of_file = len(self.open) == 1 and self._line_ends(node.place)
            remedy = f"move the entries below it under line {first}" if list_of_file else "keep one of them"
            self._note(node.place, message, remedy)
        else:
            parent.keys[node.value] = node.place
        self.key[-1] = (node.value, node.place)

    def _line_ends(self, place: Place) -> bool:
        """Tell whether nothing stands after a key on its line, so that a list follows."""
        line, end = self.document.lines[place.line - 1], place.column - 1 + place.length
        return LINE_ENDS.match(line, end) is not None

    def _refuse_marks(self, event: yaml.CollectionStartEvent | yaml.ScalarEvent) -> None:
        if event.anchor:
            self._refuse(
                event, "A name beginning with & has a special meaning here", "put quotes round the text"
            )
        if event.tag and not event.tag.startswith("tag:yaml.org,2002:"):
            self._refuse(
                event, "A word beginning with ! has a special meaning here", "put quotes round the text"
            )
        elif event.tag:
            self._refuse(event, "A word beginning with !! has a special meaning here", "delete it")

    def _refuse_curly_quotes(self, event: yaml.ScalarEvent, place: Place) -> None:
        if CURLY.match(event.value):
            start = Place(place.line, place.column)
            self._note(start, CURLY_QUOTES.message, CURLY_QUOTES.remedy)

    def _refuse_stuck_dashes(self, event: yaml.ScalarEvent) -> None:
        """Refuse ``-children``: YAML takes it, and the lines below it, for one text."""
        first, last = self._place(event).line, self._end(event).line
        in_list = bool(self.open) and isinstance(self.open[-1][0], Sequence)
        if not (event.value.startswith("-") or (in_list and last > first)):
            return
        for number in range(first, (last if in_list else first) + 1):
            line = self.document.lines[number - 1]
            alone = number > first or not line[: self._place(event).column - 1].strip(" -")
            if alone and (fault := dash_fault(line, number)):
                self._note(fault[0], fault[1].message, fault[1].remedy)
                raise _StopReading

    def _refuse_lost_words(self, event: yaml.ScalarEvent) -> None:
        """Refuse ``Room #3``: YAML takes the rest of the line for a comment and loses it."""
        end = self._end(event)
        lost = LOST_WORDS.match(self.document.lines[end.line - 1], end.column - 1)
        if not event.value and self.open and isinstance(self.open[-1][0], Mapping) and self.key[-1]:
            self._refuse_lost_value(*self.key[-1])
        elif lost and event.value:
            place = Place(end.line, lost.start(1) + 1, len(lost.group(1)))
            self._note(
                place,
                f"Everything after # is lost: only “{event.value}” would be read",
                "put quotes round the whole text, or a space after # if it is a remark",
            )

    def _refuse_lost_value(self, key: str, place: Place) -> None:
        """Refuse ``cost: #free``: YAML takes the value for a comment, and the key has none."""
        start = place.column - 1 + place.length
        if lost := LOST_VALUE.match(self.document.lines[place.line - 1], start):
            lies = Place(place.line, lost.start(1) + 1, len(lost.group(1)))
            remedy = "put quotes round the text, or a space after # if it is a remark"
            self._note(lies, f"Everything after # is lost: “{key}” would be empty", remedy)

    def _place(self, event: yaml.Event) -> Place:
        start, end = self._at(event.start_mark), self._at(event.end_mark)
        return replace(start, length=max(1, end.column - start.column) if start.line == end.line else 1)

    def _end(self, event: yaml.Event) -> Place:
        return self._at(event.end_mark)

    def _at(self, mark: Mark | None) -> Place:
        """Return the place of a mark; after a last line that has no line end the parser counts one more."""
        assert mark is not None  # the parser marks all events
        return Place(min(mark.line + 1 + self.document.offset, len(self.document.lines)), mark.column + 1)

    def _note(self, place: Place, message: str, remedy: str) -> None:
        self.document.problems.append(self.document.problem(place, message, remedy))

    def _refuse(self, event: yaml.Event, message: str, remedy: str) -> None:
        self._note(self._place(event), message, remedy)
        raise _StopReading
