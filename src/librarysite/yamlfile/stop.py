"""Why the reading of YAML stopped, and where."""

from dataclasses import dataclass
from typing import Protocol

import yaml

from librarysite.problems import Mistake

NOT_A_KEY = Mistake("A key must be a word", "put quotes round the text")
# Keys counted too: a file of the largest size has fewer, unless it is made of commas.
MOST_VALUES = 500_000
TOO_MANY = Mistake(f"There are more than {MOST_VALUES:,} values in this file", "divide it")
TOO_DEEP = Mistake("This is nested too deeply", "check the brackets and the indentation")


class Mark(Protocol):
    """Where the parser stood, counted from 0."""

    line: int
    column: int


Point = tuple[int, int]


@dataclass(frozen=True)
class Stop:
    """Why reading stopped, in the parser's words or in ours; lines and columns count from 0 within the piece.

    ``at`` is where it stopped, ``begun`` where that which it was reading began; ``quoted`` has the beginning and
    the end of the last text in quotation marks before.
    """

    said: str
    at: Point
    begun: Point
    quoted: tuple[Point, Point] | None = None
    mistake: Mistake | None = None
    length: int = 1


class StopError(Exception):
    """Reading cannot go on; the stop says why."""

    def __init__(self, stop: Stop) -> None:
        """Keep the stop."""
        super().__init__()
        self.stop = stop


def stop_of(error: yaml.YAMLError, lines: list[str], quoted: tuple[Point, Point] | None) -> Stop:
    """Return the stop that the parser's complaint tells."""
    said = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', '')}"
    at = point(getattr(error, "problem_mark", None), lines)
    begun = getattr(error, "context_mark", None)
    return Stop(said, at, point(begun, lines) if begun else at, quoted)


def point(mark: Mark | None, lines: list[str]) -> Point:
    """Return where a mark is; after a last line that has no line end the parser counts one more."""
    if mark is None:
        return 0, 0
    return (mark.line, mark.column) if mark.line < len(lines) else (len(lines) - 1, len(lines[-1]))
