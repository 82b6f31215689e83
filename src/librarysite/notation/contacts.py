"""How people are reached: phone numbers, web and e-mail addresses."""

import re

from librarysite.problems import Mistake

LEAVE_OUT = "leave this line out until it is known"
NOTHING = re.compile(r"n/?a|none|no|not (?:yet )?known|unknown|tb[ac]|-+|\?+", re.I)
# Areas in which some numbers have only ten figures, as Ofcom lists them, and 0800 numbers of the same length.
SHORT_AREAS = tuple(
    "01204 01208 01254 01276 01297 01298 01363 01364 01384 01386 01404 01420 01460 01461 01480 01488 01524 01527"
    " 01562 01566 01606 01629 01635 01647 01659 01687 01689 01694 01695 01697 01726 01744 01750 01768 01827 01837 01884"
    " 01900 01905 01935 01946 01949 01963 01995 0500 0800".split()
)
FULL = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][^\s<>\"]*)?")
SITE = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]+)?"
EMAIL = re.compile(r"[^@\s<>\",;:()?&%]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def read_phone(text: str) -> str:
    """Read a United Kingdom phone number as people dial it: ``01582 547418``, ``0300 555 4152``, ``999``."""
    digits = re.sub(r"[ ()-]", "", text)
    if re.fullmatch(r"0\d{10}|1\d{2}|1\d{5}|999|08001111", digits, re.ASCII):
        return text.strip()
    if re.fullmatch(r"0\d{9}", digits, re.ASCII) and digits.startswith(SHORT_AREAS):
        return text.strip()
    raise _no_phone(text.strip(), digits)


def _no_phone(text: str, digits: str) -> Mistake:
    if re.fullmatch("[1-9][0-9]{8,9}", digits):
        return Mistake("This phone number has lost its first 0", f'write "0{text}"')
    if NOTHING.fullmatch(text):
        return Mistake(f"“{text}” is not a phone number", LEAVE_OUT)
    if "@" in text:
        return Mistake("This is an e-mail address, not a phone number", f"write it as “email: {text}”")
    if found := re.fullmatch(r"(0[\d ()-]{9,}\d)\s*(?:ext|extension|x)\.? *(\d+)", text, re.I):
        return Mistake("A phone number stands without an extension", f"write {found[1].strip()}")
    numbers = re.findall(r"\(?0\d[\d ()-]{7,}\d", text)
    if len(numbers) > 1 or re.search(r"\d{6} *(?:/|,|;|or|and|&) *\d{5}", text):
        kept = f": {numbers[0].strip()}" if numbers else ", with its area code"
        return Mistake("One phone number is expected here", f"keep one of them{kept}")
    return _mended_phone(text) or _incomplete_phone(text, digits)


def _mended_phone(text: str) -> Mistake | None:
    """Return the number that is meant where other marks, a country code or letters stand among its figures."""
    figures = re.sub(r"[^\d+]", "", re.sub(r"\(0\)", "", text))
    plain = re.sub(r"^(?:\+|00)440?", "0", figures)
    if re.fullmatch(r"0\d{10}", plain):
        return Mistake("A phone number is written as people dial it", f"write {_spaced(plain)}")
    guess = re.sub(r"\D", "", text.translate(str.maketrans("OoIlS", "00115")))
    if re.search(r"\d ?[OoIlS]|[OoIlS] ?\d", text) and re.fullmatch(r"0\d{10}", guess):
        return Mistake("There is a letter in this phone number", f"did you mean {_spaced(guess)}?")
    return None


def _incomplete_phone(text: str, digits: str) -> Mistake:
    if re.match(r"\+(?!44)|00(?!44)", text):
        return Mistake(
            "This is not a United Kingdom phone number", "write it in a sentence, and leave this line out"
        )
    if re.fullmatch(r"[2-9]\d{5,7}", digits):
        return Mistake(
            "The area code is missing from this phone number", f"write the area code before {text}"
        )
    if re.fullmatch(r"0\d+", digits):
        return Mistake(
            f"A phone number has 11 figures, and this has {len(digits)}", "look it up, and write it again"
        )
    return Mistake("This is not a United Kingdom phone number", "write it in figures, as 01582 547418")


def _spaced(digits: str) -> str:
    """Return the eleven figures of a phone number in the groups that people read."""
    if digits.startswith("02"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}" if digits[1] in "389" else f"{digits[:5]} {digits[5:]}"


def read_link(text: str) -> str:
    """Read a web address. Only https is taken: other schemes can run programs or be read on the way."""
    scheme, colon, rest = text.partition(":")
    if scheme.lower() == "http" and rest.startswith("//"):
        raise Mistake("This web address is not secure", f"write https:{rest} if the site offers it")
    address = f"{scheme.lower()}{colon}{rest}"
    site = re.match(r"https://([^/:?#]*)", address)
    if not FULL.fullmatch(address) or (site and not re.fullmatch(SITE, site[1])):
        raise _no_link(text.strip())
    return address


def _no_link(text: str) -> Mistake:
    return _other_than_link(text) or _other_way_to_link(text) or _mended(text)


def _other_than_link(text: str) -> Mistake | None:
    """Return what is wrong with a program, an e-mail address or a phone number in place of a web address."""
    if re.match("(?:javascript|data|vbscript|blob):", text, re.I):
        return Mistake("This is a program, not a web address", "write an address that begins with https://")
    if re.match("mailto:", text, re.I) or EMAIL.fullmatch(text):
        address = re.sub("^mailto:", "", text, flags=re.I)
        return Mistake(
            "This is an e-mail address, not a web address",
            f"write it as “email: {address}”, where there can be one",
        )
    if re.match("tel:", text, re.I) or re.fullmatch(r"[\d +()-]{9,}", text):
        return Mistake("This is a phone number, not a web address", "write it after “phone:”")
    return None


def _other_way_to_link(text: str) -> Mistake | None:
    """Return what is wrong with a web address in Markdown, with several, and with one of a file or without its site."""
    if found := re.search(r"\]\((https://[^\s)]+)\)|<(https://[^\s>]+)>", text):
        return Mistake("A web address stands alone here", f"write {found[1] or found[2]}")
    if len(found_all := re.findall(r"https?://[^\s,]+", text)) > 1 and re.search(r"[\s,]", text):
        return Mistake("One web address is expected here", f"keep one of them: {found_all[0]}")
    if re.match(r"file:|[A-Za-z]:\\|\\\\|ftp:", text):
        return Mistake(
            "This is not an address that readers can open",
            "put it on a website, and write the address of that",
        )
    if re.match(r"\.{0,2}/|[\w/-]+\.(?:md|html?)$", text):
        return Mistake("The address of the website is missing", "write it in full, from https:// on")
    return None


def _mended(text: str) -> Mistake:
    """Return a web address with its beginning, its spaces and its commas put right, if it is one then."""
    rest = re.sub(r"^(?:h?t?t?p?s?[:;]?[/\\]{0,3}\s*)*(?=[a-z0-9-]+[.,])", "", text, flags=re.I).replace(
        "\\", "/"
    )
    site, slash, page = rest.partition("/")
    guess = f"https://{site.replace(',', '.').strip()}{slash}{page.strip().replace(' ', '%20')}"
    if FULL.fullmatch(guess) and re.match(f"https://{SITE}(?:[/?#]|$)", guess):
        return Mistake("A web address must be written in full", f"did you mean {guess}?")
    return Mistake("A web address must be written in full", "copy it from the browser, from https:// on")


def read_email(text: str) -> str:
    """Read an e-mail address."""
    if EMAIL.fullmatch(text):
        return text
    raise _no_email(text.strip())


def _no_email(text: str) -> Mistake:
    return _other_than_email(text) or _mended_email(text)


def _other_than_email(text: str) -> Mistake | None:
    """Return what is wrong with a text that is no e-mail address at all."""
    if NOTHING.fullmatch(text):
        return Mistake(f"“{text}” is not an e-mail address", LEAVE_OUT)
    if re.match("https?://|www[.]", text, re.I):
        return Mistake(
            "This is a web address, not an e-mail address", "write it after “link:”, where there can be one"
        )
    if re.fullmatch(r"[\d +()-]{6,}", text):
        return Mistake("This is a phone number, not an e-mail address", f"write it as “phone: {text}”")
    if re.search("[?&%]", text):
        return Mistake("This is not an e-mail address", "write it as name@example.org")
    return None


def _mended_email(text: str) -> Mistake:
    """Return an e-mail address without what stands round it, with its @ and its points put right if it is one then."""
    found = [part[0] for part in re.finditer(EMAIL, text)]
    if len(found) > 1:
        return Mistake("One e-mail address is expected here", f"keep one of them: {found[0]}")
    if found:
        return Mistake("An e-mail address stands alone here", f"write {found[0]}")
    with_sign = re.sub(r"\s*[\[(]at[\])]\s*|\s+at\s+|@+", "@", re.sub("^mailto:", "", text))
    guess = re.sub(r"\s+", "", with_sign.rstrip(".").replace(",", "."))
    guess = re.sub(r"\.{2,}", ".", guess)
    if EMAIL.fullmatch(guess):
        return Mistake("This is not an e-mail address", f"did you mean {guess}?")
    if "@" not in text:
        return Mistake("The @ is missing from this e-mail address", "write it as name@example.org")
    return Mistake("This e-mail address is not complete", "write it as name@example.org")
