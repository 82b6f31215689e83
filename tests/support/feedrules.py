"""The rules of the RSS Advisory Board: its specification of RSS 2.0 and its Best Practices Profile, as an own checker.

There is no validator of RSS that works without the internet. Nothing here uses feedgen or the code under test.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from lxml import etree, html

ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
CHANNEL = set(
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs "
    "cloud ttl image rating textInput skipHours skipDays item".split()
)
ITEM = set("title link description author category comments enclosure guid pubDate source".split())
SEVERAL = {"category", "item"}
ADDRESSES = {"link", "docs", "comments", "url"}
DATES = {"pubDate", "lastBuildDate"}
MAILBOXES = {"author", "managingEditor", "webMaster"}
HAS_CHILDREN = {"channel", "item", "image", "textInput", "skipHours", "skipDays"}
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DATE = re.compile(
    rf"(?:({'|'.join(DAYS)}), )?(\d\d?) ({'|'.join(MONTHS)}) (\d{{4}}) "
    r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)? (?:GMT|UT|[+-](?:0\d|1[0-4])[0-5]\d)"
)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]+( \([^()]+\))?")
MARKUP = re.compile(r"<(?!/?[A-Za-z])|&(?!#?\w+;)")
UNSAFE = {"script", "style", "iframe", "object", "embed", "meta", "link", "form"}
# The profile: in plain text most readers understand these three, and fewer “&amp;”, “&lt;” and “&gt;”.
NOT_SAFEST = re.compile(rb"<(title|category|language)>[^<]*&(?!#x26;|#x3C;|#x3E;)")


def faults(feed: bytes, address: str) -> list[str]:
    """Return every rule that the feed at an address breaks, in words; none for a good one."""
    try:
        feed.decode("utf-8")
        root = etree.fromstring(feed)
    except (UnicodeDecodeError, etree.XMLSyntaxError) as error:
        return [f"not well-formed UTF-8: {error}"]
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1 or len(channels) != 1:
        return ["not one channel in <rss version='2.0'>"]
    found = [*_of_source(feed), *_of_channel(channels[0], address)]
    for element in channels[0].iter("*"):
        found += _of_element(element)
    for item in channels[0].findall("item"):
        found += _of_item(item)
    return found


def _of_source(feed: bytes) -> Iterator[str]:
    if NOT_SAFEST.search(feed):
        yield "plain text does not write &, < and > as &#x26;, &#x3C; and &#x3E;"


def _of_channel(channel: etree._Element, address: str) -> Iterator[str]:
    names = [element.tag for element in channel]
    yield from _known_once(channel, CHANNEL)
    for name in ("title", "link", "description"):
        if name not in names:
            yield f"the channel has no {name}"
    own = [link.attrib for link in channel.findall(ATOM_LINK) if link.get("rel") == "self"]
    if [(link.get("href"), link.get("type")) for link in own] != [(address, "application/rss+xml")]:
        yield "the channel has not one atom:link to itself"
    guids = Counter(
        item.findtext("guid") for item in channel.findall("item") if item.find("guid") is not None
    )
    yield from (f"the guid {guid} is there twice" for guid, times in guids.items() if times > 1)
    language = channel.findtext("language")
    if language is not None and not LANGUAGE.fullmatch(language):
        yield f"{language} is no code of a language"
    ttl = channel.findtext("ttl")
    if ttl is not None and not re.fullmatch("[1-9][0-9]*", ttl):
        yield "the ttl is not a number of minutes"
    if (image := channel.find("image")) is not None:
        yield from _of_image(channel, image)


def _of_image(channel: etree._Element, image: etree._Element) -> Iterator[str]:
    names = Counter(element.tag for element in image)
    if any(names[name] != 1 for name in ("url", "title", "link")):
        yield "the image has not one url, title and link"
    if any(image.findtext(name) != channel.findtext(name) for name in ("title", "link")):
        yield "the image's title and link are not the channel's"
    for name, most in {"width": 144, "height": 400}.items():
        size = image.findtext(name)
        if size is not None and not (size.isdecimal() and 0 < int(size) <= most):
            yield f"the image's {name} is not between 1 and {most}"


def _known_once(parent: etree._Element, known: set[str]) -> Iterator[str]:
    names = Counter(str(element.tag) for element in parent if not str(element.tag).startswith("{"))
    yield from (f"<{name}> is not known in <{parent.tag}>" for name in names if name not in known)
    yield from (
        f"<{n}> is there twice in <{parent.tag}>" for n, t in names.items() if t > 1 and n not in SEVERAL
    )


def _of_element(element: etree._Element) -> Iterator[str]:
    """Give what is wrong in any element, wherever it stands."""
    name, text = str(element.tag), element.text or ""
    if name.startswith("{"):
        return
    if len(element) and name not in HAS_CHILDREN:
        yield f"<{name}> holds markup that is not escaped"
    elif name not in HAS_CHILDREN | {"enclosure", "cloud"} and not text.strip():
        yield f"<{name}> is empty"
    if name in ADDRESSES and not _is_address(text):
        yield f"<{name}> is not a whole address: {text}"
    if name in DATES and not _is_date(text):
        yield f"<{name}> is not a date of RFC 822 with four figures for the year: {text}"
    if name in MAILBOXES and not MAILBOX.fullmatch(text):
        yield f"<{name}> is not an e-mail address: {text}"


def _is_address(text: str | None) -> bool:
    parts = urlsplit(text or "")
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", text or "")


def _is_date(text: str) -> bool:
    if not (found := DATE.fullmatch(text)):
        return False
    weekday, day, month, year = found.groups()
    try:
        written = date(int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return False
    return weekday is None or DAYS[written.weekday()] == weekday


def _of_item(item: etree._Element) -> Iterator[str]:
    yield from _known_once(item, ITEM)
    if item.find("title") is None and item.find("description") is None:
        yield "an item has neither title nor description"
    if (guid := item.find("guid")) is None:
        yield "an item has no guid"
    elif guid.get("isPermaLink", "true") not in ("true", "false"):
        yield "isPermaLink is neither true nor false"
    elif guid.get("isPermaLink") != "false" and not _is_address(guid.text):
        yield f"a guid that is no address says that it is one: {guid.text}"
    if (enclosure := item.find("enclosure")) is not None and set(enclosure.attrib) != {
        "url",
        "length",
        "type",
    }:
        yield "the enclosure has not url, length and type"
    if (source := item.find("source")) is not None and not _is_address(source.get("url")):
        yield "the source has no address"
    if item.findtext("description"):
        yield from _of_description(item.findtext("description") or "")


def _of_description(text: str) -> Iterator[str]:
    """Give what is wrong in an item's description, the only element that readers take for HTML."""
    whole = html.fragment_fromstring(text, create_parent="div")
    outside = [whole.text, *(element.tail for element in whole)]
    if any(element.tag != "p" for element in whole) or any((words or "").strip() for words in outside):
        yield "a description is not in paragraphs"
    if MARKUP.search(text):
        yield "a < or & of a description is neither HTML nor escaped as HTML asks"
    for element in whole.iter("*"):
        if element.tag in UNSAFE or any(name.startswith("on") for name in element.attrib):
            yield f"a description holds <{element.tag}> that readers must not run"
        for name in ("href", "src"):
            if name in element.attrib and not _is_address(element.get(name)):
                yield f"a description holds a relative address: {element.get(name)}"
