"""The house's style in running words. All of it is warnings: an editor may know better, and can say so."""

import re
from collections.abc import Iterator

from librarysite.checks.words.clock import clock_slips
from librarysite.checks.words.content import Content
from librarysite.checks.words.days import day_slips
from librarysite.checks.words.fault import Fault, warning
from librarysite.checks.words.slip import Slip

# Without any of these there is nothing to find, and most texts are done with.
CONCERNED = re.compile(r"\d|noon|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")


def slips(text: str, *, in_table: bool = False) -> list[Slip]:
    """Return the slips in a text, of those that overlap the first, in their order."""
    if not CONCERNED.search(text):
        return []
    found: list[Slip] = []
    for slip in (*clock_slips(text), *day_slips(text, may_be_short=in_table)):
        if all(slip.end <= other.start or other.end <= slip.start for other in found):
            found.append(slip)
    return sorted(found, key=lambda slip: slip.start)


def style_faults(content: Content) -> Iterator[Fault]:
    """Give the times and dates that are not in the house's style."""
    for passage in content.passages:
        for slip in slips(passage.words.text, in_table=passage.tag in ("td", "th")):
            place = passage.words.place(slip.start, slip.end) or passage.place
            yield warning(place, slip.message, f"write {slip.words}")
