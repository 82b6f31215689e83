"""How the fields of entries read what editors write: each type takes text and gives a value, or a Mistake."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from librarysite import notation
from librarysite.notation import Span
from librarysite.problems import Mistake, did_you_mean


def one(read: Callable[[str], Any], joined_by: str = "") -> BeforeValidator:
    """Return the validator of a field that takes one value, read by a function.

    Several values that were written as a list are offered on one line, if it is known what joins them.
    """

    @wraps(read)
    def validate(value: object) -> object:
        if isinstance(value, dict | list):
            raise one_line(value, joined_by)
        return read(value) if isinstance(value, str) else value

    return BeforeValidator(validate)


def one_line(value: dict[str, Any] | list[Any], joined_by: str = "") -> Mistake:
    """Return what is wrong with a list, or lines with keys, where one value stands on the line of its key."""
    return _not_keys(value) if isinstance(value, dict) else _not_a_list(value, joined_by)


def _not_keys(value: dict[str, Any]) -> Mistake:
    texts = [text for text in value.values() if isinstance(text, str)]
    if {"from", "to"} == set(value) and len(texts) == 2:
        return Mistake("This is written on one line", f"write {value['from']} to {value['to']}")
    if isinstance(day := value.get("date"), str):  # a date with keys of its own, as holidays and changes have
        times = value.get("at")
        return Mistake(
            "This is written on one line",
            f"write {day} {times}" if isinstance(times, str) else f"write {day}",
        )
    if len(value) == 1 and len(texts) == 1:
        alone = next(iter(value)) if texts[0].lower() in ("yes", "true") else texts[0]
        return Mistake("One value is expected here, without a key of its own", f"write {alone}")
    return Mistake("One value is expected here, not several lines", "write it after the colon, on one line")


def _not_a_list(value: list[Any], joined_by: str) -> Mistake:
    texts = [text for text in value if isinstance(text, str)]
    if len(value) == 1 and texts:
        return Mistake(
            "One value is expected here, not a list", f"write it after the colon, without a dash: {texts[0]}"
        )
    if joined_by and len(texts) == len(value) > 1:
        return Mistake("This is written on one line, not as a list", f"write {joined_by.join(texts)}")
    return Mistake("One value is expected here, not a list", "keep one of them, after the colon")


def several(value: object) -> object:
    """Take one value where several may stand."""
    return [value] if isinstance(value, str | dict) else value


LONGEST_LINE = 2_000  # characters; the longest of a library's own are some 300


def line(text: str) -> str:
    """Read text as one line."""
    if not text.strip():
        raise Mistake("There is no text here", "write some, or delete the line")
    if len(text) > LONGEST_LINE:
        message = f"This text has {len(text):,} characters; at most {LONGEST_LINE:,} can stand here"
        raise Mistake(message, "shorten it")
    return " ".join(text.split())


WRAPPED_AT = 100  # nobody who ends the lines of a paragraph by hand writes longer ones
ENDS_A_SENTENCE = re.compile(r"[.:!?…][)\]\"'’”*_]*\s*$")
LIST_MARK = re.compile(r"\s*([-*+>|#]|\d+[.)] )")


def prose(text: str) -> str:
    """Join the lines of each paragraph, so that ``|`` and ``>`` in YAML give the same text.

    Long lines that each end a sentence are paragraphs: so forms write them, and so ``>`` leaves them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as web forms may write them, as codes
    lines = text.strip().split("\n")
    if max(map(len, lines)) > WRAPPED_AT and all(map(ENDS_A_SENTENCE.search, lines)):
        lines = "\n\n".join(lines).split("\n")
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", "\n".join(lines)):
        joined = ""
        for line in paragraph.split("\n"):
            joined += ("\n" if LIST_MARK.match(line) else " ") + line.rstrip()
        paragraphs.append(joined.strip())
    if fault := notation.endless_words("\n\n".join(paragraphs)):
        raise fault[1]
    return "\n\n".join(paragraphs)


Text = Annotated[str, one(line)]
Prose = Annotated[str, one(prose)]
Slug = Annotated[str, one(notation.read_slug)]
Day = Annotated[date, one(notation.read_date)]
PartDate = Annotated[notation.PartDate, one(notation.read_part_date)]
Days = Annotated[tuple[date, date], one(notation.read_days, " to ")]
DayOrMoment = Annotated[datetime | date, one(notation.read_day_or_moment)]
YesNo = Annotated[bool, one(notation.read_yes_no)]
YesNoNotKnown = Annotated[bool | None, one(notation.read_yes_no_not_known)]
Sessions = Annotated[tuple[Span, ...], one(notation.read_sessions, ", ")]
Phone = Annotated[str, one(notation.read_phone)]
Postcode = Annotated[str, one(notation.read_postcode)]
Uprn = Annotated[str, one(notation.read_uprn)]
Link = Annotated[str, one(notation.read_link)]
Email = Annotated[str, one(notation.read_email)]
Position = Annotated[tuple[float, float], one(notation.read_position, ", ")]
Texts = Annotated[tuple[Text, ...], BeforeValidator(several)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(several)]


def reason_not_yes(value: object) -> object:
    """Refuse a mere “yes” where the reason of a cancellation is to stand, and a “no” that would cancel."""
    words = value.strip().lower() if isinstance(value, str) else ""
    if words in {"yes", "true", "y", "cancelled", "canceled"}:
        raise Mistake(
            "People will want to know why", "write the reason, for example: cancelled: Staff training"
        )
    if words in {"no", "false", "not cancelled"}:
        raise Mistake("This would cancel it, with “no” as the reason", "delete this line if it takes place")
    return value


def choice(*words: str, **meant: str) -> BeforeValidator:
    """Return the validator of a field that takes one of some words; what people write for them is offered them."""

    @notation.reads(notation.one_of(*words))
    def validate(text: str) -> str:
        if text not in words:
            raise Mistake(f"“{text}” is not one of the words that can stand here", _word(text, words, meant))
        return text

    return one(validate)


def _word(text: str, words: tuple[str, ...], meant: dict[str, str]) -> str:
    plain = re.sub(r"[\s_-]+", "_", text.strip().lower())
    alike = {re.sub(r"[\s_-]+", "_", word.lower()): word for word in words}
    if word := alike.get(plain) or meant.get(plain):
        return word if word.startswith("delete") else f"write {word}"
    parts = [part for part in re.split(r"_?[,;&]_?|_and_", plain) if part]
    if len(parts) > 1 and alike.keys() >= set(parts):
        return "write one a line, each after a dash"
    if len(words) == 1:
        return f"write {words[0]}, or delete this line"
    return did_you_mean(text, words, "the words")


class Entry(BaseModel):
    """What all entries share: they never change, and a key nobody knows is a slip."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, alias_generator=lambda name: name.rstrip("_")
    )
