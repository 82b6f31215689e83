"""What is wrong in the editors' files, told so that somebody who does not program can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

SHOWN_AT_MOST = 50


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


@dataclass(frozen=True)
class Place:
    """Where something stands in a file: line and column count from 1, in characters."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True)
class Problem:
    """One problem in one file. A warning never stops a build; an error always does."""

    file: str
    place: Place
    message: str
    remedy: str = ""
    source: str = ""
    warning: bool = False

    def __str__(self) -> str:
        """Return the message with the line it is about and a marker under the words that are meant."""
        kind = "Warning" if self.warning else "Error"
        number = str(self.place.line)
        gutter = " " * len(number)
        start = self.place.column - 1
        width = max(1, min(self.place.length, len(self.source) - start))
        marker = " " * start + "^" * width + (f" {self.remedy}" if self.remedy else "")
        return (
            f"{kind}: {self.message}\n"
            f"{gutter}--> {self.file}:{self.place.line}:{self.place.column}\n"
            f"{gutter} |\n"
            f"{number} | {self.source}\n"
            f"{gutter} | {marker}"
        )

    def annotation(self) -> str:
        """Return the line that makes GitHub Actions show the problem beside the changed line."""
        kind = "warning" if self.warning else "error"
        text = self.message + (f": {self.remedy}" if self.remedy else "")
        escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return f"::{kind} file={self.file},line={self.place.line},col={self.place.column}::{escaped}"


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


def nearest(written: str, valid: Iterable[str]) -> str:
    """Return the remedy for a word that is not in a closed list: the nearest one, else the whole list."""
    choices = list(valid)
    close = get_close_matches(written.lower(), choices, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    return f"write one of: {', '.join(choices)}" if choices else ""
