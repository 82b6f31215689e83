"""Links and pictures: whether they lead somewhere, and what they are called."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from librarysite.checks.words.content import Element
from librarysite.checks.words.marks import MarkedText
from librarysite.checks.words.targets import Spot
from librarysite.problems import Mistake, Place, Problem, error, warning
from librarysite.rendering.markup import SCHEMES

SAY_NOTHING = re.compile(
    r"(please )?(click|tap|press|see|read|look|go|find out|learn|more|further|full)?\b ?(on )?"
    r"(here|more|this|that|this (link|page|website|site)|the (link|website|page)|link|info|information|"
    r"details|more (info|information|details)|continue reading)",
    re.I,
)
WEB_ADDRESS = re.compile(
    r"(https?://\S+|www\.\S+|[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|org|net|uk|eu)(/\S*)?)", re.I
)
PICTURE_NAME = re.compile(r"\S.*\.(jpe?g|png|gif|webp|avif|svg|heic|tiff?|bmp)|\w*\d{4,}\w*([-_]\w*)*", re.I)
SAYS_PICTURE = re.compile(
    r"(?:an? |the )?(?:image|picture|photo|photograph|pic|graphic|icon|logo|screenshot|img|dsc|scan|untitled|alt text"
    r"|banner|poster)[ _-]*\d*",
    re.I,
)  # fmt: skip
BEGINS_WITH_PICTURE = re.compile(
    r"(?:an? |the )?(?:image|picture|photo|graphic)(?:graph)? (?:of|showing) +", re.I
)


def link_problems(link: Element, spot: Spot) -> Iterator[Problem[Place]]:
    """Give what is wrong with a link. An anchor without an address is no link."""
    address = link.attributes.get("href")
    if address is None:
        return
    if not link.words.text.strip():
        message = "This link has no words that people could choose"
        yield error(link.place, message, "write between [ and ] where it leads")
    place = _address_place(link, address)
    if link.written and _is_within_the_site(address.text):
        message = "A link to a page of this website is written in Markdown, or it does not find the page"
        yield error(place, message, f"write [{' '.join(link.words.text.split())}]({address.text})")
        return
    fault = address_fault(address.text, spot)
    if fault is not None:
        yield Problem(place, *fault)
    if fault is None or fault[1]:
        yield from _problems_of_words(link)


def _is_within_the_site(address: str) -> bool:
    return re.match(r"\s*([a-z][a-z0-9+.-]*:|#|$)", address, re.I) is None


def address_fault(address: str, spot: Spot) -> tuple[Mistake, bool] | None:
    """Return what is wrong with the address of a link, and whether it is only a warning."""
    tidy = re.sub(r"[\x00-\x20]", "", address)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", tidy)
    if not tidy:
        return Mistake("This link leads nowhere", "write its address between ( and )"), False
    if scheme is None:
        mistake = spot.fault(address)
        return (mistake, False) if mistake else None
    return _fault_of_scheme(scheme[1].lower(), tidy, spot)


def _fault_of_scheme(scheme: str, address: str, spot: Spot) -> tuple[Mistake, bool] | None:
    rest = address[len(scheme) + 1 :]
    if scheme in ("http", "https"):
        return _web_fault(scheme, rest, spot)
    if scheme == "mailto":
        if not re.fullmatch(r"[^@\s<>?]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(\?.*)?", unquote(rest)):
            return Mistake("This is not an e-mail address", "write it as mailto:name@example.org"), False
    elif scheme == "tel":
        return _phone_fault(rest)
    elif len(scheme) == 1 or scheme == "file":
        mistake = Mistake(
            "This leads to a file on your own computer", "put the file into content, and link to it there"
        )
        return mistake, False
    elif scheme not in SCHEMES:
        message = f"A link cannot begin with “{scheme}:”, and the website takes it out"
        return Mistake(message, "write an address that begins with https://"), False
    return None


def _web_fault(scheme: str, rest: str, spot: Spot) -> tuple[Mistake, bool] | None:
    try:
        host = urlsplit(f"{scheme}:{rest}").hostname or ""
    except ValueError:
        host = ""
    if not rest.startswith("//") or not re.fullmatch(r"[^\W_]([\w-]*\.)+[\w-]+", host):
        return Mistake("This web address is not whole", "write it as https://www.example.org/page"), False
    if own := spot.own(f"{scheme}:{rest}"):
        return Mistake(
            "This is a page of this website: name its file, and the link is checked", f"write {own}"
        ), True
    if scheme == "http":
        return Mistake("This web address is not secure", f"write https:{rest} if that works"), True
    return None


def _phone_fault(number: str) -> tuple[Mistake, bool] | None:
    digits = re.sub(r"[ ().-]|%20", "", number)
    if re.fullmatch(r"\+440\d+", digits):
        return Mistake("There is no 0 after +44", f"write tel:+44{digits[4:]}"), False
    if re.fullmatch(r"\+44\d{9,10}|\+(?!44)\d{7,15}|0\d{9,10}|1\d{2}|1\d{5}|999", digits, re.ASCII):
        return None
    return Mistake("This is not a whole phone number", "write it as tel:+441582547418"), False


def _problems_of_words(link: Element) -> Iterator[Problem[Place]]:
    """Give a warning where the words of a link, read alone, do not say where it leads."""
    words = " ".join(link.words.text.split())
    bare = words.strip(" .,:;!>→»…").lower()
    address = link.attributes["href"].text
    if bare and SAY_NOTHING.fullmatch(bare):
        yield warning(
            _place(link),
            f"“{words}” does not say where the link leads",
            "write what is there, such as “opening times”",
        )
    elif WEB_ADDRESS.fullmatch(words) and not (_is_short(link) or address.startswith(("mailto:", "tel:"))):
        message = "A web address is hard to read, and to listen to, as the words of a link"
        yield warning(_place(link), message, "write what is there: [the name of the page](its address)")


def _is_short(link: Element) -> bool:
    """Tell whether a link is written as <https://...>: there the address is meant to be seen."""
    return link.words.place() == link.attributes["href"].place() is not None


