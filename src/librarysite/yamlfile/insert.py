"""Adds to a YAML file just the lines that are needed: every byte that is there stays, in its order.

Remarks, order, line ends, a byte order mark and odd indentation are the editors' own. The file is read again
after the change, and must say what it said before plus what was added; otherwise it is not changed at all.
"""

import copy
import re
from typing import Any

import yaml

from librarysite.problems import Mistake
from librarysite.yamlfile.build import EMPTY
from librarysite.yamlfile.reader import parse
from librarysite.yamlfile.slips import CURLY
from librarysite.yamlfile.tree import Path_

BOM = "\ufeff"
NOTHING = {"", *EMPTY}
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
TOO_MESSY = Mistake(
    "A command cannot change this file in the way it is written", "change it by hand: EDITING.md shows how"
)


def add_item(raw: bytes, path: Path_, item: dict[str, Any], after: str | None = None) -> bytes:
    """Return a file with an item added to the end of the list at a path. Mistake if that cannot be done safely.

    A list that is not there yet is begun below the key ``after``, else at the end of what it belongs to.
    """
    return _sure(raw, _Text(raw).add_item(path, item, after), path, item)


def add_key(raw: bytes, path: Path_, text: str) -> bytes:
    """Return a file with a key and its text added to the end of the entry that the path without it leads to."""
    whole = _Text(raw)
    return _sure(raw, whole.add_key(whole.node(path[:-1]), str(path[-1]), text, None), path, text)


def set_key(raw: bytes, path: Path_, text: str, after: str) -> bytes:
    """Return a file with a key at a text: put in place of its old one, or added below the key ``after``."""
    whole = _Text(raw)
    entry, key = whole.node(path[:-1]), str(path[-1])
    there = _value(entry, key)
    new = whole.add_key(entry, key, text, after) if there is None else whole.replace(there, text)
    return _sure(raw, new, path, text)


def _sure(raw: bytes, new: bytes, path: Path_, added: object) -> bytes:
    """Return the new bytes if they say what the old ones said plus what was added."""
    if parse(raw, "").problems or parse(new, "").problems or _said(new) != _with(_said(raw), path, added):
        raise TOO_MESSY
    return new


def _said(raw: bytes) -> Any:
    """Return all that a file says as keys, lists and texts, exactly as written."""
    return yaml.load(raw.decode().removeprefix(BOM), yaml.CBaseLoader)


def _with(data: Any, path: Path_, added: object) -> object:
    """Return what a file says with a key, or with an item of a list, added to it."""
    told = copy.deepcopy(data) if isinstance(data, dict) else {}
    entry = told
    for step in path[:-1]:
        entry = entry[step]
    there = entry.get(path[-1])
    old = there if isinstance(there, list) else []
    entry[path[-1]] = [*old, added] if isinstance(added, dict) else added
    return told


class _Dumper(yaml.SafeDumper):
    """Writes in the house style: lists indented by two spaces, quotation marks only where they are needed."""

    # Nothing is guessed when it is read, so that dates, times and “yes” need no quotation marks.
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 -- PyYAML's own way to say so

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    # What YAML would take as it stands, but the site's reader refuses or takes for nothing, has quotation marks.
    misread = text in NOTHING or CURLY.match(text) or text.startswith("-") or text.endswith(("'", '"'))
    marks = "'" if '"' in text else '"'
    style = "|" if "\n" in text else marks if misread else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def written(value: object, indent: int = 0) -> list[str]:
    """Return a value as an editor would write it, line by line, each indented by some spaces."""
    return [" " * indent + line if line else "" for line in _dumped(value).rstrip("\n").split("\n")]


def _written_in_brackets(value: object) -> str:
    return " ".join(_dumped(value, in_brackets=True).split("\n")).strip()


def _dumped(value: object, *, in_brackets: bool = False) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,  # no text goes on in another line
        default_flow_style=in_brackets,
    )
    return text


