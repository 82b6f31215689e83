"""The house's style in running words. All of it is warnings: an editor may know better, and can say so."""

import re
from collections.abc import Iterator
from dataclasses import replace

from librarysite.checks.words.clock import clock_slips
from librarysite.checks.words.content import Content
from librarysite.checks.words.days import day_slips
from librarysite.problems import Place, Problem

# Without any of these there is nothing to find, and most texts are done with.
CONCERNED = re.compile(r"\d|noon|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")


def slips(text: str, *, in_table: bool = False) -> list[Problem[Place]]:
    """Return the slips in a text, of those that overlap the first, in their order."""
    if not CONCERNED.search(text):
        return []
    found: list[Problem[Place]] = []
    for slip in (*clock_slips(text), *day_slips(text, may_be_short=in_table)):
        if not any(_overlap(slip.at, other.at) for other in found):
            found.append(slip)
    return sorted(found, key=lambda slip: slip.at.column)


def _overlap(one: Place, other: Place) -> bool:
    return one.column < other.column + other.length and other.column < one.column + one.length


def style_problems(content: Content) -> Iterator[Problem[Place]]:
    """Give the times and dates that are not in the house's style."""
    for passage in content.passages:
        for slip in slips(passage.words.text, in_table=passage.tag in ("td", "th")):
            start = slip.at.column - 1
            place = passage.words.place(start, start + slip.at.length) or passage.place
            yield replace(slip, at=place)
