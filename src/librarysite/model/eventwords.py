"""What editors write in one line of an event, read or answered with the lines to write instead."""

import re
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal

from librarysite import notation
from librarysite.model.fields import one_line, several
from librarysite.notation import Span
from librarysite.problems import Mistake

FOLLOWS_THE_BRANCH: Literal["opening hours"] = "opening hours"
ALSO_OPENING_HOURS = (
    "opening times",
    "library hours",
    "open hours",
    "when open",
    "while open",
    "hours of opening",
)
NEXT_LINE = "on the next line, two spaces further in"
BOOKED = {"required", "essential", "must book", "booking required", "book", "advised", "recommended"}
NOT_BOOKED = {
    "none",
    "drop in",
    "drop-in",
    "not required",
    "no booking",
    "n/a",
    "just turn up",
    "turn up",
    "optional",
}


@notation.reads(notation.either(notation.read_span, FOLLOWS_THE_BRANCH))
def read_at(text: str) -> Span | str:
    """Read the times of a pattern, or that it follows the hours of its branch."""
    words = " ".join(text.lower().split())
    if words == FOLLOWS_THE_BRANCH:
        return FOLLOWS_THE_BRANCH
    if get_close_matches(words, (FOLLOWS_THE_BRANCH, *ALSO_OPENING_HOURS), n=1, cutoff=0.8):
        raise Mistake("Hours cannot be read", f"write {FOLLOWS_THE_BRANCH}")
    if words in ("all day", "whole day", "any time", "all the day"):
        raise Mistake("An event without times is all day", "delete this line")
    if re.search(r"[ap]m|\d\d.*(,|;|&|\band\b)", words) and ", " in (
        several_times := notation.hours_meant(text)
    ):
        first = several_times.split(", ")[0]
        raise Mistake(
            "One time of the day is expected here",
            f"write {first} here; for the others make patterns with an “id:” of their own",
        )
    return notation.read_span(text, past_midnight=True)


@notation.reads(notation.SYNTAX_OF[notation.read_days])
def gaps(value: object) -> object:
    """Read the dates and spans of days on which a series does not take place."""
    return [day for text in _listed(value) for day in (_gap(text) if isinstance(text, str) else [text])]


def _gap(text: str) -> list[date]:
    if re.fullmatch(r"(?:school )?(?:half[ -]?terms?|holidays?|school holidays?)", text.strip().lower()):
        raise Mistake("“except” takes dates", "write “term_time: yes” in a line of its own instead")
    if re.fullmatch("(?:all )?(?:bank|public) holidays?", text.strip().lower()):
        raise Mistake("“except” takes dates", "delete this line: bank holidays are left out anyway")
    return notation.days_between(*notation.read_days(text))


def _listed(value: object) -> list[Any]:
    listed = several(value)
    if not isinstance(listed, list | tuple):
        raise Mistake(
            "A date or a list of dates is expected here", "write one date a line, each after a dash"
        )
    return [one_day(item) for item in listed]


def one_day(item: object) -> object:
    """Refuse a date that has a key of its own, such as “- date: 2026-12-08”."""
    if isinstance(item, dict):
        raise one_line(item)
    return item


def patterns(value: object) -> object:
    """Answer a pattern in one line with the lines that it is to have."""
    if not isinstance(value, str):
        return several(value)
    raise Mistake("“when” has lines of its own", f"write {NEXT_LINE}: {_pattern_lines(value.strip())}")


def _pattern_lines(text: str) -> str:
    times = re.search(r"[ ,]+(?:at |from )?(\d{1,2}(?:[:.]\d\d| ?[ap]m).*)$", text)
    days = text[: times.start()] if times else text
    rest = f"; and below it: at: {notation.hours_meant(times[1]) or times[1]}" if times else ""
    try:
        notation.read_every(days)
        return f"every: {re.sub('^(?:every|each) ', '', days, flags=re.I)}{rest}"
    except Mistake:
        return f"on: {days}{rest}" if re.search(r"\d", days) else "every: Tuesday, or on: and the date"


def at_one_branch(value: object) -> object:
    """Refuse several libraries for one event."""
    if isinstance(value, list) and len(value) > 1:
        raise Mistake("An event is at one library", "make an event for each library")
    return value


