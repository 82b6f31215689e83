"""What departs from the normal weeks: closures, changed hours and notices."""

import re
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from librarysite import notation
from librarysite.model.fields import (
    Day,
    DayOrMoment,
    Entry,
    Link,
    Prose,
    Slug,
    Slugs,
    Text,
    YesNo,
    choice,
    line,
    one,
    reason_not_yes,
    several,
)
from librarysite.notation import DAY, Dated
from librarysite.problems import Mistake

ALL = ("all",)


def _branches(value: object) -> object:
    return ALL if value in ("all", ["all"]) else several(value)


Branches = Annotated[tuple[Slug, ...], BeforeValidator(_branches)]


FURTHER_NOTICE = re.compile(
    r"(?:until |till? )?fu?r?t?h?er not\w*|indefinite(?:ly)?|unknown|not (?:yet )?known|tb[ac]|\?+|open"
)


@notation.reads(notation.SYNTAX_OF[notation.read_dated])
def _on(text: str) -> Dated:
    if re.fullmatch(r"\d{4}-\d\d-\d\d +to +\d{4}-\d\d-\d\d", text.strip()):
        first, last = notation.read_days(text)
        raise Mistake("“on” is for one day", f"write “from: {first}”, and on the next line “to: {last}”")
    if re.fullmatch(r"(?:every |each )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?", text.strip().lower()):
        raise Mistake(
            f"“{text.strip()}” does not say which date",
            "write the date itself; a new normal week goes into data/branches.yaml",
        )
    return notation.read_dated(text)


@notation.reads(notation.SYNTAX_OF[notation.read_day_or_moment])
def _to(text: str) -> date | datetime:
    if FURTHER_NOTICE.fullmatch(text.strip().lower()):
        raise Mistake(f"“{text.strip()}” is not a date", ENDLESS)
    return notation.read_day_or_moment(text)


ENDLESS = "write “until: further notice”, and on the next line “review:” with the day on which somebody will look again"


@notation.reads(notation.one_of("further notice"))
def _until(text: str) -> str:
    if text == "further notice":
        return text
    if FURTHER_NOTICE.fullmatch(text.strip().lower()):
        raise Mistake(f"“{text}” is not one of the words that can stand here", "write further notice")
    day = notation.read_day_or_moment(text)
    raise Mistake(
        "“until” is for “further notice” only",
        f"write “to: {text.strip()}” if {day:%Y-%m-%d} is the last closed day",
    )


def _one_day(value: object) -> object:
    """Answer a list of days with what an entry can have."""
    if isinstance(value, list) and len(value) > 1:
        raise Mistake(
            "“on” is for one day",
            "write “from:” with the first day and “to:” with the last, or an entry for each day",
        )
    return value


def read_reason(text: str) -> str:
    """Read a reason, which is more than a mere yes."""
    if text.strip().lower() in {"yes", "true", "no", "false", "n/a", "none", "-"}:
        raise Mistake("People will want to know why", "write the reason, for example: reason: Staff training")
    return line(text)


