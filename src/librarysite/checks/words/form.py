"""How a text is written: its headings, its HTML, and Markdown that has not become what it was meant to be."""

import re
from collections.abc import Iterator

from librarysite.checks.words.content import UNREADABLE, Content, Element, Passage
from librarysite.problems import Place, Problem, error, warning
from librarysite.rendering.markup import ATTRIBUTES, TAGS

LOOK = frozenset("font center big u strike tt blink marquee style basefont".split())
SHOWN_FROM_ELSEWHERE = frozenset("iframe embed object video audio source track picture svg map area".split())
PROGRAMS = frozenset(
    "script noscript form input button select textarea option label link meta base canvas applet dialog".split()
)
OTHER_TAGS = frozenset(
    "html head body title main header footer nav article aside address mark u var samp wbr bdi bdo data hgroup legend "
    "fieldset optgroup output progress meter template slot ruby rt rp menu search param frame frameset".split()
)
INSTEAD = {"b": "**", "i": "*"}


def heading_problems(headings: list[Element], title_line: int | None) -> Iterator[Problem[Place]]:
    """Give each heading that is a second title, skips a level or has no words."""
    above = 1
    for heading in headings:
        level = int(heading.tag[1])
        place = _of_heading(heading)
        if not heading.words.text.strip():
            yield error(place, "This heading has no words", "write some, or delete the line")
        elif level == 1:
            where = f", in line {title_line}" if title_line else ""
            yield error(place, f"The page has its one title already{where}", "write ## for a heading")
            level = 2
        elif level > above + 1:
            message = f"This heading skips a level: there is no {'#' * (above + 1)} above it"
            yield error(place, message, f"write {'#' * (above + 1)} {heading.words.text.strip()}")
        above = level


def _of_heading(heading: Element) -> Place:
    return heading.place if heading.written else heading.words.place() or heading.place


def tag_problems(tags: list[Element]) -> Iterator[Problem[Place]]:
    """Give each HTML tag and attribute that the website takes out."""
    for tag in tags:
        name = tag.tag
        if re.fullmatch("h[1-6]", name):
            continue
        if name not in TAGS:
            known = name in LOOK | SHOWN_FROM_ELSEWHERE | PROGRAMS | OTHER_TAGS
            message = f"<{name}> cannot stand on a page, and the website takes it out"
            if not known:
                message = f"<{name}> is taken for a piece of HTML, and the website takes it out"
            yield error(tag.place, message, _instead(name, known=known))
            continue
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set())
        for attribute in tag.attributes:
            if attribute and attribute not in allowed:
                message = f"“{attribute}” cannot stand in <{name}>, and the website takes it out"
                yield error(tag.place, message, _instead_of_attribute(attribute))


def _instead(name: str, *, known: bool) -> str:
    if not known:
        return "write &lt; for a < that people should see"
    if name in SHOWN_FROM_ELSEWHERE:
        return "write a link to it"
    if name in LOOK or name == "mark":
        return "delete it, and write **words** for what is important"
    if name in PROGRAMS:
        return "delete it"
    return "delete it: the rest of the page is made by the website"


def _instead_of_attribute(name: str) -> str:
    if name == "name":
        return "write id= in place of it"
    if name in ("style", "align", "bgcolor", "color", "border", "cellpadding", "cellspacing"):
        return "delete it: the website has a look of its own"
    return "delete it"


def unreadable(text: str) -> Iterator[Problem[Place]]:
    """Give what would end the reading of a page."""
    for number, line in enumerate(text.split("\n"), start=1):
        if (column := line.find(UNREADABLE)) >= 0:
            place = Place(number, column + 1, len(UNREADABLE))
            yield error(
                place,
                "A page cannot be read from here on",
                "delete it, or write &lt;![ if people should see it",
            )


LIST_IN_WORDS = re.compile(r"\n[ \t]*([-*+•]|\d{1,2}[.)])[ \t]+(?=\S)")
LEFTOVERS = (
    (
        re.compile(r"\[[^\[\]\n]*\]\s\((?=[^()\s]*[./#:])[^()\s]+\)"),
        "This is not read as a link: there is a space before the (",
        "write [words](address) without a space",
    ),
    (
        re.compile(r"\([^()\n]+\)\[(?=[^\[\]\s]*[./#:])[^\[\]\s]+\]"),
        "This is not read as a link: the brackets are the wrong way round",
        "write [words](address)",
    ),
    (
        re.compile(r"!?\[[^\[\]\n]+\]\([^()\n]*\)"),
        "This is not read as a link",
        "write [words](address), with an empty line before it if it follows HTML",
    ),
    (
        re.compile(r"!?\[[^\[\]\n]+\]\([^()\s]*(?![^\n]{0,200}\))"),
        "This link is not closed",
        "write ) after its address",
    ),
)  # fmt: skip
NO_DEFINITION = re.compile(r"\[[^\[\]\n]+\]\[([^\[\]\n]*)\]")


def leftovers(content: Content) -> Iterator[Problem[Place]]:
    """Give Markdown that people would see as it was written, because something in it is not right."""
    for passage in content.passages:
        text = passage.words.text
        ends = 0
        for pattern, message, remedy in LEFTOVERS:
            for found in pattern.finditer(text):
                if found.start() >= ends:
                    ends = found.end()
                    yield error(_at(passage, found), message, remedy)
        for found in NO_DEFINITION.finditer(text):
            name = found[1] or found[0].partition("]")[0].lstrip("![")
            message = f"It is not said where the link “{name}” leads"
            yield error(
                _at(passage, found),
                message,
                f"add a line [{name}]: and the address, or write [words](address)",
            )
        yield from _hidden_lists(passage)


def _hidden_lists(passage: Passage) -> Iterator[Problem[Place]]:
    """Give the first dash of a list that is not one, as it follows a line of words."""
    found = LIST_IN_WORDS.search(passage.words.text) if passage.tag == "p" else None
    if found and not passage.words.text[: found.start()].rstrip().endswith("\n"):
        message = "This is not read as a list: it follows a line of words"
        yield warning(_at(passage, found, found.start(1)), message, "leave an empty line above the list")


def _at(passage: Passage, found: re.Match[str], start: int | None = None) -> Place:
    begins = found.start() if start is None else start
    return passage.words.place(begins, found.end()) or passage.place