def read_title(text: str) -> str:
    """Refuse a title that says what “changes” is for."""
    words = text.strip().lower()
    found = re.match(r"\W*(cancel+ed|postponed|moved)\b", words) or re.search(
        r"[-–—:(*]\s*(cancel+ed|postponed)\W*$", words
    )
    if found:
        key = "cancelled" if found[1].startswith("cancel") else "moved_to"
        what = "the reason" if key == "cancelled" else "the new date"
        remedy = f"leave the title as it was, and write “{key}:” with {what} at the date, below “changes:”"
        raise Mistake(f"A title does not say that something is {found[1]}", remedy)
    return text


def raise_for_moved(text: str, day: str) -> None:
    """Answer a date that was moved to other times, or to another place, with what to write."""
    if times := notation.hours_meant(text):
        remedy = f"write {day} {times}" if day else f"write the date, year first, and then {times}"
        raise Mistake("“moved_to” begins with a date, even if it is the same day", remedy, "moved_to")
    weekday = text.lower()[:3] in {name[:3] for name in notation.WEEKDAYS}
    if not re.search(r"\d", text) and not weekday:
        remedy = (
            "for another library write “branch:” instead, for another room “room:”, for anything else “note:”"
        )
        raise Mistake("“moved_to” is a new date", remedy, "moved_to")


@notation.reads(notation.BOOKING)
def how_to_book(value: object) -> object:
    """Read ``needed`` and ``not needed``; a link or a number alone is answered with its line."""
    if not isinstance(value, str):
        return value or None  # {}: a form has left all fields of it empty
    words = value.strip().lower()
    if words in {"not needed", "no", "false"}:
        return {"needed": "no"}
    if words in {"needed", "yes", "true"}:
        return {}
    raise Mistake("How to book cannot be read", _booking_remedy(value.strip(), words))


def _booking_remedy(text: str, words: str) -> str:
    if words in BOOKED:
        return "write needed"
    if words in NOT_BOOKED:
        return "write not needed"
    if re.match(r"https?://|www[.]", words):
        return f"write {NEXT_LINE}: link: {text}"
    if re.fullmatch(r"[\d +()-]{6,}", words):
        return f"write {NEXT_LINE}: phone: {text}"
    if "@" in words:
        return "write needed, and the e-mail address in “description:”"
    return f"write needed or not needed, or {NEXT_LINE}: “link:” or “phone:”"


@notation.reads(notation.ONLINE)
def read_online(value: object) -> object:
    """Read ``yes``, for those who give the link to people themselves."""
    if not isinstance(value, str):
        return value or None  # {}: a form has left all fields of it empty
    words = value.strip().lower()
    if words in ("yes", "true"):
        return {}
    if words in ("no", "false"):
        return None
    if re.match(r"https?:|www[.]", words):
        raise Mistake("A link alone cannot stand here", f"write {NEXT_LINE}: link: {value}")
    raise Mistake("“online” has yes or a link", f"write yes, or {NEXT_LINE}: “link:” with the web address")


def place_with_name(value: object) -> object:
    """Answer a place in one line with its lines."""
    if isinstance(value, str):
        raise Mistake("A place has a name", f"write {NEXT_LINE}: name: {value}")
    return value


def read_cost(text: str) -> str:
    """Read a price as people see it; figures alone have no currency."""
    price = text.strip().lower()
    if re.fullmatch(r"(?:gbp|£)? *0+(?:[.,]0{1,2})?|no|none|nothing|nil|no charge|n/a|-", price):
        raise Mistake("What costs nothing is free", "write Free")
    if price in {"yes", "£", "tbc", "tba", "?", "true"}:
        raise Mistake("It is not said what this costs", "write the price, such as £3, or leave this line out")
    if found := re.fullmatch(r"(?:gbp|£|\$)? *([0-9]+)(?:[.,]([0-9]{1,2}))? *(?:gbp|pounds?|quid)?", price):
        pence = f".{found[2]:0<2}" if found[2] else ""
        if not price.startswith("£"):
            raise Mistake("A price needs its currency", f"write £{found[1]}{pence}")
        if found[2] and len(found[2]) == 1:
            raise Mistake("Pence have two figures", f"write £{found[1]}{pence}")
    return text
