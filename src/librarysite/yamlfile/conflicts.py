"""Finds where two people's edits met and Git could not join them: it left both between marks."""

import re
from collections.abc import Iterator

from librarysite.problems import Place, Problem, error

MARK = re.compile(r"(<{7,}|\|{7,}|={7,}|>{7,})(?: |$)")
MET = "Two people's edits met here and were never joined"


def conflicts(lines: list[str], *, words: bool = False) -> Iterator[Problem[Place]]:
    """Give each conflict once, at its first mark, and each mark that was left of one.

    In a page of words a line of = alone underlines a title.
    """
    for marks in _conflicts(lines, words=words):
        remedy = "keep the right lines and delete this mark"
        if len(marks) > 1:
            *others, last = map(str, marks)
            several = f"{', '.join(others)} and {last}"
            remedy = f"keep the right ones of these lines, and delete the marks in lines {several}"
        yield error(_at(marks[0], lines), MET, remedy)


def first_sides(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines as the first of two edits has them, without marks, and the lines of the other ones."""
    first, other = list(lines), []
    for marks in _conflicts(lines):
        if len(marks) > 1:
            other += lines[marks[1] : marks[-1] - 1]
            first[marks[1] : marks[-1] - 1] = [""] * (marks[-1] - 1 - marks[1])
        for number in marks:
            first[number - 1] = ""
    return first, other


def _conflicts(lines: list[str], *, words: bool = False) -> Iterator[list[int]]:
    """Give the lines of the marks of each conflict, and of each mark that was left of one."""
    marks: list[int] = []
    for number, sign in _marks(lines):
        if sign == "<":
            yield from ([mark] for mark in marks)
            marks = [number]
        elif marks and sign == ">":
            yield [*marks, number]
            marks = []
        elif marks:
            marks.append(number)
        elif sign == ">" or not words:
            yield [number]
    yield from ([mark] for mark in marks)


def _marks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Give the lines that are marks, each with its sign."""
    for number, line in enumerate(lines, start=1):
        if found := MARK.match(line):
            yield number, found[1][0]


def _at(number: int, lines: list[str]) -> Place:
    return Place(number, 1, len(lines[number - 1].split(" ")[0]))
