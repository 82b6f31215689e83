"""Slips that show in one line by itself: what takes the place of a dash, of a colon or of its space."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from librarysite.problems import Mistake

NO_KEY = "This line has no “key: value” form"
CURLY = re.compile("[‘’“”]")
CURLY_QUOTES = Mistake("Curly quotation marks do not hold a value together", "use straight ones: \" or '")
NEVER_CLOSED = Mistake(
    "A quotation mark opens here and is never closed",
    "add the closing quotation mark, or double an apostrophe inside: 'Reader''s hour'",
)

START = r"( *+(?:- ++)*+)"
WORD = r"([A-Za-z_]\w*)"
NOT_A_DASH = re.compile(rf"{START}([•·‣◦▪●○‒–—―−]|\*(?= )|--+(?= ?\w)|\d+[.)](?= +\w+ *:))\s*(.*)")
TWO_DASHES = re.compile(r"( *+)(- ++-) ++(\w.*)")
STUCK_DASH = re.compile(rf"{START}(-)(\w.*)")
STUCK_COLON = re.compile(rf"{START}{WORD} *(:)([^\s:/].*)")
NOT_A_COLON = re.compile(rf"{START}{WORD} *(;|=>|->|:=|=|：|﹕|∶|→)(?: *(.*))")
NOT_A_REMARK = re.compile(rf"{START}(//|/\*|<!--)\s*(.*?)\s*(?:\*/|-->)?\s*")


@dataclass(frozen=True)
class Slip:
    """What somebody has mistyped, where (counted from 0), and the lines as they were meant.

    ``lost`` when something that stood there is not in the mended lines.
    """

    line: int
    column: int
    length: int
    mistake: Mistake
    mended: Mapping[int, str]
    lost: bool = False


def slip_of_a_line(line: str, number: int, words: Collection[str], *, lists: bool = True) -> Slip | None:
    """Return the slip that a line shows, if it does; ``lists`` when a dash could begin it."""
    return (_slip_before_a_text(line, number) if lists else None) or _slip_after_a_key(line, number, words)


def _slip_before_a_text(line: str, number: int) -> Slip | None:
    """Return the slip of what stands in place of a dash, of its space or of the sign of a remark."""
    if found := NOT_A_DASH.fullmatch(line) or TWO_DASHES.fullmatch(line):
        return _no_dash(found, number)
    if found := STUCK_DASH.fullmatch(line):
        mistake = Mistake("A dash needs a space after it", f"write - {found[3].strip()}")
        return Slip(number, found.start(2), 1, mistake, {number: f"{found[1]}- {found[3]}"})
    if found := NOT_A_REMARK.fullmatch(line):
        mistake = Mistake(f"A remark begins with #, not with {found[2]}", f"write # {found[3]}")
        return Slip(number, found.start(2), len(found[2]), mistake, {number: ""})
    return None


def _slip_after_a_key(line: str, number: int, words: Collection[str]) -> Slip | None:
    """Return the slip of what stands in place of a colon or of its space."""
    if (found := STUCK_COLON.fullmatch(line)) and found[2] in words:
        mistake = Mistake("A colon needs a space after it", f"write {found[2]}: {found[4].strip()}")
        return Slip(number, found.start(3), 1, mistake, {number: f"{found[1]}{found[2]}: {found[4]}"})
    if (found := NOT_A_COLON.fullmatch(line)) and found[2] in words:
        meant = f"{found[2]}: {found[4]}".strip()
        mistake = Mistake(f"A colon belongs here, not “{found[3]}”", f"write {meant}")
        return Slip(number, found.start(3), len(found[3]), mistake, {number: found[1] + meant})
    return None


def _no_dash(found: re.Match[str], number: int) -> Slip:
    sign = found[2]
    if sign.startswith("-"):
        message = "One dash begins an entry or a line of a list, not two"
    else:
        message = f"A list is made with -, and this is “{sign}”"
    mistake = Mistake(message, f"write - {found[3].strip()}")
    return Slip(number, found.start(2), len(sign), mistake, {number: f"{found[1]}- {found[3]}"})


def twice(key: str, first: int, *, list_of_file: bool) -> Mistake:
    """Return the mistake of a key that is there already, first in a line."""
    if list_of_file:
        message = f"“{key}” is written twice in the same file, first in line {first}"
        return Mistake(message, f"move the entries below it under line {first}, and delete this line")
    return Mistake(f"“{key}” is written twice in the same entry, first in line {first}", "keep one of them")
