"""The library service as a whole."""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, get_args

from pydantic import model_validator

from librarysite import notation
from librarysite.model.fields import (
    Day,
    Days,
    Email,
    Entry,
    Link,
    PartDate,
    Phone,
    Slug,
    Text,
    YesNo,
    choice,
    one,
)
from librarysite.model.holidays import HolidayRule
from librarysite.notation import in_a_later_year
from librarysite.problems import Mistake


class Help(Entry):
    """Where to ask: the block at the same place of every page."""

    phone: Phone | None = None
    email: Email | None = None
    text: Text | None = None
    link: Link | None = None


class Term(Entry):
    """A school term: its first and last day and its half-term holiday."""

    name: Text
    from_: Day
    to: Day
    half_term: Days | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Term":
        if self.to < self.from_:
            guess = in_a_later_year(self.to, self.from_)
            remedy = (
                f"did you mean {guess}?"
                if self.to.year != self.from_.year
                else f"write a date after {self.from_}"
            )
            raise Mistake("The term ends before it begins", remedy, "to")
        if self.half_term and not (self.from_ <= self.half_term[0] and self.half_term[1] <= self.to):
            remedy = f"write days from {self.from_} to {self.to}"
            raise Mistake("The half term is not in this term", remedy, "half_term")
        return self

    def holds(self, day: date) -> bool:
        """Tell whether schools are open in this term on that day (weekends of the term count as term)."""
        in_half_term = self.half_term and self.half_term[0] <= day <= self.half_term[1]
        return self.from_ <= day <= self.to and not in_half_term


class Group(Entry):
    """A word of a closed list: an audience, a type of event, a topic of news or a facility."""

    id: Slug
    name: Text
    retired: YesNo = False

    @property
    def in_a_sentence(self) -> str:
        """The name as it stands within a sentence: “older people”. Names in capitals (“ESOL”) keep them."""
        return self.name if self.name[1:2].isupper() else self.name[:1].lower() + self.name[1:]


class Operator(Entry):
    """Who runs the service from a date (a year or month is enough)."""

    from_: PartDate
    name: Text
    note: Text | None = None


class Source(Entry):
    """Where data comes from, with its terms as far as they are known."""

    title: Text
    link: Link | None = None


LicenceName = Literal["OGL-UK-3.0", "CC0-1.0", "CC-BY-4.0", "MIT"]


LICENCES = {
    "ogl": "OGL-UK-3.0",
    "open_government_licence": "OGL-UK-3.0",
    "cc0": "CC0-1.0",
    "cc_by": "CC-BY-4.0",
    "creative_commons": "CC0-1.0 or CC-BY-4.0, whichever it is",
}


class OpenData(Entry):
    """On what terms the open data may be used, and what it rests on. No licence: none is stated."""

    licence: Annotated[LicenceName, choice(*get_args(LicenceName), **LICENCES)] | None = None
    sources: tuple[Source, ...] = ()


class Service(Entry):
    """The library service as a whole."""

    name: Text
    authority: Text
    website: Link
    calendar_domain: Annotated[str, one(notation.read_domain)]
    launched: Day
    time_zone: Annotated[str, choice("Europe/London")] = "Europe/London"
    demonstration: Text | None = None
    catalogue: Link | None = None
    help: Help
    holidays: HolidayRule = HolidayRule()
    terms: tuple[Term, ...] = ()
    audiences: tuple[Group, ...] = ()
    types: tuple[Group, ...] = ()
    topics: tuple[Group, ...] = ()
    facilities: tuple[Group, ...] = ()
    run_by: tuple[Operator, ...] = ()
    open_data: OpenData = OpenData()

    def webcal(self, address: str) -> str:
        """Return the address that opens a calendar app to subscribe, of a calendar below the site's own address."""
        return f"webcal:{self.website.removeprefix('https:')}{address}"

    @model_validator(mode="after")
    def _whole_address(self) -> "Service":
        if not self.website.endswith("/"):
            raise Mistake("The address of the site ends with a /", f"write {self.website}/", "website")
        return self

    @model_validator(mode="after")
    def _terms_apart(self) -> "Service":
        for before, after in pairwise(sorted(self.terms, key=lambda term: term.from_)):
            if after.from_ <= before.to:
                raise Mistake(
                    f"“{after.name}” begins before “{before.name}” has ended",
                    "check the years of both",
                    "terms",
                )
        return self
