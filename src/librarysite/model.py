"""What a public library service is made of, as frozen values: the same words as in the editors' files.

Days are local dates; clock times are minutes since local midnight; moments without offset are local wall time.
A name that Python keeps for itself carries an underscore here (``from_``, ``for_``, ``except_``).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from librarysite import notation
from librarysite.notation import DAY, Dated, Every, Span
from librarysite.problems import Mistake, nearest

ZONE = ZoneInfo("Europe/London")
ALL = ("all",)


def _one(read: Callable[[str], Any]) -> BeforeValidator:
    def validate(value: object) -> object:
        if isinstance(value, dict | list):
            raise Mistake("One value is expected here, not a list of keys", "write it on the same line")
        return read(value) if isinstance(value, str) else value

    return BeforeValidator(validate)


def _several(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


def _line(text: str) -> str:
    if not text.strip():
        raise Mistake("There is no text here", "write some, or delete the line")
    return " ".join(text.split())


LIST_MARK = re.compile(r"\s*([-*+>|#]|\d+[.)] )")


def _prose(text: str) -> str:
    """Join the lines of each paragraph, so that ``|`` and ``>`` in YAML give the same text."""
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        joined = ""
        for line in paragraph.split("\n"):
            joined += ("\n" if LIST_MARK.match(line) else " ") + line.rstrip()
        paragraphs.append(joined.strip())
    return "\n\n".join(paragraphs)


Text = Annotated[str, _one(_line)]
Prose = Annotated[str, _one(_prose)]
Slug = Annotated[str, _one(notation.read_slug)]
Day = Annotated[date, _one(notation.read_date)]
PartDate = Annotated[date, _one(notation.read_part_date)]
Days = Annotated[tuple[date, date], _one(notation.read_days)]
DayOrMoment = Annotated[datetime | date, _one(notation.read_day_or_moment)]
YesNo = Annotated[bool, _one(notation.read_yes_no)]
YesNoNotKnown = Annotated[bool | None, _one(notation.read_yes_no_not_known)]
Sessions = Annotated[tuple[Span, ...], _one(notation.read_sessions)]
Phone = Annotated[str, _one(notation.read_phone)]
Postcode = Annotated[str, _one(notation.read_postcode)]
Link = Annotated[str, _one(notation.read_link)]
Email = Annotated[str, _one(notation.read_email)]
Position = Annotated[tuple[float, float], _one(notation.read_position)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_several)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_several)]


def _choice(*words: str) -> BeforeValidator:
    def validate(text: str) -> str:
        if text not in words:
            raise Mistake(f"“{text}” is not one of the words that can stand here", nearest(text, words))
        return text

    return _one(validate)


class Entry(BaseModel):
    """What all entries share: they never change, and a key nobody knows is a slip."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, alias_generator=lambda name: name.rstrip("_")
    )


# --- The service -----------------------------------------------------------------------------------------


class Help(Entry):
    """Where to ask: the block at the same place of every page."""

    phone: Phone | None = None
    email: Email | None = None
    text: Text | None = None
    link: Link | None = None


class HolidayRule(Entry):
    """What bank holidays mean: closed unless an entry says otherwise, or each branch must decide."""

    region: Annotated[str, _choice("ENG", "WLS", "SCT", "NIR")] = "ENG"
    unless_told: Annotated[Literal["closed", "decide"], _choice("closed", "decide")] = "closed"


class BranchHolidayRule(Entry):
    """One branch's own rule for bank holidays; what it does not say, the service's rule says."""

    unless_told: Annotated[Literal["closed", "decide"], _choice("closed", "decide")]


class Term(Entry):
    """A school term: its first and last day and its half-term holiday."""

    name: Text
    from_: Day
    to: Day
    half_term: Days | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Term":
        if self.to < self.from_:
            raise Mistake("The term ends before it begins", f"write a date after {self.from_}", "to")
        return self

    def holds(self, day: date) -> bool:
        """Tell whether schools are open in this term on that day (weekends of the term count as term)."""
        in_half_term = self.half_term and self.half_term[0] <= day <= self.half_term[1]
        return self.from_ <= day <= self.to and not in_half_term


class Group(Entry):
    """A word of a closed list: an audience, a type of event or a facility."""

    id: Slug
    name: Text
    retired: YesNo = False


class Operator(Entry):
    """Who runs the service from a date (a year or month is enough)."""

    from_: PartDate
    name: Text
    note: Text | None = None


