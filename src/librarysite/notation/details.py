"""Single facts: yes or no, ids, phone numbers, postcodes, web and e-mail addresses, positions."""

import re

from librarysite.problems import Mistake


def read_yes_no(text: str) -> bool:
    """Read ``yes`` or ``no`` (web forms write ``true`` and ``false``)."""
    words = {"yes": True, "true": True, "no": False, "false": False}
    if text.strip().lower() not in words:
        raise Mistake("This must be yes or no", "write yes or no")
    return words[text.strip().lower()]


def read_yes_no_not_known(text: str) -> bool | None:
    """Read ``yes``, ``no`` or ``not known`` (None)."""
    if text.strip().lower() in {"not known", "unknown"}:
        return None
    try:
        return read_yes_no(text)
    except Mistake:
        raise Mistake("This must be yes, no or not known", "write yes, no or not known") from None


def read_slug(text: str) -> str:
    """Read an id: small letters, figures and hyphens, because it becomes part of addresses."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        guess = re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "").replace("’", "")).strip("-")
        raise Mistake(
            "An id has small letters, figures and hyphens only", f"write {guess}" if guess else "write a name"
        )
    if len(text) > 80:
        raise Mistake("This id is too long", "use at most 80 characters")
    return text


def read_phone(text: str) -> str:
    """Read a United Kingdom phone number as people dial it: ``01582 547418``, ``0300 555 4152``, ``999``."""
    digits = re.sub(r"[ ()-]", "", text)
    if re.fullmatch(r"0\d{9,10}|1\d{2}|1\d{5}|999", digits, re.ASCII):
        return text.strip()
    if re.fullmatch("[1-9][0-9]{8,9}", digits):
        raise Mistake("This phone number has lost its first 0", f'write "0{text.strip()}"')
    raise Mistake("This is not a United Kingdom phone number", "write it as 01582 547418")


def read_postcode(text: str) -> str:
    """Read a United Kingdom postcode."""
    tidy = re.sub(r"\s+", "", text.upper())
    if not re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", tidy, re.ASCII):
        raise Mistake("This is not a postcode", "write it as LU1 2NG")
    return f"{tidy[:-3]} {tidy[-3:]}"


def read_uprn(text: str) -> str:
    """Read a unique property reference number: 1 to 12 digits, which spreadsheets may have spoilt."""
    if not re.fullmatch(r"\d{1,12}", text.strip(), re.ASCII):
        raise Mistake(
            "This is not a unique property reference number", 'write its digits in quotes: "10007768486"'
        )
    return text.strip()


def read_link(text: str) -> str:
    """Read a web address. Only https is taken: other schemes can run programs or be read on the way."""
    scheme, colon, rest = text.partition(":")
    if scheme.lower() == "http" and rest.startswith("//"):
        raise Mistake("This web address is not secure", f"write https:{rest} if the site offers it")
    address = f"{scheme.lower()}{colon}{rest}"
    if not re.fullmatch(r"https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][^\s<>\"]*)?", address):
        raise Mistake("A web address must be written in full", "write it as https://www.example.org/page")
    return address


def read_email(text: str) -> str:
    """Read an e-mail address."""
    if not re.fullmatch(r"[^@\s<>\"?&%]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text):
        raise Mistake("This is not an e-mail address", "write it as name@example.org")
    return text


def read_position(text: str) -> tuple[float, float]:
    """Read ``51.881146, -0.416991``: latitude and longitude in degrees (WGS 84)."""
    found = re.fullmatch(r"(-?\d{1,2}\.\d+),\s*(-?\d{1,3}\.\d+)", text.strip(), re.ASCII)
    if not found:
        raise Mistake("A position cannot be read", "write latitude, longitude: 51.881146, -0.416991")
    latitude, longitude = float(found[1]), float(found[2])
    if not (49 <= latitude <= 61 and -9 <= longitude <= 2.1):
        raise Mistake(
            "This position is not in the United Kingdom", "write latitude first: 51.881146, -0.416991"
        )
    return latitude, longitude


def read_language(text: str) -> str:
    """Read the code of a language as HTML takes it: ``ur``, ``pa-Guru``, ``en-GB``."""
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", text.strip(), re.ASCII | re.IGNORECASE):
        raise Mistake("This is not the code of a language", "write for example ur, pl or en-GB")
    return text.strip()


def read_domain(text: str) -> str:
    """Read the name of a domain, ``libraries.example.org``, as it ends e-mail addresses."""
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", text.strip(), re.ASCII | re.IGNORECASE):
        raise Mistake("This is not the name of a domain", "write it as libraries.example.org")
    return text.strip()
