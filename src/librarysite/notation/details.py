"""Single facts: yes or no, ids, postcodes, numbers of properties, positions."""

import re
import unicodedata

from librarysite.problems import Mistake

LONGEST_ID = 80
DOMAIN = r"[a-z0-9-]+(\.[a-z0-9-]+)+"
LANGUAGES = {
    "english": "en-GB",
    "welsh": "cy",
    "polish": "pl",
    "romanian": "ro",
    "urdu": "ur",
    "bengali": "bn",
    "bangla": "bn",
    "punjabi": "pa",
    "gujarati": "gu",
    "hindi": "hi",
    "arabic": "ar",
    "persian": "fa",
    "farsi": "fa",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "portuguese": "pt",
    "spanish": "es",
    "lithuanian": "lt",
    "ukrainian": "uk",
    "russian": "ru",
    "turkish": "tr",
    "somali": "so",
    "tamil": "ta",
    "chinese": "zh",
}
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}", re.ASCII)


YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
MEANS_YES = {"y", "on", "1", "yep", "yess", "ye", "ja", "oui", "x", "ok", "always"}
MEANS_NO = {"n", "off", "0", "nope", "nein", "none", "never", "non"}
NOT_KNOWN = {"not known", "unknown"}


def read_yes_no(text: str) -> bool:
    """Read ``yes`` or ``no`` (web forms write ``true`` and ``false``)."""
    words = text.strip().lower()
    if words not in YES_OR_NO:
        leave_out = "; leave the line out if it is not known" if words in NOT_KNOWN else ""
        raise Mistake("This must be yes or no", _yes_or_no(words) or f"write yes or no{leave_out}")
    return YES_OR_NO[words]


def _yes_or_no(words: str) -> str:
    return "write yes" if words in MEANS_YES else "write no" if words in MEANS_NO else ""


def read_yes_no_not_known(text: str) -> bool | None:
    """Read ``yes``, ``no`` or ``not known`` (None)."""
    words = text.strip().lower()
    if words in NOT_KNOWN:
        return None
    if words not in YES_OR_NO:
        raise Mistake(
            "This must be yes, no or not known",
            _yes_or_no(words) or "write yes, no or not known, and nothing else",
        )
    return YES_OR_NO[words]