class Service(Entry):
    """The library service as a whole."""

    name: Text
    authority: Text
    website: Link
    calendar_domain: Annotated[str, _one(_line)]
    launched: Day
    time_zone: Annotated[str, _choice("Europe/London")] = "Europe/London"
    demonstration: Text | None = None
    catalogue: Link | None = None
    help: Help
    holidays: HolidayRule = HolidayRule()
    terms: tuple[Term, ...] = ()
    audiences: tuple[Group, ...] = ()
    types: tuple[Group, ...] = ()
    facilities: tuple[Group, ...] = ()
    run_by: tuple[Operator, ...] = ()

    @model_validator(mode="after")
    def _whole_address(self) -> "Service":
        if not self.website.endswith("/"):
            raise Mistake("The address of the site ends with a /", f"write {self.website}/", "website")
        return self


# --- Branches --------------------------------------------------------------------------------------------


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


class Branch(Entry):
    """A library building."""

    id: Slug
    name: Text
    address: Address | None = None
    uprn: Annotated[str, _one(_line)] | None = None
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
    closed: ClosedForGood | None = None

    @model_validator(mode="after")
    def _weeks_in_order(self) -> "Branch":
        starts = [week.from_ for week in self.hours]
        if starts != sorted(set(starts)):
            raise Mistake("The weeks are not in the order of their dates", "put the earliest week first", "hours")
        return self

    def week_on(self, day: date) -> Week | None:
        """Return the normal week that holds on a day, None before the first one."""
        return next((week for week in reversed(self.hours) if week.from_ <= day), None)

    def closed_for_good_on(self, day: date) -> bool:
        """Tell whether the branch has closed for good by that day."""
        return self.closed is not None and self.closed.from_ <= day


# --- Status ----------------------------------------------------------------------------------------------


def _branches(value: object) -> object:
    return ALL if value in ("all", ["all"]) else _several(value)


Branches = Annotated[tuple[Slug, ...], BeforeValidator(_branches)]


class Status(Entry):
    """What closures, changed hours and notices share: which branches, and from when to when."""

    branches: Branches
    except_: Slugs = ()
    on: Annotated[Dated | None, _one(notation.read_dated)] = None
    from_: DayOrMoment | None = None
    to: DayOrMoment | None = None
    published: Day | None = None
    updated: Day | None = None
    sample: YesNo = False

    @model_validator(mode="after")
    def _period(self) -> "Status":
        if self.on and (self.from_ or self.to):
            raise Mistake("“on” is for one day and stands alone", "delete “from” and “to”, or “on”", "on")
        if not self.on and not self.from_:
            raise Mistake("It is not said when this begins", "add “on:” with a day, or “from:” with the first one")
        if self.except_ and self.branches != ALL:
            raise Mistake("“except” goes with “branches: all”", "leave those branches out of the list", "except")
        if self.ends and self.ends <= self.starts:
            raise Mistake("The end is before the beginning", f"it begins on {self.from_}", "to")
        return self

    @property
    def starts(self) -> datetime:
        """The first moment, local wall time."""
        if self.on:
            return _moment(self.on.date, self.on.span.start if self.on.span else 0)
        assert self.from_ is not None  # _period sees to it
        return self.from_ if isinstance(self.from_, datetime) else _moment(self.from_)

    @property
    def ends(self) -> datetime | None:
        """The first moment after it, local wall time; None without an end."""
        if self.on:
            return _moment(self.on.date, self.on.span.end if self.on.span else DAY)
        if self.to is None:
            return None
        return self.to if isinstance(self.to, datetime) else _moment(self.to, DAY)

    def applies_to(self, branch: str) -> bool:
        """Tell whether a branch is meant."""
        return branch not in self.except_ and (self.branches == ALL or branch in self.branches)

    def touches(self, start: datetime, end: datetime) -> bool:
        """Tell whether it overlaps, even partly, the time from start until just before end."""
        return self.starts < end and (self.ends is None or start < self.ends)


def _moment(day: date, minutes: int = 0) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


AsUsual = Annotated[Literal["as usual"] | None, _choice("as usual")]


class Closure(Status):
    """Branches that are closed, for a time or until further notice."""

    id: Slug
    until: Annotated[Literal["further notice"] | None, _choice("further notice")] = None
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
            raise Mistake(
                "“until: further notice” and “review:” go together", "write the day on which somebody will look again"
            )
        return self


def _hours(text: str) -> tuple[Span, ...] | None:
    return None if text.strip().lower() == "as usual" else notation.read_sessions(text)


class ChangedHours(Status):
    """Other hours than usual for a day or some days. ``hours`` is None for “as usual” on a bank holiday."""

    id: Slug | None = None
    hours: Annotated[tuple[Span, ...] | None, _one(_hours)]
    self_service: Annotated[tuple[Span, ...] | None, _one(_hours)] = ()
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
        Literal["information", "disruption", "emergency"], _choice("information", "disruption", "emergency")
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
                "A notice ends in one way", "write “to:” with its last day, or “review:” with a day to look again"
            )
        return self


