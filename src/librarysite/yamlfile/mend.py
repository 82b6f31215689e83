"""Explains why a piece of YAML cannot be read, and reads it as it was meant.

Where the parser stops, every slip that could be the cause is tried: the one whose mending lets the parser go on is
the true one. So the message names the cause and not the place where the parser noticed.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from librarysite.problems import Mistake, Place, Problem
from librarysite.yamlfile.build import Piece, build
from librarysite.yamlfile.indentation import block_texts, indent_slips, is_idle
from librarysite.yamlfile.slips import NEVER_CLOSED, Slip, slip_of_a_line
from librarysite.yamlfile.stop import NOT_A_KEY, TOO_DEEP, Point, Stop
from librarysite.yamlfile.tree import FileKeys, Mapping, Node, Sequence
from librarysite.yamlfile.values import value_slips

MOST = 20
LONGEST = 200_000
RECOGNISERS: tuple[Callable[[list[str], int, Collection[str]], Iterator[Slip]], ...] = (
    *value_slips,
    *indent_slips,
)
BEGUN = ("quoted scalar", "simple key", "flow", "anchor", "alias", "block scalar")


@dataclass
class Mended:
    """A piece as it was meant, its lines, the slips in it, and whether something of it is lost."""

    piece: Piece
    lines: list[str]
    problems: list[Problem[Place]] = field(default_factory=list)
    lost: bool = False


def mend(
    lines: list[str], offset: int, known: FileKeys, fields: Collection[str] = (), *, guessed: bool = False
) -> Mended:
    """Read lines that have slips in them, those of an entry with some ``fields`` if these are known.

    Where some lines are a guess, no other slip is sure.
    """
    slips = list(_slips_of_lines(lines, known.words))
    for slip in slips:
        lines = _with(lines, slip)
    piece = build(lines, offset, known.words)
    if not guessed:
        lines, piece = _without_causes(lines, piece, slips, offset, known, fields)
    told = [_problem(slip, offset) for slip in slips]
    return Mended(piece, lines, [*piece.problems, *told], guessed or any(slip.lost for slip in slips))


def _without_causes(
    lines: list[str], piece: Piece, slips: list[Slip], offset: int, known: FileKeys, fields: Collection[str]
) -> tuple[list[str], Piece]:
    """Mend what stops the reading, one cause after the other, and add to the slips each that is found."""
    while piece.stop and len(slips) < MOST and _may_go_on(piece.stop, lines):
        found = _cause(lines, piece.stop, offset, known, fields)
        if found is None:
            break
        slip, piece = found
        lines = _with(lines, slip)
        slips.append(slip)
    if piece.stop and piece.stop.at[0] not in {slip.line for slip in slips}:
        slips.append(_as_the_parser_says(piece.stop, lines))
    return lines, piece


def _may_go_on(stop: Stop, lines: list[str]) -> bool:
    return stop.mistake != TOO_DEEP and sum(map(len, lines)) < LONGEST


def _with(lines: list[str], slip: Slip) -> list[str]:
    return [slip.mended.get(number, line) for number, line in enumerate(lines)]


def _slips_of_lines(lines: list[str], words: Collection[str]) -> Iterator[Slip]:
    """Give the slips that lines show by themselves; those in a text of several lines are none."""
    texts = block_texts(lines)
    above = ""
    for number, line in enumerate(lines):
        if number in texts or is_idle(line):
            continue
        after_text = re.match(r" *+(?:- ++)*+[\w-]+ *: +[^\s#]", above) is not None
        slip = slip_of_a_line(
            line, number, words, lists=not after_text or bool(re.match(r"\W*+\w++ *+:", line))
        )
        if slip:
            yield slip
        above = line


def _cause(
    lines: list[str], stop: Stop, offset: int, known: FileKeys, fields: Collection[str]
) -> tuple[Slip, Piece] | None:
    """Return the slip that is the cause and the piece without it.

    Without it the piece can be read and has no key that nobody knows; if there is no such slip, the one with the
    fewest of these, or which lets the parser read the furthest.
    """
    best: tuple[Slip, Piece] | None = None
    fewest, reached = None, _reached(stop)
    for slip in _candidates(lines, stop, known.words):
        piece = build(_with(lines, slip), offset, known.words)
        if piece.stop is None:
            leaves_out = not any(slip.mended.values())
            strange = _strange_keys(piece.root, known, fields) + leaves_out
            if not strange:
                return slip, piece
            if fewest is None or strange < fewest:
                best, fewest = (slip, piece), strange
        elif fewest is None and _reached(piece.stop) > reached:
            best, reached = (slip, piece), _reached(piece.stop)
    return best


def _strange_keys(root: Node | None, known: FileKeys, fields: Collection[str]) -> int:
    """Count the keys of an entry that it does not have, and those below another key where they do not belong."""
    if not fields or not isinstance(root, Sequence):
        return 0
    return sum(_strange_keys_of(item, known, fields) for item in root.items)


def _strange_keys_of(item: Node, known: FileKeys, fields: Collection[str]) -> int:
    """Count the strange keys of one entry; what has no keys at all is as strange as one."""
    if not isinstance(item, Mapping):
        return 1
    strange = sum(key not in fields for key in item.keys)
    for key, value in item.values.items():
        inner = value.items if isinstance(value, Sequence) else [value]
        below = known.within.get(key) or ()
        strange += sum(k not in below for node in inner if isinstance(node, Mapping) for k in node.keys)
    return strange


def _reached(stop: Stop) -> Point:
    return stop.begun if any(word in stop.said for word in BEGUN) else stop.at


def _candidates(lines: list[str], stop: Stop, words: Collection[str]) -> Iterator[Slip]:
    """Give the slips that could be the cause, each way to mend the lines once.

    None that loses something where the reading was stopped by a rule of ours, which tells what is wrong by itself.
    """
    may_lose = stop.mistake in (None, NOT_A_KEY)
    tried = set()
    for slip in _suspected(lines, stop, words):
        mended = tuple(sorted(slip.mended.items()))
        if mended not in tried and (may_lose or not slip.lost):
            tried.add(mended)
            yield slip


def _suspected(lines: list[str], stop: Stop, words: Collection[str]) -> Iterator[Slip]:
    suspects = [_reached(stop)[0], *_above(lines, stop.at[0]), stop.at[0]]
    if stop.quoted:
        suspects.insert(0, stop.quoted[0][0])
    for recognise in RECOGNISERS:
        for number in dict.fromkeys(suspects):
            yield from recognise(lines, number, words)


def _above(lines: list[str], number: int) -> list[int]:
    """Return the next line above that has something in it, if there is one."""
    for n in range(number - 1, -1, -1):
        if not is_idle(lines[n]):
            return [n]
    return []


def _as_the_parser_says(stop: Stop, lines: list[str]) -> Slip:
    line, column = stop.at if stop.mistake else _reached(stop)
    mistake = stop.mistake
    if not mistake and "did not find expected ',' or" in stop.said:
        (line, column), mistake = _about_brackets(stop, lines)
    mistake = mistake or _in_plain_words(stop, lines[line][column : column + 1])
    return Slip(line, column, stop.length, mistake, {}, lost=True)


def explain(stop: Stop, lines: list[str], offset: int) -> Problem[Place]:
    """Return why reading stopped, in plain words."""
    return _problem(_as_the_parser_says(stop, lines), offset)


def _problem(slip: Slip, offset: int) -> Problem[Place]:
    return Problem(Place(slip.line + offset + 1, slip.column + 1, slip.length), slip.mistake)


def _about_brackets(stop: Stop, lines: list[str]) -> tuple[Point, Mistake]:
    (line, column) = stop.at
    if not re.search(r"[\]}]", lines[line][column:]):
        return stop.begun, Mistake("A bracket opens here and is never closed", "add the closing bracket")
    remedy = "put a comma between two values"
    if line > stop.begun[0] and not lines[line][:column].strip():
        remedy = "put a comma at the end of the line above"
    return stop.at, Mistake("Something is missing here, inside the brackets", remedy)


def _in_plain_words(stop: Stop, sign: str) -> Mistake:
    if "quoted scalar" in stop.said:
        return NEVER_CLOSED
    if "mapping values are not allowed" in stop.said:
        message = "A colon followed by a space starts a new value here"
        return Mistake(message, "put quotes round the text that has it")
    if "cannot start any token" in stop.said:
        return Mistake(f"A value cannot begin with “{sign}”", "put quotes round the text")
    if "did not find expected" in stop.said:
        return Mistake(
            "This line does not line up with the lines above it, or the one above is not finished",
            "use two spaces for each step, and close every quotation mark and bracket",
        )
    return Mistake("This line cannot be read", "compare it with the example at the top of the file")
