r"""The syntax of values, as patterns for the programs that people edit with: these tell of a slip as it is typed.

A pattern takes whatever its reader understands, and refuses what it can of the rest; no reader relies on it. Patterns
keep to what Python and JSON Schema share: ``[0-9]`` instead of ``\d``, and both cases are spelt out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from librarysite.notation.contacts import read_email, read_link, read_phone
from librarysite.notation.dates import read_date, read_dated, read_day_or_moment, read_days, read_part_date
from librarysite.notation.details import (
    read_position,
    read_postcode,
    read_slug,
    read_uprn,
    read_yes_no,
    read_yes_no_not_known,
)
from librarysite.notation.repeats import EVERY_EXAMPLES, read_every
from librarysite.notation.rules import EXAMPLES, read_rule
from librarysite.notation.times import read_sessions, read_span

Reader = Callable[..., Any]
R = TypeVar("R", bound=Reader)


@dataclass(frozen=True)
class Syntax:
    """How a value is written: a pattern, what to say of anything else, words to choose from or an example.

    ``plain`` is what YAML may take a value without quotes for: 2014 is a number to it, true a boolean.
    """

    pattern: str
    words: str
    choices: tuple[str, ...] = ()
    example: str = ""
    plain: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The pattern of a whole value, which may have spaces round it."""
        return rf"^\s*({self.pattern})\s*$"