def _place(link: Element) -> Place:
    return link.place if link.written else link.words.place() or link.place


def _address_place(element: Element, address: MarkedText) -> Place:
    return element.place if element.written else address.place() or element.place


def picture_problems(picture: Element, spot: Spot) -> Iterator[Problem[Place]]:
    """Give what is wrong with a picture: that it is not there, or what is said of it."""
    address = picture.attributes.get("src", MarkedText(""))
    place = _address_place(picture, address)
    if re.match(r"\s*([a-z][a-z0-9+.-]*:|//)", address.text, re.I):
        message = "The website shows only pictures of its own"
        yield error(place, message, "put the file into the folder content, and name it here")
    elif picture.written and address.text:
        message = "A picture is written in Markdown, or it is not found"
        words = " ".join(picture.words.text.split()) or "what can be seen"
        yield error(place, message, f"write ![{words}]({address.text})")
    elif mistake := spot.picture_fault(address.text):
        yield Problem(place, mistake)
    yield from _problems_of_alt(picture, address.text)


def _problems_of_alt(picture: Element, address: str) -> Iterator[Problem[Place]]:
    words = " ".join(picture.words.text.split())
    place = picture.place
    name = unquote(address).rpartition("/")[2]
    example = f"write ![what can be seen]({address})"
    if not words and picture.written and "alt" in picture.attributes:
        message = "Nothing is said of this picture to people who cannot see it"
        yield warning(place, message, "write it after alt=, unless the picture is mere decoration")
    elif not words:
        yield error(place, "Nothing is said of this picture to people who cannot see it", example)
    elif (
        PICTURE_NAME.fullmatch(words)
        or SAYS_PICTURE.fullmatch(words)
        or (words.lower() == name.rpartition(".")[0].lower() and re.search(r"[-_\d]", words))
    ):
        yield warning(place, f"“{words}” does not tell what can be seen in the picture", example)
    elif found := BEGINS_WITH_PICTURE.match(words):
        rest = words[found.end() :]
        message = "That it is a picture is said already to people who cannot see it"
        yield warning(place, message, f"write “{rest[:1].upper()}{rest[1:]}”")