def read_slug(text: str) -> str:
    """Read an id: small letters, figures and hyphens, because it becomes part of addresses."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
        guess = (
            re.sub(r"[^a-z0-9]+", "-", re.sub("['’]", "", plain.lower())).strip("-")[:LONGEST_ID].strip("-")
        )
        raise Mistake(
            "An id has small letters, figures and hyphens only",
            f"write {guess}" if guess else "write a name, such as chess-club-2027",
        )
    if len(text) > LONGEST_ID:
        shorter = text[:LONGEST_ID].rpartition("-")[0] or text[:LONGEST_ID]
        raise Mistake(f"This id has more than {LONGEST_ID} characters", f"write {shorter}")
    return text


def read_postcode(text: str) -> str:
    """Read a United Kingdom postcode."""
    tidy = re.sub(r"\s+", "", text.upper())
    if not POSTCODE.fullmatch(tidy):
        raise _no_postcode(text.strip(), tidy)
    return f"{tidy[:-3]} {tidy[-3:]}"


def _no_postcode(text: str, tidy: str) -> Mistake:
    plain = re.sub("[^A-Z0-9]", "", tidy)
    first, last = plain[:-3], plain[-3:]
    letters, figures = str.maketrans("015", "OIS"), str.maketrans("OISL", "0151")
    ending = last[:1].translate(figures) + last[1:].translate(letters)
    for beginning in dict.fromkeys(
        [first, first[:2] + first[2:].translate(figures), first.translate(figures)]
    ):
        if POSTCODE.fullmatch(beginning + ending):
            return Mistake("This is not a postcode", f"did you mean {beginning} {ending}?")
    if found := re.search(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}\b", text.upper()):
        return Mistake("A postcode stands alone here", f"write {found[0]}")
    if re.fullmatch(r"not (yet )?known|unknown|none|n/?a|tb[ac]|-+|\?+", text.lower()):
        return Mistake(f"“{text}” is not a postcode", "leave this line out until it is known")
    return Mistake(
        "This is not a postcode", "look it up: the second half is one figure and two letters, as in LU1 2NG"
    )


def read_uprn(text: str) -> str:
    """Read a unique property reference number: 1 to 12 digits, which spreadsheets may have spoilt."""
    if re.fullmatch(r"\d{1,12}", text.strip(), re.ASCII):
        return text.strip()
    digits = re.sub(r"(?i)^uprn|[\s,:]", "", text)
    if re.fullmatch(r"[0-9]{1,12}", digits):
        remedy = f'write "{digits}"'
    elif re.fullmatch(r"[0-9.]+[eE]\+?[0-9]+", digits):
        remedy = "a spreadsheet has shortened it: look it up, and write all its digits in quotes"
    else:
        remedy = 'write its digits, 12 at most, in quotes: "10007768486"; or leave the line out'
    raise Mistake("This is not a unique property reference number", remedy)


def read_position(text: str) -> tuple[float, float]:
    """Read ``51.881146, -0.416991``: latitude and longitude in degrees (WGS 84)."""
    found = re.fullmatch(r"(-?\d{1,2}\.\d+),\s*(-?\d{1,3}\.\d+)", text.strip(), re.ASCII)
    if not found:
        raise Mistake("A position cannot be read", _position_remedy(text.strip()))
    latitude, longitude = float(found[1]), float(found[2])
    if not _in_the_kingdom(latitude, longitude):
        if _in_the_kingdom(longitude, latitude):
            raise Mistake("Latitude and longitude have changed places", f"write {found[2]}, {found[1]}")
        if _in_the_kingdom(latitude, -longitude):
            raise Mistake(
                "This position is not in the United Kingdom", f"did you mean {found[1]}, -{found[2]}?"
            )
        raise Mistake("This position is not in the United Kingdom", f"check the figures: {POSITION_FORM}")
    return latitude, longitude


POSITION_FORM = "latitude, longitude, as in 51.881146, -0.416991"


def _in_the_kingdom(latitude: float, longitude: float) -> bool:
    return 49 <= latitude <= 61 and -9 <= longitude <= 2.1


def _position_remedy(text: str) -> str:
    """Return the position that is meant, if it has two numbers with a point, whatever stands beside them."""
    if re.search("[°'\"]", text):
        return f"write degrees with a decimal point, without minutes and seconds: {POSITION_FORM}"
    numbers = re.findall(r"([NSEW]?) ?(-?\d{1,3}\.\d+) ?([NSEW]?)", text.replace("−", "-").upper())
    if len(numbers) == 2 and not re.search("[a-z]{3}", text):
        values = [
            f"-{n}" if {"S", "W"} & {before, after} and n[0] != "-" else n for before, n, after in numbers
        ]
        if _in_the_kingdom(float(values[0]), float(values[1])):
            return f"write {values[0]}, {values[1]}"
    if re.fullmatch(r"[a-z]{2}[\d ]+|\d{5,6}[, ]+\d{5,6}", text.lower()):
        return f"this is a place on the national grid: write {POSITION_FORM}"
    if re.fullmatch("not (yet )?known|unknown|none|n/?a|tb[ac]", text.lower()):
        return "leave this line out until it is known"
    return f"write {POSITION_FORM}"


def read_language(text: str) -> str:
    """Read the code of a language as HTML takes it: ``ur``, ``pa-Guru``, ``en-GB``."""
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", text.strip(), re.ASCII | re.IGNORECASE):
        raise Mistake("This is not the code of a language", _language_remedy(text.strip().lower()))
    return text.strip()


def _language_remedy(name: str) -> str:
    short = name.replace("_", "-")
    if name not in LANGUAGES and re.fullmatch("[a-z]{2}-[a-z]{2}", short):
        return f"write {short[:3]}{short[3:].upper()}"
    return f"write {LANGUAGES[name]}" if name in LANGUAGES else "write for example ur, pl or en-GB"


def read_domain(text: str) -> str:
    """Read the name of a domain, ``libraries.example.org``, as it ends e-mail addresses."""
    if not re.fullmatch(DOMAIN, text.strip(), re.ASCII | re.IGNORECASE):
        plain = re.sub(r"^(?:https?:)?/*|/.*$", "", text.strip().lower())
        guess = (
            f"write {plain}" if re.fullmatch(DOMAIN, plain, re.ASCII) else "write it as libraries.example.org"
        )
        raise Mistake("This is not the name of a domain", guess)
    return text.strip()