# --- Events ----------------------------------------------------------------------------------------------

FOLLOWS_THE_BRANCH: Literal["opening hours"] = "opening hours"


def _at(text: str) -> Span | str:
    if text.strip().lower() == FOLLOWS_THE_BRANCH:
        return FOLLOWS_THE_BRANCH
    return notation.read_span(text, past_midnight=True)


def _gap(text: str) -> list[date]:
    return notation.days_between(*notation.read_days(text))


def _gaps(value: object) -> object:
    return [day for text in _listed(value) for day in (_gap(text) if isinstance(text, str) else [text])]


def _listed(value: object) -> list[Any]:
    listed = _several(value)
    if not isinstance(listed, list | tuple):
        raise Mistake("A date or a list of dates is expected here", "write one date a line, each after a dash")
    return list(listed)


DatedItem = Annotated[Dated, _one(notation.read_dated)]


class Pattern(Entry):
    """When an event takes place: a repeat (``every``) or dates (``on``); ``at`` None is all day."""

    id: Slug | None = None
    every: Annotated[Every | None, _one(notation.read_every)] = None
    on: Annotated[tuple[DatedItem, ...], BeforeValidator(_several)] = ()
    at: Annotated[Span | Literal["opening hours"] | None, _one(_at)] = None
    from_: Day | None = None
    until: Day | None = None
    term_time: YesNo = False
    except_: Annotated[tuple[date, ...], BeforeValidator(_gaps)] = ()

    @model_validator(mode="before")
    @classmethod
    def _span_of_days(cls, data: Any) -> Any:
        """Read ``on: FIRST to LAST`` as every day from the first to the last."""
        if isinstance(data, dict) and isinstance(data.get("on"), str):
            if re.fullmatch(r"\d{4}-\d\d-\d\d +to +\d{4}-\d\d-\d\d", data["on"].strip()):
                first, last = notation.read_days(data["on"])
                rest = {key: value for key, value in data.items() if key != "on"}
                return rest | {"every": Every(tuple(range(7))), "from": first, "until": last}
        return data

    @model_validator(mode="after")
    def _whole(self) -> "Pattern":
        if bool(self.every) == bool(self.on):
            raise Mistake("An event takes place “every” so often or “on” dates", "write one of the two")
        if self.every and not self.from_:
            raise Mistake("It is not said from when this repeats", "add “from:” with a date")
        if self.from_ and self.until and self.until < self.from_:
            raise Mistake("The last day is before the first", f"write a date after {self.from_}", "until")
        if len({dated.date for dated in self.on}) < len(self.on):
            raise Mistake("A date is written twice", "give each session of a day a pattern with its own id", "on")
        return self


class Change(Entry):
    """What happened to one date after it was announced. People see it; planned gaps go into ``except``."""

    date: Day
    session: Slug | None = None
    cancelled: Text | None = None
    moved_to: Annotated[Dated | None, _one(notation.read_dated)] = None
    branch: Slug | None = None
    room: Text | None = None
    title: Text | None = None
    note: Text | None = None
    goes_ahead: YesNo = False

    @model_validator(mode="after")
    def _says_something(self) -> "Change":
        if not any((self.cancelled, self.moved_to, self.branch, self.room, self.title, self.note, self.goes_ahead)):
            raise Mistake(
                "It is not said what changed", "add “cancelled:” with the reason, or “moved_to:” with the new date"
            )
        if self.cancelled and (self.moved_to or self.goes_ahead):
            raise Mistake("A date cannot be cancelled and still take place", "keep one of the two", "cancelled")
        return self


class EventPlace(Entry):
    """Somewhere that is not a branch."""

    name: Text
    address: Text | None = None
    position: Position | None = None


class Online(Entry):
    """On the internet, with the link if everybody may have it."""

    link: Link | None = None


class Booking(Entry):
    """How to book. ``needed`` is False where people just come."""

    needed: bool = True
    link: Link | None = None
    phone: Phone | None = None
    opens: Day | None = None


