"""What a Markdown text consists of: its links, pictures, headings, HTML tags and running words, each with its place."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

import markdown

from librarysite.checks.words.marks import MARK, Marked, MarkedText, converter, mark
from librarysite.problems import Place

HEADING = re.compile("h([1-6])")
# Running words go on through these tags; all others begin something new.
WITHIN_WORDS = frozenset(
    "a abbr b bdi bdo cite del dfn em font i img ins kbd mark q s small span strong sub sup time u".split()
)
NOT_READ = frozenset({"code", "pre", "script", "style", "kbd", "samp", "template"})
UNREADABLE = "<!["  # Word leaves it behind: neither Markdown nor the check can read on from it
GAP = "\ufffc"  # stands for code and pictures among words


@dataclass(frozen=True)
class Element:
    """A link, picture, heading or HTML tag: its attributes, the words in it and its place.

    ``written`` tells that an editor wrote the HTML tag itself.
    """

    tag: str
    attributes: dict[str, MarkedText]
    words: MarkedText
    place: Place
    written: bool = False


@dataclass(frozen=True)
class Passage:
    """Running words without a break, such as a paragraph; and whether they stand in a table or as a heading."""

    words: MarkedText
    place: Place
    tag: str


@dataclass
class Content:
    """Everything in one Markdown text, in its order."""

    links: list[Element] = field(default_factory=list)
    pictures: list[Element] = field(default_factory=list)
    headings: list[Element] = field(default_factory=list)
    tags: list[Element] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


def content_of(text: str, extensions: tuple[str, ...]) -> Content:
    """Return what a Markdown text consists of. Lines are counted from 1."""
    marked = mark(_readable(text))
    reader = _Reader(marked)
    reader.feed(_converter(extensions).reset().convert(marked.text))
    reader.close()
    reader.end_passage("")
    return reader.content


def anchors(text: str, extensions: tuple[str, ...]) -> list[str]:
    """Return the anchors that a Markdown text gives to its page, in their order."""
    finder = _Ids()
    finder.feed(_plain_converter(extensions).reset().convert(_readable(text)))
    finder.close()
    return finder.ids


def _readable(text: str) -> str:
    """Return a text of the same length without what Python's reader of HTML cannot read."""
    return text.replace(UNREADABLE, "<? ")


@lru_cache(maxsize=4)
def _converter(extensions: tuple[str, ...]) -> markdown.Markdown:
    return converter(extensions)


@lru_cache(maxsize=4)
def _plain_converter(extensions: tuple[str, ...]) -> markdown.Markdown:
    return markdown.Markdown(extensions=extensions)


Attributes = list[tuple[str, str | None]]


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]


class _Open:
    """An element that has begun: where its words begin in the running text."""

    def __init__(self, tag: str, attributes: dict[str, MarkedText], place: Place | None, begins: int) -> None:
        self.tag, self.attributes, self.place, self.begins = tag, attributes, place, begins
        self.words = ""


class _Reader(HTMLParser):
    """Reads rendered, marked HTML."""

    def __init__(self, marked: Marked) -> None:
        super().__init__()
        self.marked = marked
        self.content = Content()
        self.last = Place(1, 1)  # of the last mark seen, for what has none of its own
        self.running = ""
        self.block = ""
        self.open: list[_Open] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        place = self._written_at(attrs)
        attributes = {
            MARK.sub("", name): self.marked.piece(value or "")
            for name, value in attrs
            if not MARK.match(name)
        }
        if place:
            self.last = place
            self.content.tags.append(Element(tag, attributes, MarkedText(""), place, written=True))
        self._begin_passage(tag)
        if tag == "img":
            self._picture(attributes, place)
        elif tag == "a" or HEADING.fullmatch(tag):
            self.open.append(_Open(tag, attributes, place, 0))

    def _begin_passage(self, tag: str) -> None:
        if tag in NOT_READ:
            self._say(GAP)
            self.unread += 1
        elif tag not in WITHIN_WORDS:
            self.end_passage(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in NOT_READ:
            self.unread = max(0, self.unread - 1)
        for number in range(len(self.open) - 1, -1, -1):
            if self.open[number].tag == tag:
                self._close(self.open.pop(number))
                break
        if tag not in WITHIN_WORDS and tag not in NOT_READ:
            self.end_passage("")

    def handle_data(self, data: str) -> None:
        for opened in self.open:
            opened.words += data
        if marks := MARK.findall(data):
            self.last = self.marked.place(marks[-1]) or self.last
        if not self.unread:
            self.running += data

    def _say(self, words: str) -> None:
        if not self.unread:
            self.running += words

    def _written_at(self, attrs: Attributes) -> Place | None:
        return next((self.marked.place(name) for name, _ in attrs if MARK.fullmatch(name)), None)

    def _picture(self, attributes: dict[str, MarkedText], written: Place | None) -> None:
        alt = attributes.get("alt", MarkedText(""))
        address = attributes.get("src", MarkedText(""))
        place = written or alt.place() or address.place() or self.last
        self.content.pictures.append(Element("img", attributes, alt, place, written is not None))
        for opened in self.open:
            opened.words += alt.text
        self._say(GAP)

    def _close(self, opened: _Open) -> None:
        words = self.marked.piece(opened.words)
        address = opened.attributes.get("href", MarkedText(""))
        place = opened.place or words.place() or address.place() or self.last
        kind = self.content.links if opened.tag == "a" else self.content.headings
        kind.append(Element(opened.tag, opened.attributes, words, place, opened.place is not None))

    def end_passage(self, tag: str) -> None:
        """End the running words, and begin new ones in a tag."""
        words = self.marked.piece(self.running)
        if words.text.strip():
            self.content.passages.append(Passage(words, words.place() or self.last, self.block))
        self.running = ""
        self.block = tag
