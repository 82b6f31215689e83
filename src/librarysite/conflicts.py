"""Finds where two people's edits met and Git could not join them: it left both between marks."""

import re
from collections.abc import Iterator

from librarysite.problems import Mistake, Place

MARK = re.compile(r"(<{7,}|\|{7,}|={7,}|>{7,})(?: |$)")
MET = "Two people's edits met here and were never joined"


def conflicts(lines: list[str], *, words: bool = False) -> Iterator[tuple[Place, Mistake]]:
    """Give each conflict once, at its first mark, and each mark that was left of one.

    In a page of words a line of = alone underlines a title.
    """
    marks: list[int] = []
    for number, line in enumerate(lines, start=1):
        if not (found := MARK.match(line)):
            continue
        if found[1][0] == "<":
            yield from _left(marks, lines)
            marks = [number]
        elif marks and found[1][0] == ">":
            yield _whole([*marks, number], lines)
            marks = []
        elif marks:
            marks.append(number)
        elif found[1][0] == ">" or not words:
            yield from _left([number], lines)
    yield from _left(marks, lines)


def _whole(marks: list[int], lines: list[str]) -> tuple[Place, Mistake]:
    *others, last = map(str, marks)
    remedy = (
        f"keep the right ones of these lines, and delete the marks in lines {', '.join(others)} and {last}"
    )
    return _at(marks[0], lines), Mistake(MET, remedy)


def _left(marks: list[int], lines: list[str]) -> Iterator[tuple[Place, Mistake]]:
    for number in marks:
        yield _at(number, lines), Mistake(MET, "keep the right lines and delete this mark")


def _at(number: int, lines: list[str]) -> Place:
    return Place(number, 1, len(lines[number - 1].split(" ")[0]))
