"""Explains what YAML's parser would misread or refuse, in plain words and where the slip most likely is."""

import re
from collections.abc import Iterator
from typing import Protocol

import yaml

from librarysite.conflicts import conflicts
from librarysite.problems import Mistake, Place

Fault = tuple[Place, Mistake]


class Mark(Protocol):
    """Where the parser stood, counted from 0."""

    line: int
    column: int


LINE_FAULTS = [
    (re.compile(r"^ *(\t+)"), "A tab is used to indent", "use spaces, two for each step"),
    (
        re.compile(r"([\u00a0\u2007\u202f])"),
        "There is a no-break space here",
        "type an ordinary space instead",
    ),
    (
        re.compile(r"([\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff])"),
        "There is an invisible character here",
        "delete it",
    ),
    (
        re.compile(r"([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f])"),
        "There is a control character here",
        "delete it",
    ),
]
CURLY = re.compile("[‘’“”]")
CURLY_QUOTES = Mistake("Curly quotation marks do not hold a value together", "use straight ones: \" or '")
NO_SPACE_AFTER_DASH = re.compile(r" *(?:- +)*(-\w.*)")

NO_KEY = Mistake("This line has no “key: value” form", "write the key, a colon, a space and the value")
NEVER_CLOSED = Mistake(
    "A quotation mark opens here and is never closed",
    "add the closing quotation mark, or double an apostrophe inside: 'Reader''s hour'",
)
WRONG_INDENT = Mistake(
    "This line does not line up with the lines above it, or the one above is not finished",
    "use two spaces for each step, and close every quotation mark and bracket",
)


def line_faults(lines: list[str]) -> Iterator[Fault]:
    """Find what the YAML parser would misread or explain badly, line by line."""
    yield from conflicts(lines)
    for number, line in enumerate(lines, start=1):
        for pattern, message, remedy in LINE_FAULTS:
            if found := pattern.search(line):
                start, end = found.span(1)
                yield Place(number, start + 1, end - start), Mistake(message, remedy)


def dash_fault(line: str, number: int) -> Fault | None:
    """Tell whether a line begins with a dash to which a word is stuck."""
    if not (found := NO_SPACE_AFTER_DASH.fullmatch(line)):
        return None
    rest = found[1][1:].strip()
    return Place(number, found.start(1) + 1), Mistake("A dash needs a space after it", f"write - {rest}")


def syntax_fault(error: yaml.YAMLError, lines: list[str], offset: int, quoted: list[Place]) -> Fault:
    """Return the parser's complaint in plain words.

    ``quoted`` has where the last value in quotation marks begins and ends, if there was one.
    """
    said = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', '')}"
    context = _place(getattr(error, "context_mark", None), lines, offset)
    place = _place(getattr(error, "problem_mark", None), lines, offset)
    after_quotes = bool(quoted) and _is_after(context if "quoted scalar" in said else place, quoted[1])
    if after_quotes and quoted[0].line < quoted[1].line:
        return quoted[0], NEVER_CLOSED  # it ended only where the next quotation mark was to open
    if "quoted scalar" in said:
        return context, NEVER_CLOSED
    if "did not find expected ',' or" in said:
        return _about_brackets(context, place, lines)
    if after_quotes:
        return place, Mistake("The quotation marks end before the text does", "put them round the whole text")
    if "could not find expected ':'" in said:
        return _about_lost_key(context, lines)
    return _about_line(said, place, lines)


def _place(mark: Mark | None, lines: list[str], offset: int) -> Place:
    if mark is None:
        return Place(min(1 + offset, len(lines)), 1)
    return Place(min(mark.line + 1 + offset, len(lines)), mark.column + 1)


def _is_after(place: Place, end: Place) -> bool:
    return place.line == end.line and place.column >= end.column


def _about_brackets(opens: Place, place: Place, lines: list[str]) -> Fault:
    rest = lines[opens.line - 1][opens.column :]
    if place.line == opens.line and re.search(r"[\]}]", rest):
        return place, Mistake(
            "Something is missing here, inside the brackets", "put a comma between two values"
        )
    return opens, Mistake("A bracket opens here and is never closed", "add the closing bracket")


def _about_lost_key(place: Place, lines: list[str]) -> Fault:
    line = lines[place.line - 1]
    return dash_fault(line, place.line) or (_text_of(line, place.line), NO_KEY)


def _text_of(line: str, number: int) -> Place:
    """Return the place of a line's text, after its indentation and dashes."""
    start = re.match(r" *(- +)*", line)
    column = start.end() if start else 0
    return Place(number, column + 1, len(line[column:].rstrip()) or 1)


def _about_line(said: str, place: Place, lines: list[str]) -> Fault:
    source = lines[place.line - 1]
    if "mapping values are not allowed" in said:
        return _about_colon(place, lines)
    if "did not find expected" in said and any(word in said for word in ("block end", "key", "indicator")):
        return place, WRONG_INDENT
    if "cannot start any token" in said:
        first = source[place.column - 1 : place.column]
        return place, Mistake(f"A value cannot begin with “{first}”", "put quotes round the text")
    return place, Mistake("This line cannot be read", "compare it with the example at the top of the file")


def _about_colon(place: Place, lines: list[str]) -> Fault:
    """Explain a colon where no key can be: within a text, or after a line that is not finished."""
    source = lines[place.line - 1]
    if found := re.search(r"(?::|^ *-) +([‘’“”])", source[: place.column]):
        return Place(place.line, found.start(1) + 1), CURLY_QUOTES
    if re.fullmatch(r" *(- +)*[\w-]+", source[: place.column - 1]):
        above = next((n for n in range(place.line - 1, 0, -1) if lines[n - 1].strip()), None)
        if above and not re.search(r":( |$)", lines[above - 1].rstrip()):
            return _about_lost_key(Place(above, 1), lines)
        return _text_of(source[: place.column - 1], place.line), WRONG_INDENT
    return place, Mistake(
        "A colon followed by a space starts a new value here", "put quotes round the text that has it"
    )
