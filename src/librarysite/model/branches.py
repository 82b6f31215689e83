"""The library buildings and their normal weeks."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import model_validator

from librarysite import notation
from librarysite.model.fields import (
    Day,
    Email,
    Entry,
    PartDate,
    Phone,
    Position,
    Postcode,
    Sessions,
    Slug,
    Slugs,
    Text,
    Texts,
    Uprn,
    YesNo,
    YesNoNotKnown,
    choice,
)
from librarysite.model.holidays import BranchHolidayRule
from librarysite.notation import Span
from librarysite.problems import Mistake


class Address(Entry):
    """A postal address."""

    street: Text
    town: Text
    postcode: Postcode | None = None

    def __str__(self) -> str:
        """Return the address on one line."""
        return ", ".join(filter(None, [self.street, " ".join(filter(None, [self.town, self.postcode]))]))


class SelfServiceWeek(Entry):
    """The hours at which the doors open without staff; a day that is not named has none."""

    monday: Sessions = ()
    tuesday: Sessions = ()
    wednesday: Sessions = ()
    thursday: Sessions = ()
    friday: Sessions = ()
    saturday: Sessions = ()
    sunday: Sessions = ()

    def on(self, weekday: int) -> tuple[Span, ...]:
        """Return the sessions of a weekday (Monday is 0)."""
        sessions: tuple[Span, ...] = getattr(self, notation.WEEKDAYS[weekday])
        return sessions


class Week(SelfServiceWeek):
    """The normal week that holds from a day on, until a later one begins."""

    from_: Day
    checked: Day | None = None
    published: Day | None = None
    updated: Day | None = None
    monday: Sessions
    tuesday: Sessions
    wednesday: Sessions
    thursday: Sessions
    friday: Sessions
    saturday: Sessions
    sunday: Sessions
    self_service: SelfServiceWeek = SelfServiceWeek()


class Access(Entry):
    """Access facts; None is “not known”, and is said rather than passed over."""

    step_free: YesNoNotKnown = None
    lift: YesNoNotKnown = None
    accessible_toilet: YesNoNotKnown = None
    baby_changing: YesNoNotKnown = None
    hearing_loop: YesNoNotKnown = None
    parking: YesNoNotKnown = None
    accessible_parking: YesNoNotKnown = None


class ClosedForGood(Entry):
    """A branch that will not open again: since when (a year is enough) and, if known, why."""

    from_: PartDate
    reason: Text | None = None


# How a library is run, as the Libraries Hacked table schema asks in “Type of library”.
LibraryType = Literal["LAL", "LAL-", "CL", "CRL", "ICL"]
LIBRARY_TYPES = get_args(LibraryType)
RUN_BY = {"council": "LAL", "trust": "CL", "volunteers": "CRL", "community": "CRL", "independent": "ICL"}


class Branch(Entry):
    """A library building."""

    id: Slug
    name: Text
    address: Address | None = None
    uprn: Uprn | None = None
    position: Position | None = None
    phone: Phone | None = None
    email: Email | None = None
    summary: Text | None = None
    hours: tuple[Week, ...] = ()
    holidays: BranchHolidayRule | None = None
    rooms: Texts = ()
    facilities: Slugs = ()
    access: Access = Access()
    getting_there: Text | None = None
    a_z: Texts = ()
    opened: PartDate | None = None
    closed: ClosedForGood | None = None
    statutory: YesNo | None = None
    run_as: Annotated[LibraryType, choice(*LIBRARY_TYPES, **RUN_BY)] | None = None
    shares_building: YesNo | None = None
    shares_with: Text | None = None

    @model_validator(mode="after")
    def _weeks_in_order(self) -> "Branch":
        starts = [week.from_ for week in self.hours]
        if starts != sorted(set(starts)):
            raise Mistake(
                "The weeks are not in the order of their dates", "put the earliest week first", "hours"
            )
        return self

    def week_on(self, day: date) -> Week | None:
        """Return the normal week that holds on a day, None before the first one."""
        return next((week for week in reversed(self.hours) if week.from_ <= day), None)

    def closed_for_good_on(self, day: date) -> bool:
        """Tell whether the branch has closed for good by that day."""
        return self.closed is not None and self.closed.from_.first <= day
