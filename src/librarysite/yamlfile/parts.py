"""Reads a file that cannot be read as a whole: cut where its lists and entries begin, each part by itself.

So a slip in one entry hides nothing of the others. An entry that cannot be read even then leaves its id.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from librarysite.problems import Mistake, Place, Problem, count
from librarysite.yamlfile.cut import WITHOUT_DASH, Part, cut
from librarysite.yamlfile.indentation import far_in, indent, is_idle, key_column
from librarysite.yamlfile.mend import mend
from librarysite.yamlfile.slips import twice
from librarysite.yamlfile.text import ids_in
from librarysite.yamlfile.tree import FileKeys, Mapping, Node, Scalar, Sequence, is_blank


def read_parts(
    lines: list[str], offset: int, known: FileKeys, guessed: Collection[int] = ()
) -> tuple[Node | None, list[Problem[Place]], list[str]]:
    """Return what can be read, the problems of every part, and the lines as they were meant.

    ``guessed`` has the lines whose meaning is a guess already.
    """
    reading = _PartReader(lines, offset, known, guessed)
    for part in cut(lines, known):
        reading.take(part)
    return reading.root(), reading.problems, reading.meant


class _PartReader:
    """Puts the trees of the parts together."""

    def __init__(self, lines: list[str], offset: int, known: FileKeys, guessed: Collection[int]) -> None:
        self.lines = lines
        self.offset = offset
        self.known = known
        self.guessed = guessed
        self.problems: list[Problem[Place]] = []
        self.top = Mapping({}, {}, Place(offset + 1, 1))
        self.lost = False
        self.meant = list(lines)
        self.other: Node | None = None

    def root(self) -> Node | None:
        """Return the tree of the file: its keys, or the list of entries without a key, or nothing."""
        if not self.top.values:
            return self.other
        return replace(self.top, lost=self.lost)

    def take(self, part: Part) -> None:
        lines = self.lines[part.first : part.end]
        told = len(self.problems)
        fields: Collection[str] = ()
        if part.column is None:
            self._tell_if_in(part, lines[0])
        else:
            fields = self.known.top.get(part.key, frozenset())
            lines[0] = self._begun(part, lines)
            lines = self._with_items_further_in(part, lines, fields)
        guessed = any(n in self.guessed for n in range(part.first, part.end))
        mended = mend(lines, self.offset + part.first, self.known, fields, guessed=guessed)
        self.meant[part.first : part.end] = mended.lines
        if mended.piece.root is not None or len(self.problems) == told:
            self.problems += mended.problems
        root = mended.piece.root
        if part.column is not None:
            self._add_entries(part, root, lost=mended.lost)
        elif root is None:
            self._add_unread(part)
        elif isinstance(root, Mapping):
            self._add_keys(root, lost=mended.lost)
        elif self.other is None:
            self.other = root

    def _tell_if_in(self, part: Part, line: str) -> None:
        """Tell a key of the file that is not at the left edge, where others are."""
        here = indent(line)
        if part.key and here and any(place.column == 1 for place in self.top.keys.values()):
            remedy = f"delete {count(here, 'space')}"
            mistake = Mistake(f"This line is {far_in(here)}, and should be at the left edge", remedy)
            self._tell(part.first, here, len(part.key), mistake)

    def _begun(self, part: Part, lines: list[str]) -> str:
        """Return the first line of an entry with its dash, where the dashes of the list stand."""
        line, column = lines[0], part.column or 0
        if found := WITHOUT_DASH.fullmatch(line):
            return self._with_dash(part.first, found, column)
        here = indent(line)
        if here == column or not self.top.keys:
            return line
        below = next((other for other in lines[1:] if not is_idle(other)), "")
        together = indent(below) == key_column(line)
        away = f"{'delete' if here > column else 'add'} {count(abs(here - column), 'space')}"
        mistake = Mistake(
            f"This dash is {far_in(here)}, and those of the other entries {far_in(column)}",
            away + (", here and in the lines below that go with it" if together else ""),
        )
        self._tell(part.first, here, 1, mistake)
        return line if together else " " * column + line.lstrip(" ")

    def _with_dash(self, number: int, found: re.Match[str], column: int) -> str:
        """Tell the first line of an entry that has no dash, and return it with one."""
        here, key = len(found[1]), found[3]
        before = f"“- ” in place of the {count(here - column, 'space')} before it"
        remedy = f"write {before}" if here > column else f"write - {found[2]}"
        self._tell(number, here, len(key), Mistake("An entry begins with a dash", remedy))
        return " " * column + "- " + found[2]

    def _with_items_further_in(self, part: Part, lines: list[str], fields: Collection[str]) -> list[str]:
        """Tell the items of a list within an entry that stand as far left as the entry's own dash."""
        if not fields or part.column is None:
            return lines
        above, moved = "", list(lines)
        for n, line in enumerate(lines):
            if n and re.match(r" *- +\S", line) and indent(line) <= part.column + 1:
                key = re.match(r" *+(?:- ++)*+([\w-]+) *: *(?:#.*)?$", above)
                column = (key_column(above) if key else part.column + 2) + 2
                of = f" below “{key[1]}:”" if key else ""
                message = f"This dash{of} is {far_in(indent(line))}, and should be {far_in(column)}"
                remedy = f"add {count(column - indent(line), 'space')}"
                self._tell(part.first + n, indent(line), 1, Mistake(message, remedy))
                moved[n] = " " * column + line.lstrip(" ")
            elif not is_idle(line):
                above = line
        return moved

    def _tell(self, line: int, column: int, length: int, mistake: Mistake) -> None:
        self.problems.append(Problem(Place(self.offset + line + 1, column + 1, length), mistake))

    def _add_entries(self, part: Part, root: Node | None, *, lost: bool) -> None:
        items = root.items if isinstance(root, Sequence) else [self._unread(part)]
        items = [
            replace(item, lost=item.lost or lost) if isinstance(item, Mapping) else item for item in items
        ]
        if not part.key:
            if not isinstance(self.other, Sequence):
                self.other = Sequence([], items[0].place)
            self.other.items.extend(items)
            return
        there = self.top.values.get(part.key)
        if isinstance(there, Scalar) and not there.empty:
            place = there.place
            mistake = Mistake(f"A list follows, so nothing may stand after “{part.key}:”", "delete this")
            self.problems.append(Problem(place, mistake))
        if not isinstance(there, Sequence):
            there = self.top.values[part.key] = Sequence([], items[0].place)
        there.items.extend(items)

    def _unread(self, part: Part) -> Mapping:
        """Return an entry of which nothing but its id is known."""
        place = Place(self.offset + part.first + 1, indent(self.lines[part.first]) + 1)
        found = next(ids_in(self.lines[part.first : part.end]), None)
        if found is None:
            return Mapping({}, {}, place, lost=True)
        return Mapping({"id": Scalar(found, place)}, {"id": place}, place, lost=True)

    def _add_unread(self, part: Part) -> None:
        self.lost = True
        if part.key:
            node = self._unread(part)
            self.top.keys.setdefault(part.key, node.place)
            self.top.values.setdefault(part.key, node)

    def _add_keys(self, root: Mapping, *, lost: bool) -> None:
        self.lost = self.lost or lost
        for key, node in root.values.items():
            place = root.keys[key]
            if key in self.top.keys:
                mistake = twice(
                    key, self.top.keys[key].line, list_of_file=isinstance(node, Sequence) or is_blank(node)
                )
                self.problems.append(Problem(place, mistake))
            self.top.keys.setdefault(key, place)
            self.top.add(key, replace(node, lost=node.lost or lost) if isinstance(node, Mapping) else node)
