"""What hostile text in any field becomes: harmless in every file of the site, and still the same words."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser
import icalendar
import pytest
import vobject
from lxml import etree, html

from librarysite.model import Library
from librarysite.moment import Now
from librarysite.reading.load import load
from librarysite.rendering.renderer import Renderer
from librarysite.rendering.theme import Theme
from librarysite.site import Site, make_site, read_site
from tests.conftest import tree
from tests.support.builtsites import BuiltSites
from tests.support.hostilesite import SITE, Filled, every_text, inner, models_in, roots, takes, texts

MARK = "Zq7"  # ends each text, so that it is found again
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "end of script": "</script><script>alert(1)</script>",
    "comment before script": "<!--<script>",
    "event handler": "<img src=x onerror=alert(1)>",
    "end of an attribute": "\"><svg onload=alert(1)>'><svg onload=alert(1)>",
    "attribute alone": "' onmouseover=alert(1) x='\" onmouseover=alert(1) x=\"",
    "link that runs": "[x](javascript:alert(1))",
    "link that runs, disguised": "[x](JaVaScRiPt&#58;alert(1)) [y](java\nscript:alert(1)) <javascript:alert(1)>",
    "link by reference": "[x][1] [1]: data:text/html;base64,PHNjcmlwdD4=",
    "picture": "![x](https://a.example/x.png) ![y](javascript:alert(1))",
    "attributes of Markdown": "*x*{: onclick=alert(1) style=color:red }",
    "end of the title": "</title></textarea></style><script>alert(1)</script>",
    "end of CDATA": "]]><script>alert(1)</script><![CDATA[",
    "processing instruction": "?><?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62; &amp;lt;b&amp;gt;",
    "property of a calendar": "x\r\nATTENDEE:mailto:a@a.example",
    "end of an event": "x\nEND:VEVENT\nBEGIN:VALARM\nTRIGGER:-PT1M\nEND:VALARM",
    "parameter of a calendar": 'x";VALUE=URI:javascript:alert(1);X="^n^\'\\n\\,\\;:',
    "property after a lone return": "x\rATTENDEE:mailto:a@a.example\rEND:VEVENT",
    "formula": "=HYPERLINK(\"https://a.example\",\"x\")",
    "formula with plus": "+1+cmd|' /C calc'!A0",
    "formula with minus": "-1+1",
    "formula with at": "@SUM(1+1)",
    "formula after a tab": "\t=1+1",
    "formula after a line end": "\n=1+1",
    "formula in wide signs": "＝1+1",
    "template": "{{ 1300+37 }} {% set x = 1 %}{{ config }} {# x #} ${1300+37} <%= 1300+37 %> #{1300+37}",
    "very long word": "x" * 1500,
    "percent": "%s %(x)s %00 {0} {x.__class__}",
}  # fmt: skip
ALLOWED_SCHEMES = {"", "https", "http", "mailto", "tel", "webcal"}
FORBIDDEN_TAGS = set("iframe object embed base style svg math frame applet template".split())
FORBIDDEN_ATTRIBUTES = {"style", "srcdoc", "formaction", "action", "background", "ping"}


def joined(text: str) -> str:
    """Return text as one line, which is how all but descriptions are read."""
    return " ".join(text.split())


def entered(folder: Path, filled: Filled) -> Library:
    """Return the Library of a filled site, even where the check of words would refuse what is in Markdown."""
    filled.write(folder, "Words.")
    loaded = load(folder)
    assert list(map(str, loaded.problems)) == []
    assert loaded.library is not None
    return loaded.library


# --- What is tried -----------------------------------------------------------------------------------------


def test_every_field_of_free_text_is_tried() -> None:
    """A field of text that the models get is filled with all that follows, or this test names it."""
    assert every_text() - Filled("Any words").done == set()
    assert len(every_text()) >= 50


@pytest.mark.parametrize("name", HOSTILE)
def test_other_fields_refuse_hostile_text(name: str) -> None:
    """Ids, addresses, dates, numbers and words of closed lists take no other words."""
    waiting = [kind for _, _, kind in roots()]
    while waiting:
        kind = waiting.pop()
        waiting += inner(kind).values()
        for key, field in kind.model_fields.items():
            if (
                (field.alias or key) not in texts(kind)
                and key != "path"
                and not list(models_in(field.annotation))
            ):
                assert not takes(field, HOSTILE[name]), (kind.__name__, key)


@pytest.mark.parametrize(
    "character",
    [
        "\0",
        "\x01",
        "\b",
        "\x0b",
        "\x1b[2J",
        "\x7f",
        "\x85",
        "\x9b",
        "\ud800",
        "\ufffe",
        "\uffff",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2067",
    ],
)
@pytest.mark.parametrize("file", [name for name in SITE if not name.startswith("content/")])
def test_control_characters_are_refused_as_codes_too(character: str, file: str, tmp_path: Path) -> None:
    """No character that XML, calendars or terminals do not bear is read, not even as the code of a web form."""
    Filled("Plain words").write(tmp_path)
    path = tmp_path / file
    code = f"\\u{ord(character[0]):04X}"
    path.write_text(path.read_text().replace("Plain words", f"a{code}b"))
    problems = load(tmp_path).problems
    assert file in {p.file for p in problems}
    assert all(p.message and p.remedy for p in problems)
    assert not any("This value does not fit" in p.message for p in problems)


# --- What comes of it --------------------------------------------------------------------------------------


class _Tags(HTMLParser):
    """A second reader of HTML: notes each tag with its attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.found.append((tag, dict(attrs)))