class Status(Entry):
    """What closures, changed hours and notices share: which branches, and from when to when.

    ``cancelled`` says why it does not happen after all. Such an entry changes nothing any more; it is kept so that
    people who have it in their calendars are told.
    """

    branches: Branches
    except_: Slugs = ()
    on: Annotated[Dated | None, one(_on), BeforeValidator(_one_day)] = None
    from_: DayOrMoment | None = None
    to: Annotated[datetime | date | None, one(_to)] = None
    published: Day | None = None
    updated: Day | None = None
    cancelled: Annotated[Text | None, BeforeValidator(reason_not_yes)] = None
    far_ahead: YesNo = False
    sample: YesNo = False

    @model_validator(mode="after")
    def _period(self) -> "Status":
        if self.on:
            self._refuse_other_days()
        elif not self.from_:
            raise Mistake(
                "It is not said when this begins", "add “on:” with a day, or “from:” with the first one"
            )
        if self.except_ and self.branches != ALL:
            raise Mistake(
                "“except” goes with “branches: all”", "leave those branches out of the list", "except"
            )
        if self.ends and self.ends <= self.starts:
            raise Mistake("The end is before the beginning", self._later_end(), "to")
        return self

    def _refuse_other_days(self) -> None:
        """Refuse a first or a last day beside “on”."""
        message = "“on” is for one day and stands alone"
        if self.from_ and not self.to:
            remedy = "write “to:” in its place if it is the last day, or else delete “from:”"
            raise Mistake(message, remedy, "on")
        if self.to:
            raise Mistake(message, "delete “on:”, or else “from:” and “to:”", "on")

    def _later_end(self) -> str:
        """Return what to write in place of an end that comes before the beginning: the year is the likeliest slip."""
        begins = self.starts.date()
        if isinstance(self.to, date) and not isinstance(self.to, datetime) and self.to.year != begins.year:
            return f"did you mean {notation.in_a_later_year(self.to, begins)}?"
        moment = f"{self.starts:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
        return f"it begins on {moment}: write an end after that"

    @cached_property
    def starts(self) -> datetime:
        """The first moment, local wall time."""
        if self.on:
            return moment_at(self.on.date, self.on.span.start if self.on.span else 0)
        assert self.from_ is not None  # _period sees to it
        return self.from_ if isinstance(self.from_, datetime) else moment_at(self.from_)

    @cached_property
    def ends(self) -> datetime | None:
        """The first moment after it, local wall time; None without an end."""
        if self.on:
            return moment_at(self.on.date, self.on.span.end if self.on.span else DAY)
        if self.to is None:
            return None
        return self.to if isinstance(self.to, datetime) else moment_at(self.to, DAY)

    def applies_to(self, branch: str) -> bool:
        """Tell whether a branch is meant."""
        return branch not in self.except_ and (self.branches == ALL or branch in self.branches)

    def touches(self, start: datetime, end: datetime) -> bool:
        """Tell whether it holds at some moment from start until just before end; a cancelled one never does."""
        return not self.cancelled and self.overlaps(start, end)

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Tell whether it overlaps, even partly, the time from start until just before end, cancelled or not."""
        return self.starts < end and (self.ends is None or start < self.ends)


def moment_at(day: date, minutes: int = 0) -> datetime:
    """Return minutes since a day's midnight as a moment of local wall time."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


AsUsual = Annotated[Literal["as usual"] | None, choice("as usual")]


class Closure(Status):
    """Branches that are closed, for a time or until further notice."""

    id: Slug
    until: Annotated[Literal["further notice"] | None, one(_until)] = None
    review: Day | None = None
    reason: Annotated[str, one(read_reason)]
    still_open: Text | None = None
    self_service: AsUsual = None
    overlaps_another: YesNo = False

    @model_validator(mode="after")
    def _ending(self) -> "Closure":
        if sum(map(bool, (self.on, self.to, self.until))) != 1:
            several = sum(map(bool, (self.on, self.to, self.until))) > 1
            raise Mistake(
                "A closure ends in exactly one way",
                "keep one of “to:” and “until:”"
                if several
                else "write one of “on:” (a day), “to:” (the last day), “until: further notice” with “review:”",
                "until" if several else "",
            )
        if bool(self.until) != bool(self.review):
            remedy = "add “review:” with the day on which somebody will look again"
            raise Mistake(
                "“until: further notice” and “review:” go together",
                remedy if self.until else "delete “review:”",
                "until" if self.until else "review",
            )
        return self


LEVELS = {
    **dict.fromkeys(("info", "low", "normal", "notice", "news", "minor"), "information"),
    **dict.fromkeys(("warning", "medium", "disrupted", "important", "problem"), "disruption"),
    **dict.fromkeys(("urgent", "high", "critical", "severe", "danger"), "emergency"),
}


class Notice(Status):
    """A message to residents, shown from a day until a day or until somebody takes it off."""

    id: Slug
    level: Annotated[
        Literal["information", "disruption", "emergency"],
        choice("information", "disruption", "emergency", **LEVELS),
    ]
    branches: Branches = ALL
    review: Day | None = None
    title: Text
    text: Prose | None = None
    link: Link | None = None

    @model_validator(mode="after")
    def _ending(self) -> "Notice":
        if bool(self.on or self.to) == bool(self.review):
            both = "keep one: “to:” is its last day, “review:” a day to look again"
            remedy = "write “to:” with its last day, or “review:” with a day to look again"
            raise Mistake(
                "A notice ends in one way", both if self.review else remedy, "review" if self.review else ""
            )
        return self