class _Text:
    """A file's lines with their ends, and where PyYAML finds its values in them."""

    def __init__(self, raw: bytes) -> None:
        try:
            text = raw.decode("utf-8")
            self.root = yaml.compose(text.removeprefix(BOM), yaml.CSafeLoader)
        except (UnicodeDecodeError, yaml.YAMLError):
            raise TOO_MESSY from None
        self.bom = BOM if text.startswith(BOM) else ""
        self.lines = LINE.findall(text.removeprefix(BOM))

    def node(self, path: Path_) -> yaml.Node:
        """Return what a path leads to."""
        node: yaml.Node | None = self.root
        for step in path:
            if isinstance(step, int) and not isinstance(node, yaml.SequenceNode):
                raise TOO_MESSY  # one entry stands where a list is meant
            node = node.value[step] if isinstance(node, yaml.SequenceNode) else _value(node, str(step))
        if node is None:
            raise TOO_MESSY
        return node

    def add_item(self, path: Path_, item: dict[str, Any], after: str | None) -> bytes:
        key = str(path[-1])
        if self.root is None:
            return self._insert(len(self.lines) - 1, written({key: [item]}))
        entry = self.node(path[:-1])
        there = _value(entry, key)
        if there is None:
            return self.add_key(entry, key, [item], after, apart=len(path) == 1 and after is None)
        if isinstance(there, yaml.SequenceNode):
            return self._add_to_list(there, item, at_the_top=len(path) == 1)
        if isinstance(there, yaml.ScalarNode) and there.value in NOTHING and there.style not in ("'", '"'):
            return self._begin_list(there, written([item], _column(entry, key) + 2))
        raise TOO_MESSY

    def _add_to_list(self, entries: yaml.SequenceNode, item: dict[str, Any], *, at_the_top: bool) -> bytes:
        if entries.flow_style:
            return self._insert_in_brackets(entries, entries.value[-1:], _written_in_brackets(item))
        column = entries.start_mark.column
        lines = written([item], column)
        apart = self._are_apart(entries, at_the_top)
        return self._insert(self._last_line(entries, column), ["", *lines] if apart else lines)

    def _begin_list(self, nothing: yaml.ScalarNode, new: list[str]) -> bytes:
        """Put lines below a key that has no value, or one such as ``null``, which goes."""
        mark = nothing.start_mark
        if nothing.value:
            line = self.lines[mark.line]
            self.lines[mark.line] = line[: mark.column].rstrip() + line[mark.column + len(nothing.value) :]
        return self._insert(mark.line, new)

    def add_key(
        self, entry: yaml.Node, key: str, value: object, after: str | None, *, apart: bool = False
    ) -> bytes:
        if not isinstance(entry, yaml.MappingNode):
            raise TOO_MESSY
        if entry.flow_style:
            piece = _written_in_brackets({key: value})[1:-1]
            return self._insert_in_brackets(entry, [v for _, v in entry.value[-1:]], piece)
        column = entry.start_mark.column
        above = (_value(entry, after) if after else None) or entry
        lines = written({key: value}, column)
        return self._insert(self._last_line(above, column), ["", *lines] if apart else lines)

    def replace(self, node: yaml.Node, text: str) -> bytes:
        """Put a text of one line in place of another one, or of nothing."""
        start, end = node.start_mark, node.end_mark
        if not isinstance(node, yaml.ScalarNode) or start.line != end.line:
            raise TOO_MESSY
        lines = list(self.lines)
        before, rest = lines[start.line][: start.column], lines[start.line][end.column :]
        lines[start.line] = before + (" " if before.endswith(":") else "") + text + rest
        return (self.bom + "".join(lines)).encode()

    def _last_line(self, node: yaml.Node, column: int) -> int:
        """Return the last line of a value, with the remarks right below it that are indented beyond a column."""
        last = self._end(node)
        while last + 1 < len(self.lines) and re.match(rf" {{{column + 1},}}#", self.lines[last + 1]):
            last += 1
        return last

    def _end(self, node: yaml.Node) -> int:
        if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
            last = int(node.end_mark.line)
            if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
                last -= node.end_mark.column == 0 or last == len(self.lines)
                while last > node.start_mark.line and not self.lines[last].strip():
                    last -= 1
            return min(last, len(self.lines) - 1)
        below = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
        return self._end(below)

    def _are_apart(self, entries: yaml.SequenceNode, at_the_top: bool) -> bool:
        """Tell whether a blank line stands between the entries of a list."""
        if len(entries.value) < 2:
            return at_the_top
        return not self.lines[entries.value[-1].start_mark.line - 1].strip()

    def _insert(self, after: int, new: list[str]) -> bytes:
        """Put lines below a line, with the line end that it has, or that most lines have."""
        lines = list(self.lines)
        ends = [re.search(r"[\r\n]*$", line).group() for line in [*lines[after : after + 1], *lines[:1]]]  # type: ignore[union-attr]
        end = next(filter(None, ends), "\n")
        if lines and not lines[after].endswith(("\r", "\n")):
            lines[after] += end
        lines[after + 1 : after + 1] = [line + end for line in new]
        return (self.bom + "".join(lines)).encode()

    def _insert_in_brackets(self, node: yaml.Node, last: list[yaml.Node], piece: str) -> bytes:
        lines = list(self.lines)
        mark = last[0].end_mark if last else node.start_mark
        column = mark.column if last else mark.column + 1
        line = lines[mark.line]
        lines[mark.line] = line[:column] + (", " if last else "") + piece + line[column:]
        return (self.bom + "".join(lines)).encode()


def _value(entry: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(entry, yaml.MappingNode):
        raise TOO_MESSY
    return next((value for name, value in entry.value if name.value == key), None)


def _column(entry: yaml.Node, key: str) -> int:
    return next(int(name.start_mark.column) for name, _ in entry.value if name.value == key)