def tags_in(page: str) -> Iterator[tuple[str, dict[str, str | None]]]:
    """Give each tag of a page as two readers of HTML see it."""
    reader = _Tags()
    reader.feed(page)
    yield from reader.found
    for element in html.document_fromstring(page).iter():
        if isinstance(element.tag, str):
            yield element.tag, dict(element.attrib)


def assert_harmless_page(page: str) -> None:
    """Nothing in a page runs but the site's own script, and links lead to web, e-mail, phone or calendar."""
    for tag, attributes in tags_in(page):
        assert tag not in FORBIDDEN_TAGS
        if tag == "script":
            data = attributes.get("type") == "application/ld+json" and "src" not in attributes
            assert data or re.fullmatch(
                r"(?:(?:\.\./)*|\./|/a'b\{\{1300\+37}}/)assets/site\.js", attributes["src"] or ""
            )
        if tag == "meta" and "http-equiv" in attributes:
            assert attributes["http-equiv"] == "Content-Security-Policy"
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, attributes)
            assert name not in FORBIDDEN_ATTRIBUTES, (tag, attributes)
            if name in ("href", "src", "cite", "data", "poster", "xlink:href"):
                bare = re.sub(r"^[\x00-\x20]+|[\t\r\n]", "", value or "")  # as browsers read it
                assert urlsplit(bare).scheme.lower() in ALLOWED_SCHEMES, (tag, attributes)
    assert "1337" not in page
    for node in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S):
        assert isinstance(json.loads(node), dict)


def shown_in(page: str) -> Iterator[str]:
    """Give each text, attribute and piece of data of a page in which the mark is."""
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        for text in (element.text, element.tail, *element.attrib.values()):
            if text and MARK in text:
                if text == element.get("data-sentences") or (
                    element.tag == "script" and text == element.text
                ):
                    yield from (word for word in words_of(json.loads(text)) if MARK in word)
                else:
                    yield text


