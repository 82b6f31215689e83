"""What is wrong in the editors' files, told so that somebody who does not program can mend it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Generic

from typing_extensions import TypeVar

SHOWN_AT_MOST = 50
LONGEST_LINE = 160  # of a file, as shown; a longer one is cut around the words that are meant
LONGEST_SENTENCE = 400
# What would be obeyed rather than shown: by a terminal, by what reads its lines, or by turning the text around.
UNSHOWN = re.compile(r"[\x00-\x08\n-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Mistake(ValueError):
    """A value that cannot be read: what is wrong, and what to write instead.

    ``key`` names the part of an entry that is meant, where the mistake is found on the entry as a whole.
    """

    def __init__(self, message: str, remedy: str = "", key: str = "") -> None:
        """Keep the two sentences apart, because they are shown in two places."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.key = key

    def __eq__(self, other: object) -> bool:
        """Tell whether another one says the same, so that a problem is told once."""
        return isinstance(other, Mistake) and self._said == other._said

    def __hash__(self) -> int:
        """Return the same number for mistakes that say the same."""
        return hash(self._said)

    @property
    def _said(self) -> tuple[str, str, str]:
        return self.message, self.remedy, self.key


@dataclass(frozen=True)
class Place:
    """Where something stands in a text: line and column count from 1, in characters."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True)
class InFile:
    """Where something stands in a file of the site, with the line as it is there."""

    file: str
    place: Place
    source: str = ""


Where = tuple[str | int, ...]  # a path into the Library, such as ("events", 3, "changes", 0, "date")
At = TypeVar("At", default=InFile)


@dataclass(frozen=True)
class Problem(Generic[At]):
    """A mistake at a place: in a file, or, before that is known, in a text or at a path into the Library.

    A warning never stops a build; an error always does.
    """

    at: At
    mistake: Mistake
    warning: bool = False

    @property
    def message(self) -> str:
        """What is wrong."""
        return self.mistake.message

    @property
    def remedy(self) -> str:
        """What to write instead, or nothing."""
        return self.mistake.remedy

    @property
    def file(self: "Problem[InFile]") -> str:
        """The file, by its path in the site's folder."""
        return self.at.file

    @property
    def place(self: "Problem[InFile]") -> Place:
        """The place in the file."""
        return self.at.place

    @property
    def source(self: "Problem[InFile]") -> str:
        """The line of the file at that place."""
        return self.at.source

    def __str__(self) -> str:
        """Return the message with the line it is about and a marker under the words that are meant."""
        kind = "Warning" if self.warning else "Error"
        at = self.at
        assert isinstance(at, InFile)  # where the others stand in a file is found before they are told
        number = str(at.place.line)
        gutter = " " * len(number)
        source, start = _around(at.source, at.place.column - 1)
        width = max(1, min(at.place.length, len(source) - start))
        marker = " " * start + "^" * width + (f" {_visible(_short(self.remedy))}" if self.remedy else "")
        return (
            f"{kind}: {_visible(_short(self.message))}\n"
            f"{gutter}--> {_visible(at.file)}:{number}:{at.place.column}\n"
            f"{gutter} |\n"
            f"{number} | {_visible(source)}\n"
            f"{gutter} | {marker}"
        )

    def annotation(self: "Problem[InFile]") -> str:
        """Return the line that makes GitHub Actions show the problem beside the changed line."""
        kind = "warning" if self.warning else "error"
        text = _short(self.message) + (f": {_short(self.remedy)}" if self.remedy else "")
        file = _escaped(self.file).replace(":", "%3A").replace(",", "%2C")
        return f"::{kind} file={file},line={self.place.line},col={self.place.column}::{_escaped(text)}"


def error(at: At, message: str, remedy: str = "") -> Problem[At]:
    """Return a problem that stops a build."""
    return Problem(at, Mistake(message, remedy))


def warning(at: At, message: str, remedy: str = "") -> Problem[At]:
    """Return a problem that stops nothing."""
    return Problem(at, Mistake(message, remedy), warning=True)


def _visible(text: str) -> str:
    """Return text with a sign in place of each character that would be obeyed rather than shown."""
    return UNSHOWN.sub("\ufffd", text)


def _escaped(text: str) -> str:
    """Return text as GitHub's workflow commands take it, on one line."""
    return _visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _short(text: str) -> str:
    """Return a message or a remedy of a length that can be read, whatever it quotes."""
    half = LONGEST_SENTENCE // 2
    return text if len(text) <= LONGEST_SENTENCE else f"{text[:half]} ... {text[-half:]}"


def _around(source: str, start: int) -> tuple[str, int]:
    """Return the part of a long line around a place, and where the place is in it."""
    if len(source) <= LONGEST_LINE:
        return source, min(start, len(source))
    first = max(0, min(start - LONGEST_LINE // 2, len(source) - LONGEST_LINE))
    before, after = "... " if first else "", " ..." if first + LONGEST_LINE < len(source) else ""
    return f"{before}{source[first : first + LONGEST_LINE]}{after}", start - first + len(before)


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file, line and column, and leave out exact repeats."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.file, p.place.line, p.place.column))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return those problems that stop a build."""
    return [problem for problem in problems if not problem.warning]


def report(problems: list[Problem]) -> str:
    """Return all problems as one text, at most 50 shown, and what they mean for the published site."""
    shown = [str(problem) for problem in problems[:SHOWN_AT_MOST]]
    if len(problems) > SHOWN_AT_MOST:
        shown.append(f"... and {count(len(problems) - SHOWN_AT_MOST, 'more problem')}.")
    wrong = len(errors(problems))
    if wrong:
        shown.append(
            f"{count(wrong, 'thing')} to put right. Nothing has been published; "
            "the site still shows the last good version."
        )
    return "\n\n".join(shown)


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural unless it is one."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


FEW = 12


def did_you_mean(written: str, valid: Iterable[str], called: str = "") -> str:
    """Return the remedy for a word that is not in a closed list: the nearest one, else the whole list.

    ``called`` is what the words of the list are, in the plural: a short list is then given beside the nearest one.
    """
    choices = list(valid)
    close = get_close_matches(written.lower(), choices, n=1, cutoff=0.6)
    if not close:
        return f"write one of: {', '.join(choices)}" if choices else ""
    return f"did you mean {close[0]}?" + the_whole_list(choices, called)


def the_whole_list(choices: list[str], called: str) -> str:
    """Return a list as a sentence to stand after a guess, if it is named and short."""
    return f" {called} are: {', '.join(choices)}" if called and 1 < len(choices) <= FEW else ""
