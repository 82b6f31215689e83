"""Reads one YAML file into a tree in which nothing is guessed, and finds every fault of its form.

PyYAML's own loader would guess: ``9:30`` becomes 570, ``no`` becomes False, a repeated key silently wins.
Here only its parser is used, event by event.
"""

from dataclasses import replace
from pathlib import Path

from librarysite.problems import InFile, Mistake, Place, Problem
from librarysite.yamlfile.build import Piece, build
from librarysite.yamlfile.mend import explain
from librarysite.yamlfile.parts import read_parts
from librarysite.yamlfile.rawfile import NO_TEXT, file_bytes
from librarysite.yamlfile.stop import TOO_DEEP, TOO_MANY, Stop
from librarysite.yamlfile.text import Text, ids_in, text_of
from librarysite.yamlfile.tree import Document, FileKeys, Mapping, Node, Path_, Scalar, Sequence, plain

__all__ = ["Document", "Mapping", "Node", "Path_", "Scalar", "Sequence", "parse", "plain", "read"]

ANY = FileKeys()


def read(path: Path, name: str, known: FileKeys = ANY) -> Document:
    """Read a YAML file; ``name`` is how messages call it. Every fault ends up in ``problems``."""
    try:
        return parse(file_bytes(path), name, known=known)
    except Mistake as mistake:
        return Document(name, problems=[Problem(InFile(name, Place(1, 1)), mistake)])


def parse(raw: bytes, name: str, offset: int = 0, known: FileKeys = ANY) -> Document:
    """Read the bytes of a YAML document that begins ``offset`` lines down in its file.

    Where it has slips, ``root`` has what can be read as it was meant.
    """
    document = Document(name, offset=offset)
    text = text_of(raw)
    if text is None:
        document.problems.append(document.problem(Place(1 + offset, 1), NO_TEXT))
        return document
    document.lines = [""] * offset + text.written
    document.left_out = set(ids_in(text.left_out))
    found = [replace(p, at=replace(p.at, line=p.at.line + offset)) for p in text.problems]
    whole = build(text.meant, offset, known.words)
    if whole.stop and whole.stop.mistake == TOO_MANY:
        found.append(explain(whole.stop, text.meant, offset))
    elif _may_be_misread(whole, text, known):
        document.root, of_parts, meant = read_parts(text.meant, offset, known, text.guessed)
        found += of_parts
        if whole.stop and _is_untold(whole.stop, found):
            found.append(explain(whole.stop, text.meant, offset))
        document.note_moved(meant)
    else:
        document.root = whole.root
        found += whole.problems
    document.problems = [document.in_file(problem) for problem in found]
    return document


def _may_be_misread(whole: Piece, text: Text, known: FileKeys) -> bool:
    """Tell whether a file may mean something else than YAML takes it for, so that each part is read by itself."""
    return bool(whole.stop or whole.lost_dash or text.guessed or _has_strays(whole.root, known))


def _is_untold(stop: Stop, found: list[Problem[Place]]) -> bool:
    """Tell whether none of the problems of the parts says why the reading of the whole stopped."""
    return not found or (stop.mistake == TOO_DEEP and TOO_DEEP not in [p.mistake for p in found])


def _has_strays(root: Node | None, known: FileKeys) -> bool:
    """Tell whether a key of an entry is at the left edge, or an item of a list in it is among the entries."""
    if not isinstance(root, Mapping):
        return False
    return any(
        (key not in known.top and key in known.words)
        or (known.top.get(key) and isinstance(node, Sequence) and any(map(_is_text, node.items)))
        for key, node in root.values.items()
    )


def _is_text(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.empty