def words_of(data: Any) -> Iterator[str]:
    """Give each text of some data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from words_of(key)
            yield from words_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from words_of(value)


def assert_harmless_calendar(raw: bytes, words: str) -> int:
    """Two programs read the same entries, with no property that the site does not write; return how many there are."""
    calendar, other = icalendar.Calendar.from_ical(raw), vobject.readOne(raw.decode())
    assert {component.name for component in calendar.walk()} <= CALENDAR_PARTS
    events = calendar.walk("VEVENT")
    assert len(other.contents.get("vevent", [])) == len(events) == raw.count(b"BEGIN:VEVENT\r\n")
    for event, again in zip(events, other.contents.get("vevent", []), strict=True):
        assert set(event) <= EVENT_PROPERTIES
        assert {key.upper() for key in again.contents} <= EVENT_PROPERTIES
        assert again.summary.value == str(event["summary"])
        assert MARK not in str(event["summary"]) or joined(words) in str(event["summary"])
        for name in ("X-APPLE-STRUCTURED-LOCATION", "URL", "CONFERENCE"):
            assert urlsplit(str(event.get(name, ""))).scheme in ("", "geo", "https")
    assert re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n", raw) is None
    return len(events)


CALENDAR_PARTS = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
EVENT_PROPERTIES = set(
    "UID DTSTAMP DTSTART DTEND RRULE EXDATE SUMMARY DESCRIPTION URL STATUS SEQUENCE TRANSP CATEGORIES COLOR LOCATION "
    "GEO X-APPLE-STRUCTURED-LOCATION CONFERENCE".split()
)


def assert_harmless_feed(raw: bytes, words: str) -> int:
    """A feed is XML 1.0 without entities of its own, and a reader of news finds no markup in it; return its items."""
    feed = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    assert feed.getroottree().docinfo.doctype == ""
    assert {element.tag for element in feed.iter() if isinstance(element.tag, str)} <= FEED_ELEMENTS
    read = feedparser.parse(raw)
    assert not read.bozo
    for item in feed.iter("item"):
        title = item.findtext("title") or ""
        assert MARK not in title or joined(words) in title
        description = html.fragment_fromstring(item.findtext("description") or "", create_parent="div")
        assert {element.tag for element in description.iter()} <= {
            "div",
            "p",
        }  # of paragraphs, and of nothing else
        assert not any(element.attrib for element in description.iter())
        text = description.text_content()
        assert MARK not in text or joined(words) in joined(text)
        assert urlsplit(item.findtext("link") or "").scheme == "https"
    return len(read.entries)


ATOM = "{http://www.w3.org/2005/Atom}link"
FEED_ELEMENTS = {
    ATOM,
    *(
        "rss channel title link description language lastBuildDate generator docs item guid category pubDate".split()
    ),
}


def assert_harmless_table(raw: bytes) -> int:
    """No cell of a table is a formula to a spreadsheet; return how many rows there are."""
    rows = list(csv.reader(io.StringIO(raw.decode(), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
        assert "\n" not in cell
    return len(rows)


@pytest.fixture(scope="module")
def renderer(root: Path) -> Renderer:
    """Return the renderer of the site's own theme."""
    return Renderer(Theme())


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory, now: Now) -> Site:
    """Return the site with harmless words in every field."""
    folder = tmp_path_factory.mktemp("usual")
    return make_site(entered(folder, Filled(f"Plain words {MARK}")), now, None)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_harmless_everywhere(
    name: str, tmp_path: Path, now: Now, renderer: Renderer, usual: Site
) -> None:
    """In every field, in every page, calendar, news feed, table and data file, text stays text, and stays the same."""
    words = f"{HOSTILE[name]} {MARK}"
    filled = Filled(words, HOSTILE[name])
    assert filled.refused == set()
    made = make_site(entered(tmp_path, filled), now, None)
    assert set(made.files) == set(usual.files)
    assert set(made.pages) == set(usual.pages)
    seen = 0
    for page in made.pages.values():
        body = renderer.body(page)
        assert_harmless_page(f"<!doctype html><title>x</title>{body}")
        for text in shown_in(f"<!doctype html><title>x</title>{body}"):
            assert joined(words) in joined(unquote(text) if text.startswith("https:") else text)
            seen += 1
    assert seen > 100
    for address, raw in made.files.items():
        assert b"1337" not in re.sub(rb"(?m)^DTSTAMP:.*$", b"", raw)  # whose seconds may be any
        before = usual.files[address]
        if address.endswith(".ics"):
            assert assert_harmless_calendar(raw, words) == before.count(b"BEGIN:VEVENT\r\n")
        elif address.endswith(".xml"):
            assert assert_harmless_feed(raw, words) == len(feedparser.parse(before).entries)
        elif address.endswith(".csv"):
            assert assert_harmless_table(raw) == len(list(csv.reader(io.StringIO(before.decode()))))
        elif address.endswith(".json"):
            for text in words_of(json.loads(raw)):
                assert MARK not in text or joined(words) in joined(text)
        else:
            assert address.endswith(".svg")
            assert raw == before