def _booking(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.strip().lower() in {"not needed", "no"}:
        return Booking(needed=False)
    if value.strip().lower() in {"needed", "yes"}:
        return Booking()
    raise Mistake("How to book cannot be read", "write “not needed”, or “link:” or “phone:” on a line of its own")


def _online(value: object) -> object:
    return {} if value in ("yes", "true") else value


EVENT_ACCESS = ("bsl", "captioned", "hearing-loop", "quiet", "relaxed", "step-free")


class Event(Entry):
    """Something people come to, once or again and again."""

    id: Slug
    title: Text
    summary: Text | None = None
    description: Prose | None = None
    branch: Slug | None = None
    place: EventPlace | None = None
    online: Annotated[Online | None, BeforeValidator(_online)] = None
    room: Text | None = None
    when: Annotated[tuple[Pattern, ...], BeforeValidator(_several)] = Field(min_length=1)
    changes: Annotated[tuple[Change, ...], BeforeValidator(_several)] = ()
    also_on: Annotated[tuple[DatedItem, ...], BeforeValidator(_several)] = ()
    for_: Slugs = ()
    type: Slug | None = None
    cost: Text | None = None
    booking: Annotated[Booking | None, BeforeValidator(_booking)] = None
    access: Annotated[tuple[Annotated[str, _choice(*EVENT_ACCESS)], ...], BeforeValidator(_several)] = ()
    goes_ahead: YesNo = False
    outside_hours: YesNo = False
    shares_room: YesNo = False
    published: Day | None = None
    updated: Day | None = None
    a_z: Texts = ()
    sample: YesNo = False

    @model_validator(mode="after")
    def _whole(self) -> "Event":
        if self.place and (self.branch or self.online):
            raise Mistake("An event has one place", "keep one of branch, place and online", "place")
        names = [pattern.id for pattern in self.when]
        if len(names) > 1 and (None in names or len(set(names)) < len(names)):
            raise Mistake(
                "Each of several patterns needs an id of its own", "add for example “id: morning”", "when"
            )
        if any(pattern.at == FOLLOWS_THE_BRANCH for pattern in self.when) and not self.branch:
            raise Mistake("Only an event at a branch can follow its opening hours", "write the times", "when")
        return self


# --- Offers and words ------------------------------------------------------------------------------------


class Offer(Entry):
    """Something people can use from home: a digital offer or a help line."""

    id: Slug
    title: Text
    summary: Text
    description: Prose | None = None
    kind: Annotated[Literal["digital", "help line"], _choice("digital", "help line")] = "digital"
    for_: Text | None = None
    need: Text | None = None
    cost: Text | None = None
    link: Link | None = None
    link_text: Text | None = None
    phone: Phone | None = None
    email: Email | None = None
    staffed: Text | None = None
    from_: Day | None = None
    until: Day | None = None
    checked: Day | None = None
    provided_by: Text | None = None
    a_z: Texts = ()
    sample: YesNo = False

    def offered_on(self, day: date) -> bool:
        """Tell whether the offer holds on a day."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class Update(Entry):
    """A dated note of what changed on a page."""

    date: Day
    note: Text


class Article(Entry):
    """A page of words: the front matter of one Markdown file. ``path`` is its path below ``content/``."""

    path: str
    title: Text
    summary: Text | None = None
    published: Day | None = None
    updated: Day | None = None
    updates: tuple[Update, ...] = ()
    branches: Slugs = ()
    phase: Annotated[Literal["alpha", "beta"] | None, _choice("alpha", "beta")] = None
    a_z: Texts = ()
    lang: Annotated[str, _one(_line)] = "en-GB"
    dir: Annotated[Literal["ltr", "rtl"], _choice("ltr", "rtl")] = "ltr"
    review_by: Day | None = None
    sample: YesNo = False

    @property
    def is_news(self) -> bool:
        """News stands in ``content/news/``."""
        return self.path.startswith("news/") and self.path != "news/index.md"

    @property
    def address(self) -> str:
        """The address below the site's own, ending in a slash (empty for home)."""
        stem = self.path.removesuffix(".md")
        return "" if stem == "index" else stem.removesuffix("/index") + "/"


@dataclass(frozen=True)
class Library:
    """Everything the editors have entered. Tuples keep the order of the files."""

    service: Service
    branches: tuple[Branch, ...] = ()
    closures: tuple[Closure, ...] = ()
    changed_hours: tuple[ChangedHours, ...] = ()
    notices: tuple[Notice, ...] = ()
    events: tuple[Event, ...] = ()
    offers: tuple[Offer, ...] = ()
    articles: tuple[Article, ...] = ()

    def branch(self, branch_id: str) -> Branch:
        """Return the branch with an id; KeyError when there is none."""
        for branch in self.branches:
            if branch.id == branch_id:
                return branch
        raise KeyError(branch_id)

    @property
    def in_service(self) -> tuple[Branch, ...]:
        """The branches that are not closed for good."""
        return tuple(branch for branch in self.branches if branch.closed is None)

    @property
    def news(self) -> tuple[Article, ...]:
        """The news, newest first."""
        items = [article for article in self.articles if article.is_news]
        return tuple(sorted(items, key=lambda a: (a.published or date.min, a.path), reverse=True))
