"""When an event takes place: a repeat, or dates that are written out, with their times."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator

from librarysite import notation
from librarysite.model.eventwords import gaps, read_at
from librarysite.model.fields import Day, Entry, Slug, Text, YesNo, one, several
from librarysite.notation import Dated, Every, Rule, Span
from librarysite.problems import Mistake

DatedItem = Annotated[Dated, one(notation.read_dated)]
Time = Span | Literal["opening hours"] | None  # None is all day


SPAN_OF_DAYS = re.compile(r"\d{4}-\d\d-\d\d +to +\d{4}-\d\d-\d\d")
ONE_DAY = timedelta(days=1)
Days = tuple[date, date]  # the first and the last


def _why_ended(value: object) -> object:
    """Refuse a mere yes, or the last day, where the reason stands why a series ended before people expected it."""
    text = value.strip() if isinstance(value, str) else ""
    if re.fullmatch(r"\d{4}-\d\d?-\d\d?", text):
        remedy = (
            f"write “until: {text}”, and here the reason, for example: ended: The story-teller has moved away"
        )
        raise Mistake("“ended” says why a series ends, not when", remedy)
    if text.lower() in {"yes", "true", "no", "false"}:
        remedy = "write the reason, for example: ended: The story-teller has moved away"
        raise Mistake("People will want to know why", remedy)
    return value


class Pattern(Entry):
    """When an event takes place: a repeat (``every``, ``rule``) or dates (``on``); ``at`` None is all day.

    ``ended`` is why a repeat ends, by ``until``, before people expected it: they are told at its next date.
    """

    id: Slug | None = None
    every: Annotated[Every | None, one(notation.read_every, " and ")] = None
    rule: Annotated[Every | Rule | None, one(notation.read_rule)] = None
    on: Annotated[tuple[DatedItem, ...], BeforeValidator(several)] = ()
    at: Annotated[Time, one(read_at)] = None
    from_: Day | None = None
    until: Day | None = None
    ended: Annotated[Text | None, BeforeValidator(_why_ended)] = None
    term_time: YesNo = False
    except_: Annotated[tuple[date, ...], BeforeValidator(gaps)] = ()

    _span: Days | None = None  # as written in ``on``, whatever cuts it

    @model_validator(mode="wrap")
    @classmethod
    def _span_of_days(cls, data: Any, read: Callable[[Any], "Pattern"]) -> "Pattern":
        """Read ``on: FIRST to LAST`` as every day from the first to the last, with a repeat as its days among them."""
        if not isinstance(data, dict) or not (span := _span_in(data)):
            return read(data)
        pattern = read(_within(span, data))
        pattern._span = None if data.get("every") or data.get("rule") else span
        return pattern

    @property
    def span(self) -> Days | None:
        """The first and the last of the days in a row that are written in ``on``; None for dates and for a repeat."""
        return self._span

    @model_validator(mode="after")
    def _whole(self) -> "Pattern":
        if [bool(self.every), bool(self.rule), bool(self.on)].count(True) != 1:
            raise self._when_mistake()
        if self.repeat and not self.from_:
            raise Mistake("It is not said from when this repeats", "add “from:” with a date")
        if self.from_ and self.until and self.until < self.from_:
            remedy = f"did you mean {notation.in_a_later_year(self.until, self.from_)}?"
            raise Mistake("The last day is before the first", remedy, "until")
        if self.ended and not (self.repeat and self.until):
            remedy = "add “until:” with the last date that takes place"
            if self.on:
                remedy = "cancel the dates that do not take place, below “changes:”, and delete this line"
            raise Mistake("It is not said when this ended", remedy, "ended")
        if len({dated.date for dated in self.on}) < len(self.on):
            raise Mistake(
                "A date is written twice", "give each session of a day a pattern with its own id", "on"
            )
        return self

    def _when_mistake(self) -> Mistake:
        """Return what is wrong where no repeat and no date is written, or more than one."""
        keys = [key for key in ("every", "rule", "on") if getattr(self, key)]
        if keys:
            names = " and ".join(f"“{key}:”" for key in keys)
            return Mistake(
                f"{names} cannot stand together",
                "keep one of them; single dates more go into “also_on:”",
                keys[-1],
            )
        if self.from_ and self.until:
            span = f"on: {self.from_} to {self.until}"
            return Mistake(
                "It is not said on which days this takes place",
                f"add “every:”, or write “{span}” instead",
                "from",
            )
        if self.from_:
            return Mistake(
                "It is not said on which days this takes place",
                f"add “every:”, or write “on: {self.from_}” instead",
                "from",
            )
        return Mistake(
            "It is not said on which days this takes place",
            "add “every:” with the days, or “on:” with the date",
        )

    @property
    def repeat(self) -> Every | Rule | None:
        """How often it takes place, in whichever way that is written; None for dates written out."""
        return self.every or self.rule

    @property
    def times(self) -> tuple[Time, ...]:
        """The times of its dates, each once."""
        return tuple(dict.fromkeys(dated.span or self.at for dated in self.on)) or (self.at,)

    @property
    def endless(self) -> bool:
        """Tell whether it repeats without a last day."""
        return self.repeat is not None and self.until is None

    @property
    def dates(self) -> tuple[Dated, ...]:
        """The dates of ``on``, less those before ``from`` and after ``until``."""
        first, last = self.from_ or date.min, self.until or date.max
        return tuple(dated for dated in self.on if first <= dated.date <= last)


def _span_in(data: dict[str, Any]) -> Days | None:
    """Return the one span of days that ``on`` has; of several, or dates beside it, a repeat is what can be written."""
    written = data.get("on")
    listed = written if isinstance(written, list) else [written]
    texts = [text.strip() for text in listed if isinstance(text, str)]
    if not any(map(SPAN_OF_DAYS.fullmatch, texts)):
        return None
    try:
        spans = sorted(map(notation.read_days, texts))
    except Mistake as mistake:
        raise Mistake(mistake.message, mistake.remedy, "on") from None
    if len(listed) > 1:
        raise Mistake("Only one span of days can stand here", _as_one_repeat(spans, data), "on")
    return spans[0]


def _as_one_repeat(spans: list[Days], data: dict[str, Any]) -> str:
    """Return the lines that say several spans of days: a repeat with gaps."""
    first, last = spans[0][0], max(end for _, end in spans)
    lines = [] if data.get("every") or data.get("rule") else ["every: day"]
    lines += [f"from: {first}", f"until: {last}"]
    gaps = [(end + ONE_DAY, begin - ONE_DAY) for (_, end), (begin, _) in pairwise(spans)]
    between = [f"{a}" if a == b else f"{a} to {b}" for a, b in gaps if a <= b]
    words = f"write {' and '.join(f'“{line}”' for line in lines)} in place of “on:”"
    return f"{words}, and leave out {' and '.join(between)} with “except:”" if between else words


def _within(span: Days, data: dict[str, Any]) -> dict[str, Any]:
    """Return a pattern's lines with its span of days as a repeat with a first and a last day."""
    first, last = span
    rest = {key: value for key, value in data.items() if key != "on"}
    ends = [key for key in ("from", "until") if data.get(key)]
    if data.get("every") or data.get("rule"):
        if ends:
            again = " and ".join(f"“{key}:”" for key in ends)
            other = f"or delete “on:” and write “from: {first}” and “until: {last}”"
            message = "“on:” says from when until when this repeats, and another line says it again"
            raise Mistake(message, f"delete {again}, {other}", "on")
        return rest | {"from": first, "until": last}
    first, last = max(first, _day_at(data, "from", first)), min(last, _day_at(data, "until", last))
    if last < first:
        raise Mistake("No day of this is left between “from” and “until”", "delete “from” or “until”", "on")
    return rest | {"every": Every(tuple(range(7))), "from": first, "until": last}


def _day_at(data: dict[str, Any], key: str, otherwise: date) -> date:
    """Return the date at a key of a pattern as written."""
    try:
        return notation.read_date(data[key]) if isinstance(data.get(key), str) else otherwise
    except Mistake as mistake:
        raise Mistake(mistake.message, mistake.remedy, key) from None
