"""Where words stand in a Markdown text after it has become HTML.

Python-Markdown does not say from which line a piece of its HTML comes. So a mark is put behind every word before the
text is rendered, and into every HTML tag: a rare Chinese character, of which each stands for one place. For Markdown
it is one more letter of the word, and changes nothing. What was rendered is then read back: a link is a link because
the renderer itself made one, and the marks in it tell where it was written.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

import markdown

from librarysite.problems import Place

FIRST, LAST = 0x20000, 0x2A6DF
MARK = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")
# What would mean something else with a letter more stands before the words, and is left as it is.
PIECES = re.compile(
    r"""
    <!--.*?-->
    | (?<!\]\()(?<!\]:[ ]) (?P<tag> <[A-Za-z][A-Za-z0-9-]*(?=[\s/>]) ) [^<>]*>
    | </[A-Za-z][^<>]*>
    | &\#?\w+;
    | ^[ \t>]*(?:[*+-][ \t]+)*\d+(?=[.)])   # the number of a list
    | \w+(?=://)
    | (?P<word> \w*[^\W_] )                 # not the _ at its end, which may be emphasis
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class MarkedText:
    """Some words as they came out of the renderer, and where some of them end: offset in the words, place."""

    text: str
    ends: tuple[tuple[int, Place], ...] = ()

    def place(self, start: int = 0, end: int | None = None) -> Place | None:
        """Return where the words from one offset to another were written; None if they have no mark."""
        first = self._start(start)
        last = self._start(max(start, (len(self.text) if end is None else end) - 1))
        if first is None or last is None:
            return first
        length = last.column + 1 - first.column if last.line == first.line else 10_000
        return Place(first.line, first.column, max(1, length))

    def _start(self, offset: int) -> Place | None:
        """Return the place of one character, counted back from the end of its word, or on from the one before."""
        number = bisect_right(self.ends, offset, key=lambda end: end[0])
        around = [self.ends[n] for n in (number, number - 1) if 0 <= n < len(self.ends)]
        columns = [(word.line, word.column + word.length + offset - end) for end, word in around]
        return next((Place(line, column) for line, column in columns if column >= 1), None)


@dataclass(frozen=True)
class Marked:
    """A text with marks, and the place of the word or tag that each stands for."""

    text: str
    places: tuple[Place, ...]

    def piece(self, rendered: str) -> MarkedText:
        """Return rendered words without their marks, which become places."""
        ends: list[tuple[int, Place]] = []
        plain, at = [], 0
        for found in MARK.finditer(rendered):
            plain.append(rendered[at : found.start()])
            at = found.end()
            if (place := self.place(found[0])) is not None:
                ends.append((found.start() - len(ends), place))
        return MarkedText("".join([*plain, rendered[at:]]), tuple(ends))

    def place(self, mark: str) -> Place | None:
        """Return the place that a mark stands for."""
        number = ord(mark) - FIRST
        return self.places[number] if number < len(self.places) else None


def mark(text: str) -> Marked:
    """Put marks into a Markdown text. Should there be more words than marks, the rest of the text has none."""
    text = MARK.sub("〓", text)
    starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text) + 1]
    lines = iter(pairwise(starts))
    start, after = next(lines)
    places: list[Place] = []
    number, marked, at = 1, [], 0
    for found in PIECES.finditer(text):
        if not (found["word"] or found["tag"]) or FIRST + len(places) > LAST:
            continue
        while found.start() >= after:
            start, after = next(lines)
            number += 1
        end = found.end("word") if found["word"] else found.end("tag")
        sign = chr(FIRST + len(places))
        marked += [text[at:end], sign if found["word"] else f" {sign}"]
        at = end
        length = end - found.start() if found["word"] else found.end() - found.start()
        places.append(Place(number, found.start() - start + 1, length))
    return Marked("".join([*marked, text[at:]]), tuple(places))


class _UnmarkedIds(dict[str, tuple[str, str]]):
    """The definitions of links, found whatever marks their names have."""

    def __setitem__(self, key: str, value: tuple[str, str]) -> None:
        super().__setitem__(MARK.sub("", key), value)

    def __getitem__(self, key: str) -> tuple[str, str]:
        return super().__getitem__(MARK.sub("", key))

    def __contains__(self, key: object) -> bool:
        return super().__contains__(MARK.sub("", str(key)))


def converter(extensions: tuple[str, ...]) -> markdown.Markdown:
    """Return a converter that understands marked text; curly quotes are nothing to check, and stay straight."""
    made = markdown.Markdown(extensions=[name for name in extensions if name != "smarty"])
    made.references = _UnmarkedIds()
    return made
