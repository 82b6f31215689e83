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
    one,
    reason_not_yes,
    several,
)
from librarysite.notation import DAY, Dated, Span
from librarysite.problems import Mistake

ALL = ("all",)


def _branches(value: object) -> object:
    return ALL if value in ("all", ["all"]) else several(value)


Branches = Annotated[tuple[Slug, ...], BeforeValidator(_branches)]


@notation.is_written(notation.WRITTEN[notation.read_dated])
def _on(text: str) -> Dated:
    if re.fullmatch(r"\d{4}-\d\d-\d\d +to +\d{4}-\d\d-\d\d", text.strip()):
        first, last = notation.read_days(text)
        raise Mistake("“on” is for one day", f"write “from: {first}”, and on the next line “to: {last}”")
    return notation.read_dated(text)


class Status(Entry):
    """What closures, changed hours and notices share: which branches, and from when to when.

    ``cancelled`` says why it does not happen after all. Such an entry changes nothing any more; it is kept so that
    people who have it in their calendars are told.
    """

    branches: Branches
    except_: Slugs = ()
    on: Annotated[Dated | None, one(_on)] = None
    from_: DayOrMoment | None = None
    to: DayOrMoment | None = None
    published: Day | None = None
    updated: Day | None = None
    cancelled: Annotated[Text | None, BeforeValidator(reason_not_yes)] = None
    sample: YesNo = False

    @model_validator(mode="after")
    def _period(self) -> "Status":
        if self.on and (self.from_ or self.to):
            raise Mistake("“on” is for one day and stands alone", "delete “from” and “to”, or “on”", "on")
        if not self.on and not self.from_:
            raise Mistake(
                "It is not said when this begins", "add “on:” with a day, or “from:” with the first one"
            )
        if self.except_ and self.branches != ALL:
            raise Mistake(
                "“except” goes with “branches: all”", "leave those branches out of the list", "except"
            )
        if self.ends and self.ends <= self.starts:
            raise Mistake("The end is before the beginning", f"it begins on {self.from_}", "to")
        return self

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
    until: Annotated[Literal["further notice"] | None, choice("further notice")] = None
    review: Day | None = None
    reason: Text
    still_open: Text | None = None
    self_service: AsUsual = None

    @model_validator(mode="after")
    def _ending(self) -> "Closure":
        if sum(map(bool, (self.on, self.to, self.until))) != 1:
            raise Mistake(
                "A closure ends in exactly one way",
                "write one of “on:” (a day), “to:” (the last day), “until: further notice” with “review:”",
            )
        if bool(self.until) != bool(self.review):
            remedy = "add “review:” with the day on which somebody will look again"
            raise Mistake(
                "“until: further notice” and “review:” go together",
                remedy if self.until else "delete “review:”",
                "until" if self.until else "review",
            )
        return self


@notation.is_written(notation.either(notation.read_sessions, "as usual"))
def _hours(text: str) -> tuple[Span, ...] | None:
    return None if text.strip().lower() == "as usual" else notation.read_sessions(text)


class ChangedHours(Status):
    """Other hours than usual for a day or some days. ``hours`` is None for “as usual” on a bank holiday."""

    id: Slug | None = None
    hours: Annotated[tuple[Span, ...] | None, one(_hours)]
    self_service: Annotated[tuple[Span, ...] | None, one(_hours)] = ()
    reason: Text | None = None

    @model_validator(mode="after")
    def _days(self) -> "ChangedHours":
        if not self.on and not self.to:
            raise Mistake("It is not said when the changed hours end", "add “to:” with the last day")
        if any(isinstance(value, datetime) for value in (self.from_, self.to)) or (self.on and self.on.span):
            raise Mistake("Changed hours hold for whole days", "write the day here and the times in “hours:”")
        if self.reason is None and self.hours is not None:
            raise Mistake("The reason is missing", "add “reason:”, for example: reason: Staff training")
        return self


class Notice(Status):
    """A message to residents, shown from a day until a day or until somebody takes it off."""

    id: Slug
    level: Annotated[
        Literal["information", "disruption", "emergency"], choice("information", "disruption", "emergency")
    ]
    branches: Branches = ALL
    review: Day | None = None
    title: Text
    text: Prose | None = None
    link: Link | None = None

    @model_validator(mode="after")
    def _ending(self) -> "Notice":
        if bool(self.on or self.to) == bool(self.review):
            raise Mistake(
                "A notice ends in one way",
                "write “to:” with its last day, or “review:” with a day to look again",
            )
        return self
