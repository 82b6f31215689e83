"""Builds the tree of a piece of YAML from its parser's events, and notes what an editor's file must not hold."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stubs forget to export it

from librarysite.problems import Mistake, Place, Problem, error
from librarysite.yamlfile.slips import CURLY, CURLY_QUOTES, NEVER_CLOSED, NO_KEY, slip_of_a_line, twice
from librarysite.yamlfile.stop import (
    MOST_VALUES,
    NOT_A_KEY,
    TOO_DEEP,
    TOO_MANY,
    Mark,
    Point,
    Stop,
    StopError,
    point,
    stop_of,
)
from librarysite.yamlfile.tree import Mapping, Node, Scalar, Sequence

DEEPEST = 12
EMPTY = {"~", "null", "Null", "NULL"}
UNSPEAKABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
KEY = re.compile(r" *+(?:- ++)*+([a-z_][\w-]*) *:(?: |$)")
# Matched at a place within a line: to cut off its rest for each value would take a day where a line is very long.
LINE_ENDS = re.compile(r":\s*(#.*)?$")
LOST = re.compile(r"(\s+)(#\S.*)")
LOST_VALUE = re.compile(r":\s+(#[^\s#].*)")
PATH_OF_WINDOWS = re.compile(r"\b[A-Za-z]:\\[A-Za-z]")  # a program writes two backslashes, which mean one


@dataclass
class Piece:
    """What came of reading: the tree, problems that do not stop the reading, and why it stopped, if it did.

    ``lost_dash`` when the key that begins an entry is there twice, so that it may be two entries.
    """

    root: Node | None = None
    problems: list[Problem[Place]] = field(default_factory=list)
    stop: Stop | None = None
    lost_dash: bool = False


def build(lines: list[str], offset: int = 0, words: Collection[str] = ()) -> Piece:
    """Read lines that stand ``offset`` lines down in their file; ``words`` are the keys that may be in them."""
    builder = _Builder(lines, offset, words)
    parser = CParser("\n".join(lines))
    try:
        while (event := parser.get_event()) is not None:
            builder.take(event)
            if isinstance(event, yaml.StreamEndEvent):
                break
    except StopError as refused:
        return Piece(None, builder.problems, refused.stop)
    except yaml.YAMLError as error:
        return Piece(None, builder.problems, stop_of(error, lines, builder.quoted))
    finally:
        parser.dispose()
    root = builder.root or Scalar("", Place(1, 1), empty=True)
    return Piece(root, builder.problems, lost_dash=builder.lost_dash)


class _Builder:
    """Turns parser events into a tree."""

    def __init__(self, lines: list[str], offset: int, words: Collection[str]) -> None:
        self.lines = lines
        self.offset = offset
        self.words = words
        self.problems: list[Problem[Place]] = []
        self.root: Node | None = None
        self.open: list[tuple[Sequence | Mapping, bool]] = []
        self.key: list[tuple[str, Place] | None] = []
        self.documents = 0
        self.quoted: tuple[Point, Point] | None = None
        self.lost_dash = False
        self.values = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                event,
                Mistake("A text beginning with * has a special meaning here", "put quotes round the text"),
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
                self._refuse(event, Mistake("A line of --- starts a second document", "delete the line"))

    def _begin(self, node: Sequence | Mapping, event: yaml.CollectionStartEvent) -> None:
        self._refuse_marks(event)
        if isinstance(node, Sequence) and self.open and isinstance(self.open[-1][0], Sequence):
            self._refuse_slip_of(self._at(event.start_mark)[0], lists=True)
        kept = self._add(node, event)
        if len(self.open) >= DEEPEST:
            self._refuse(event, TOO_DEEP)
        self.open.append((kept if isinstance(kept, Sequence) else node, bool(event.flow_style)))
        self.key.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_marks(event)
        place = self._place(event)
        unquoted = event.style in (None, "")
        empty = not event.value.strip() or (unquoted and event.value in EMPTY)
        if UNSPEAKABLE.search(event.value):
            self._note(place, "There is a control character here, written as a code", "delete it")
        value = event.value.rstrip("\n")
        if unquoted:
            self._refuse_stuck_words(event)
            lost = self._lost_words(event)
            value = self._within_quotes(value, place) + lost
            empty = empty and not lost
            if not value:
                self._tell_comma_in_brackets()
        elif event.style in ("'", '"'):
            self._refuse_swallowed_lines(event)
            self.quoted = (self._at(event.start_mark), self._at(event.end_mark))
        self._add(Scalar(value, place, empty), event)

    def _tell_comma_in_brackets(self) -> None:
        """Tell a key in brackets that comes without a value after others: its comma belongs to a text."""
        parent, in_brackets = self.open[-1] if self.open else (None, False)
        if in_brackets and self.key[-1] and isinstance(parent, Mapping) and parent.values:
            key, place = self.key[-1]
            message = f"“{key}” has no value: a comma inside {{ }} ends a value"
            self._note(place, message, "put quotes round text with a comma")

    def _add(self, node: Node, event: yaml.Event) -> Node:
        """Put a node where it belongs; return it, or the list of the same name that is there already."""
        self.values += 1
        if self.values > MOST_VALUES:
            self._refuse(event, TOO_MANY)
        if not self.open:
            self.root = self.root or node
            return node
        parent = self.open[-1][0]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif self.key[-1] is None:
            self._take_key(parent, node, event)
        else:
            key, _ = self.key[-1]
            self.key[-1] = None
            return parent.add(key, node)
        return node

    def _take_key(self, parent: Mapping, node: Node, event: yaml.Event) -> None:
        if not isinstance(node, Scalar):
            self._refuse(event, NOT_A_KEY)
            return
        if node.value in parent.keys:
            list_of_file = len(self.open) == 1 and self._line_ends(event)
            mistake = twice(node.value, parent.keys[node.value].line, list_of_file=list_of_file)
            self.lost_dash = self.lost_dash or node.value in ("id", next(iter(parent.keys)))
            self.problems.append(Problem(node.place, mistake))
        else:
            parent.keys[node.value] = node.place
        self.key[-1] = (node.value, node.place)

    def _line_ends(self, event: yaml.Event) -> bool:
        """Tell whether nothing stands after a key on its line, so that a list follows."""
        line, column = self._at(event.end_mark)
        return LINE_ENDS.match(self.lines[line], column) is not None

    def _refuse_marks(self, event: yaml.CollectionStartEvent | yaml.ScalarEvent) -> None:
        if event.anchor:
            self._refuse(
                event,
                Mistake("A text beginning with & has a special meaning here", "put quotes round the text"),
            )
        if event.tag and not event.tag.startswith("tag:yaml.org,2002:"):
            self._refuse(
                event,
                Mistake("A text beginning with ! has a special meaning here", "put quotes round the text"),
            )
        elif event.tag:
            self._refuse(event, Mistake("A word beginning with !! has a special meaning here", "delete it"))

    def _within_quotes(self, value: str, place: Place) -> str:
        """Refuse curly quotation marks round a value, and one that only closes; return what is within them."""
        if CURLY.match(value):
            self.problems.append(Problem(Place(place.line, place.column), CURLY_QUOTES))
            return value.strip("‘’“”")
        if re.fullmatch(r'[^"]*[^"\W\d]"', value):
            remedy = "delete it, or open the quotation marks before the first word"
            last = Place(place.line, place.column + place.length - 1)
            self._note(last, "A quotation mark closes here that was never opened", remedy)
            return value[:-1]
        return value

    def _refuse_stuck_words(self, event: yaml.ScalarEvent) -> None:
        """Refuse ``-children`` and ``every:Tuesday``: YAML takes them, and the lines below, for one text."""
        start, (last, _) = self._at(event.start_mark), self._at(event.end_mark)
        parent, in_brackets = self.open[-1] if self.open else (None, False)
        is_key = isinstance(parent, Mapping) and self.key[-1] is None
        if in_brackets or (is_key and start[0] == last and event.value.isidentifier()):
            return
        self._refuse_slips_of_lines(start, last, in_list=isinstance(parent, Sequence))
        if self.words and self._is_no_key(event.value, is_key=is_key):
            self._refuse(event, Mistake(NO_KEY, "write the key, a colon, a space and the value"))

    def _refuse_slips_of_lines(self, start: Point, last: int, *, in_list: bool) -> None:
        """Refuse the slips in the lines of a text; what stands before it on its first line is right already."""
        first, column = start
        alone = not self.lines[first][:column].strip(" -")
        for number in range(first if alone else first + 1, last + 1):
            self._refuse_slip_of(number, lists=alone)
            if in_list and number > first:
                self._refuse_dash_within_a_text(number)

    def _is_no_key(self, text: str, *, is_key: bool) -> bool:
        """Tell whether words stand where a key should be, or a key alone where a file or an entry should be."""
        if is_key:
            return " " in text and re.sub("[ -]+", "_", text.lower()) not in self.words
        return not self.open and text.split(" ")[0] in self.words

    def _refuse_slip_of(self, number: int, *, lists: bool) -> None:
        if slip := slip_of_a_line(self.lines[number], number, self.words, lists=lists):
            at = number, slip.column
            raise StopError(Stop("", at, at, None, slip.mistake, slip.length))

    def _refuse_dash_within_a_text(self, number: int) -> None:
        """Refuse an item of a list that is further in than the one above, whose text YAML takes it for."""
        if self.lines[number].lstrip().startswith("- "):
            at = number, len(self.lines[number]) - len(self.lines[number].lstrip())
            raise StopError(Stop("", at, at, None, Mistake("This dash does not stand below the one above")))

    def _refuse_swallowed_lines(self, event: yaml.ScalarEvent) -> None:
        """Refuse a text in quotation marks that goes on over other keys: it ends where another was to begin."""
        first, last = self._at(event.start_mark), self._at(event.end_mark)
        for line in self.lines[first[0] + 1 : last[0] + 1]:
            key = KEY.match(line)
            if key and key[1] in self.words:
                raise StopError(Stop("", first, first, (first, last), NEVER_CLOSED))
        source = self.lines[first[0]][first[1] : last[1]] if first[0] == last[0] else ""
        if event.style == '"' and PATH_OF_WINDOWS.search(source):
            mistake = Mistake("A backslash has a special meaning inside double quotation marks")
            raise StopError(Stop("", first, first, None, mistake, len(source)))

    def _lost_words(self, event: yaml.ScalarEvent) -> str:
        """Refuse ``Room #3``: YAML takes the rest of the line for a comment and loses it. Return what is lost."""
        line, column = self._at(event.end_mark)
        lost = LOST.match(self.lines[line], column)
        if not event.value and self.open and isinstance(self.open[-1][0], Mapping) and self.key[-1]:
            return self._lost_value(*self.key[-1])
        if not lost or not event.value:
            return ""
        place = Place(line + self.offset + 1, lost.start(2) + 1, len(lost.group(2)))
        self._note(
            place,
            f"Everything after # is lost: only “{event.value}” would be read",
            "put quotes round the whole text, or a space after # if it is a remark",
        )
        return lost.group()

    def _lost_value(self, key: str, place: Place) -> str:
        """Refuse ``cost: #free``: YAML takes the value for a comment, and the key has none."""
        start = place.column - 1 + place.length
        lost = LOST_VALUE.match(self.lines[place.line - self.offset - 1], start)
        if not lost:
            return ""
        lies = Place(place.line, lost.start(1) + 1, len(lost.group(1)))
        remedy = "put quotes round the text, or a space after # if it is a remark"
        self._note(lies, f"Everything after # is lost: “{key}” would be empty", remedy)
        return lost.group(1)

    def _place(self, event: yaml.Event) -> Place:
        (line, column), end = self._at(event.start_mark), self._at(event.end_mark)
        place = Place(line + self.offset + 1, column + 1)
        return replace(place, length=max(1, end[1] - column)) if line == end[0] else place

    def _at(self, mark: Mark | None) -> Point:
        return point(mark, self.lines)

    def _note(self, place: Place, message: str, remedy: str) -> None:
        self.problems.append(error(place, message, remedy))

    def _refuse(self, event: yaml.Event, mistake: Mistake) -> None:
        at, place = self._at(event.start_mark), self._place(event)
        raise StopError(Stop("", at, at, None, mistake, place.length))