def any_case(pattern: str) -> str:
    """Return a pattern in small letters as one that takes capitals, too."""

    def both(found: re.Match[str]) -> str:
        if found[0].startswith("\\"):
            return found[0]
        return re.sub(r"\\.|[a-z]-[a-z]|[a-z]", twice, f"[{found[0].strip('[]')}]")

    def twice(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith("\\") else found[0] + found[0].upper()

    return re.sub(r"\\.|\[[^]]*\]|[a-z]", both, pattern)


def apart(*parts: str, by: str = " *") -> str:
    """Return a pattern for parts that may stand apart."""
    return by.join(parts)


def one_of(*words: str) -> Syntax:
    """Return the syntax of a word of a closed list."""
    listed = ", ".join(words)
    pattern = "|".join(words).replace(".", "[.]")
    return Syntax(pattern, f"This word cannot stand here: write one of: {listed}", words)


def either(read: Reader, *words: str) -> Syntax:
    """Return the syntax of a value that a function reads, or that is one of some words."""
    syntax = SYNTAX_OF[read]
    pattern = f"{syntax.pattern}|{any_case('|'.join(words))}"
    return replace(
        syntax,
        pattern=pattern,
        words=f"{syntax.words}, or {', '.join(words)}",
        choices=(*syntax.choices, *words),
    )


SYNTAX_OF: dict[Reader, Syntax] = {}


def reads(syntax: Syntax) -> Callable[[R], R]:
    """Note of a function which syntax the values have that it reads."""

    def note(read: R) -> R:
        SYNTAX_OF[read] = syntax
        return read

    return note


ONE_VALUE = "One value is expected here: write it on the same line"
ANY_TEXT = Syntax(r"[\s\S]*", ONE_VALUE, plain=("number", "boolean"))
BOOKING = Syntax(
    any_case("not needed|needed|no|yes"),
    "How to book cannot be read: write “not needed”, or “link:” or “phone:” on a line of its own",
    ("not needed", "needed"),
)
ONLINE = Syntax("yes|true", "Write “online: yes”, or “link:” on the next line", ("yes",), plain=("boolean",))
TODAY = "today"  # offered to choose from; the program puts in the date

DATE = "(19|2[01])[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
OFFSET = "(z|[+-][0-9][0-9]:?[0-9][0-9])"  # from UTC, as web forms write it
A_DAY = f"{DATE}([ t]00:00(:00([.]0+)?)?{OFFSET}?)?"
PART_DATE = f"(19|2[01])[0-9][0-9](-(0[1-9]|1[0-2]))?|{A_DAY}"
DAYS = rf"{A_DAY}(\s+to\s+{A_DAY})?"
CLOCK_12 = apart("[0-9]", "[0-9]?", f"({apart('[:.]', '[0-9]', '[0-9]', '')})?[ap][.]?", "m[.]?")
CLOCK_24 = apart("[0-9]", "[0-9]?", ":", "[0-9]", f"[0-9]({apart('', ':', '0', '0')})?")
CLOCK = "|".join([CLOCK_12, CLOCK_24, *(apart(*word) for word in ("midday", "noon", "midnight"))])
SPAN = rf"({CLOCK})(\s+to\s+|\s*[-–—]\s*)({CLOCK})"
MOMENTS = rf"{DATE}[ t]+({CLOCK})\s+(to|[-–])\s+{DATE}[ t]+({CLOCK})"
DATED = f"{A_DAY}|{DATE}[ t]+{SPAN}|{MOMENTS}"
DAY_OR_MOMENT = (
    f"{A_DAY}|{DATE}[ t] *({CLOCK})?|{DATE}[ t][0-9][0-9]:[0-9][0-9](:[0-9][0-9]([.][0-9]+)?)?{OFFSET}"
)
SESSIONS = rf"closed|(\s|,|and)*{SPAN}((\s|,|and)+{SPAN})*(\s|,|and)*"
SAYS_A_DAY = "day|daily|weekend|mon(?!th)|tue|wed|thu|fri|sat|sun"
LINK = r'[hH][tT][tT][pP][sS]://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][^\s<>"]*)?'

POSTCODE = apart("[a-z]", "[a-z]?", "[0-9]", "[a-z0-9]?", "[0-9]", "[a-z]", "[a-z]", by=r"\s*")
DIGITS = "([ ()-]*[0-9])"
WHOLE_PHONES = "|".join(apart(*number, by="[ ()-]*") for number in ("999", "08001111"))
PHONE = f"[ ()-]*(0{DIGITS}{{9,10}}|1{DIGITS}{{2}}|1{DIGITS}{{5}}|{WHOLE_PHONES})[ ()-]*"

YEAR_FIRST = "A date must be written year first: 2026-12-05 is 5 December 2026"
TIMES_WORDS = "Hours cannot be read: write them as 09:00 to 17:00"

SYNTAX_OF |= {
    read_date: Syntax(any_case(A_DAY), YEAR_FIRST, (TODAY,), "2026-12-05"),
    read_part_date: Syntax(any_case(PART_DATE), f"{YEAR_FIRST}. A year or a month is enough", plain=("number",)),
    read_days: Syntax(any_case(DAYS), f"{YEAR_FIRST}. Several days are 2026-10-26 to 2026-10-30"),
    # Days from one to another are taken too, because after the “on:” of an event they may stand.
    read_dated: Syntax(any_case(f"{DATED}|{DAYS}"), f"{YEAR_FIRST}. Times may follow: 2026-12-16 14:00 to 14:30"),
    read_day_or_moment: Syntax(
        any_case(DAY_OR_MOMENT), f"{YEAR_FIRST}. A time may follow: 2026-12-24 13:00", (TODAY,)
    ),
    read_span: Syntax(any_case(SPAN), TIMES_WORDS, example="10:30 to 11:00"),
    read_sessions: Syntax(
        any_case(SESSIONS), f"{TIMES_WORDS}, or closed", ("closed",), "09:00 to 13:00, 14:00 to 19:00"
    ),
    read_every: Syntax(
        any_case(f"[^:]*({SAYS_A_DAY})[^:]*"), f"This repeat is not understood: write for example: {EVERY_EXAMPLES}",
        example="Tuesday",
    ),
    read_rule: Syntax(
        any_case(r"[a-z0-9=;,:+\s-]*=[a-z0-9=;,+\s-]*"),
        f"This rule cannot be read: write for example {EXAMPLES['MONTHLY']}",
        example="FREQ=MONTHLY;BYDAY=1MO,3WE",
    ),
    read_yes_no: Syntax(any_case("yes|no|true|false"), "This must be yes or no", ("yes", "no"), plain=("boolean",)),
    read_yes_no_not_known: Syntax(
        any_case("yes|no|true|false|not known|unknown"), "This must be yes, no or not known",
        ("yes", "no", "not known"), plain=("boolean",),
    ),
    read_slug: Syntax(
        "[a-z0-9]+(-[a-z0-9]+)*", "An id has small letters, figures and hyphens only", example="chess-club-leagrave",
        plain=("number", "boolean"),
    ),
    read_phone: Syntax(
        PHONE, "This is not a United Kingdom phone number: write it as 01582 547418", example="01582 547418",
        plain=("number",),
    ),
    read_postcode: Syntax(any_case(POSTCODE), "This is not a postcode: write it as LU1 2NG", example="LU1 2NG"),
    read_uprn: Syntax(
        "[0-9]{1,12}", 'This is not a unique property reference number: write its digits in quotes: "10007768486"',
        plain=("number",),
    ),
    read_link: Syntax(
        LINK, "A web address must be written in full: write it as https://www.example.org/page",
        example="https://www.example.org/page",
    ),
    read_email: Syntax(
        r'[^@\s<>"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+', "This is not an e-mail address: write it as name@example.org",
        example="name@example.org",
    ),
    read_position: Syntax(
        r"-?[0-9]{1,2}\.[0-9]+,\s*-?[0-9]{1,3}\.[0-9]+",
        "A position cannot be read: write latitude, longitude: 51.881146, -0.416991", example="51.881146, -0.416991",
    ),
}  # fmt: skip
