"""What bank holidays mean to the service and to each library, and which days are holidays besides the known ones."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from librarysite.model.fields import Day, Entry, Text, choice, several
from librarysite.problems import Mistake

REGIONS = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern_ireland": "NIR",
    "uk": "ENG, WLS, SCT or NIR: bank holidays differ",
    "gb": "ENG, WLS or SCT: bank holidays differ",
}
UnlessTold = Annotated[Literal["closed", "decide"], choice("closed", "decide")]


class Holiday(Entry):
    """A holiday that no list of the region has: a local one, one that was moved, or one proclaimed late."""

    date: Day
    name: Text


class HolidayDates(Entry):
    """Which days are holidays besides those that are known, and which of those are none here."""

    also: Annotated[tuple[Holiday, ...], BeforeValidator(several)] = ()
    not_: Annotated[tuple[Day, ...], BeforeValidator(several)] = ()

    @model_validator(mode="after")
    def _said_once(self) -> "HolidayDates":
        days = [holiday.date for holiday in self.also]
        if twice := next((day for day in days if days.count(day) > 1), None):
            raise Mistake(f"{twice} stands here twice", "keep one of the two names", "also")
        if both := next((day for day in self.not_ if day in days), None):
            raise Mistake(f"{both} stands below “also:” and below “not:”", "delete one of the two", "not")
        return self

    def name_of(self, day: date) -> str | None:
        """Return the name of a day that is a holiday also; None for any other day."""
        return next((holiday.name for holiday in self.also if holiday.date == day), None)


class HolidayRule(HolidayDates):
    """What bank holidays mean: closed unless an entry says otherwise, or each branch must decide."""

    region: Annotated[str, choice("ENG", "WLS", "SCT", "NIR", **REGIONS)] = "ENG"
    unless_told: UnlessTold = "closed"


class BranchHolidayRule(HolidayDates):
    """One branch's own rule for bank holidays; what it does not say, the service's rule says."""

    unless_told: UnlessTold | None = None