@pytest.fixture(scope="module")
def whole(
    built_sites: BuiltSites, tmp_path_factory: pytest.TempPathFactory, root: Path, now: Now
) -> dict[str, bytes]:
    """Return the files that MkDocs writes of a site with all hostile text in every field and page of words."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(root / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "mkdocs.yml", folder)
    (folder / "src").mkdir()
    every = f"{' '.join(text for name, text in HOSTILE.items() if name != 'very long word')} {MARK}"
    taken = [piece for piece in BODY if is_taken(folder, piece, now.today)]
    assert len(taken) > 5
    Filled(every, " ".join(taken[:5])).write(folder, "\n\n".join(taken))
    return tree(built_sites.of(folder))


# MkDocs itself stops at a link whose scheme is disguised.
BODY = [
    *(text for name, text in HOSTILE.items() if name != "link that runs, disguised"),
    '<div onclick="alert(1)" style="position:fixed">block <script>alert(1)</script></div>',
    '<a href="&#106;avascript:alert(1)">x</a> <a href="jAvAsCrIpT:alert(1)">x</a>',
    '<img src="https://a.example/x.png" alt="x" onerror="alert(1)">',
    '!!! note "Title <script>alert(1)</script>" onclick=x\n    x',
    "| {{ 1300+37 }} | <b onclick=alert(1)>x</b> |\n|---|---|\n| *x*{: onclick=alert(1) } | {% raw %} |",
    "## Heading {: #x onclick=alert(1) }",
]  # fmt: skip


def is_taken(folder: Path, piece: str, today: date) -> bool:
    """Tell whether a piece of words is read without a mistake; most that is hostile is refused already."""
    Filled("Plain words").write(folder, piece)
    return not any(not problem.warning for problem in read_site(folder, today).problems)


def test_every_written_page_is_harmless(whole: dict[str, bytes]) -> None:
    """The pages that MkDocs writes, with all that stands around the body, are as harmless as the bodies."""
    pages = {name: raw.decode() for name, raw in whole.items() if name.endswith(".html")}
    assert len(pages) > 40
    for page in pages.values():
        assert_harmless_page(page)


def test_every_written_file_can_be_read(whole: dict[str, bytes]) -> None:
    """All XML is well formed, without document types, all JSON is JSON, and what is left is known."""
    for name, raw in whole.items():
        match name.rpartition(".")[2]:
            case "xml" | "svg":
                found = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
                assert found.getroottree().docinfo.doctype == ""
            case "json":
                json.loads(raw)
            case "ics":
                icalendar.Calendar.from_ical(raw)
            case "csv":
                assert_harmless_table(raw)
            case other:
                assert other in {"html", "css", "js", "gz", "txt"}, name


def test_titles_of_written_pages_are_the_words(whole: dict[str, bytes]) -> None:
    """The title of an event with all hostile text is found whole in its page's title and heading."""
    title = joined(" ".join(text for name, text in HOSTILE.items() if name != "very long word")) + f" {MARK}"
    page = html.document_fromstring(whole["whats-on/elsewhere/index.html"].decode())
    assert joined(page.findtext(".//h1") or "") == title
    assert (page.findtext(".//title") or "").startswith(title)
