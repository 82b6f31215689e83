"""What people come to: events, when they take place and what happened to single dates."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from librarysite import notation
from librarysite.model.eventwords import (
    FOLLOWS_THE_BRANCH,
    at_one_branch,
    how_to_book,
    patterns,
    place_with_name,
    raise_for_moved,
    read_cost,
    read_online,
    read_title,
)
from librarysite.model.fields import (
    Day,
    Entry,
    Link,
    Phone,
    Position,
    Prose,
    Slug,
    Slugs,
    Text,
    Texts,
    YesNo,
    choice,
    one,
    reason_not_yes,
    several,
)
from librarysite.model.patterns import DatedItem, Pattern, Time
from librarysite.notation import Dated
from librarysite.problems import Mistake

MOST_PATTERNS = 50  # one a day and hour of a week; the dates of each pattern are worked out for 13 months


class Change(Entry):
    """What happened to one date after it was announced. People see it; planned gaps go into ``except``.

    A date that was moved and is then cancelled keeps ``moved_to``: that is the day people have in their calendars.
    """

    date: Day
    session: Slug | None = None
    cancelled: Annotated[Text | None, BeforeValidator(reason_not_yes)] = None
    moved_to: Annotated[Dated | None, one(notation.read_dated)] = None
    branch: Slug | None = None
    room: Text | None = None
    title: Annotated[Text | None, one(read_title)] = None
    note: Text | None = None
    goes_ahead: YesNo = False

    @model_validator(mode="before")
    @classmethod
    def _moved_by_times(cls, data: Any) -> Any:
        """Answer new times alone with the day that they are for, and another place with its key."""
        moved = data.get("moved_to") if isinstance(data, dict) else None
        if isinstance(moved, str) and not re.search(r"\d{4}|\d/\d", moved):
            raise_for_moved(moved.strip(), str(data.get("date", "")))
        return data

    @property
    def moves(self) -> bool:
        """Tell whether it gives the date another time or another library."""
        return bool(self.moved_to or self.branch)

    @model_validator(mode="after")
    def _says_something(self) -> "Change":
        if not any(
            (self.cancelled, self.moved_to, self.branch, self.room, self.title, self.note, self.goes_ahead)
        ):
            raise Mistake(
                "It is not said what changed",
                "add “cancelled:” with the reason, or “moved_to:” with the new date",
            )
        if self.cancelled and self.goes_ahead:
            raise Mistake(
                "A date cannot be cancelled and still take place", "keep one of the two", "cancelled"
            )
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

    needed: YesNo = True
    link: Link | None = None
    phone: Phone | None = None
    opens: Day | None = None


FREE_OF_CHARGE = r"free(?: of charge| entry| admission| event| for all| for everyone| for everybody)?\b"
FREE = re.compile(FREE_OF_CHARGE + r"(?!.*[0-9£])( *[,;.!(].*)?", re.I | re.S)
EVENT_ACCESS = ("bsl", "captioned", "hearing-loop", "quiet", "relaxed", "step-free")
EVENT_ACCESS_WORD = choice(
    *EVENT_ACCESS,
    wheelchair="step-free",
    wheelchair_access="step-free",
    accessible="step-free",
    sign_language="bsl",
    signed="bsl",
    captions="captioned",
    subtitles="captioned",
    subtitled="captioned",
    loop="hearing-loop",
    induction_loop="hearing-loop",
    autism_friendly="relaxed",
    sensory="relaxed",
)


class Event(Entry):
    """Something people come to, once or again and again."""

    id: Slug
    title: Annotated[Text, one(read_title)]
    summary: Text | None = None
    description: Prose | None = None
    branch: Annotated[Slug | None, BeforeValidator(at_one_branch)] = None
    place: Annotated[EventPlace | None, BeforeValidator(place_with_name)] = None
    online: Annotated[Online | None, BeforeValidator(read_online)] = None
    room: Text | None = None
    when: Annotated[tuple[Pattern, ...], BeforeValidator(patterns)] = Field(min_length=1)
    changes: Annotated[tuple[Change, ...], BeforeValidator(several)] = ()
    also_on: Annotated[tuple[DatedItem, ...], BeforeValidator(several)] = ()
    for_: Slugs = ()
    type: Slug | None = None
    cost: Annotated[Text | None, one(read_cost)] = None
    booking: Annotated[Booking | None, BeforeValidator(how_to_book)] = None
    access: Annotated[tuple[Annotated[str, EVENT_ACCESS_WORD], ...], BeforeValidator(several)] = ()
    goes_ahead: YesNo = False
    outside_hours: YesNo = False
    shares_room: YesNo = False
    far_ahead: YesNo = False
    published: Day | None = None
    updated: Day | None = None
    a_z: Texts = ()
    sample: YesNo = False

    @property
    def is_free(self) -> bool:
        """Tell whether it costs nothing for anybody; “free for some, £2 for others” does not count, nor “not said”."""
        return bool(self.cost and FREE.fullmatch(self.cost))

    @property
    def times(self) -> tuple[Time, ...]:
        """The times of its dates, each once. Where there is but one, extra dates that say none have it too."""
        return tuple(dict.fromkeys(time for pattern in self.when for time in pattern.times))

    @model_validator(mode="after")
    def _whole(self) -> "Event":
        if self.place and (self.branch or self.online):
            other = "branch" if self.branch else "online"
            remedy = f"delete “{other}:” or “place:”; a room of the library is “room:”"
            raise Mistake("An event has one place", remedy, "place")
        if len({dated.date for dated in self.also_on}) < len(self.also_on):
            raise Mistake("A date is written twice", "make the second session an event of its own", "also_on")
        self._refuse_patterns()
        return self

    def _refuse_patterns(self) -> None:
        """Refuse too many patterns, those after the first without an id of their own, and hours of no branch."""
        if len(self.when) > MOST_PATTERNS:
            message = f"An event has at most {MOST_PATTERNS} patterns"
            raise Mistake(message, "make several events of it", "when")
        names = [pattern.id for pattern in self.when]
        # The first may have been there alone, and has then no id, which would be part of its name in calendars.
        if None in names[1:] or len(set(names)) < len(names):
            raise Mistake(
                "Each of several patterns needs an id of its own",
                "write another id for each, for example “id: morning”; the first needs none if it had none before",
                "when",
            )
        if None in names and any(re.fullmatch(r"\d{8}", name or "") for name in names):
            message = "An id of eight figures would be taken for a date of the first pattern"
            raise Mistake(message, "write a word, for example “id: morning”", "when")
        if any(pattern.at == FOLLOWS_THE_BRANCH for pattern in self.when) and not self.branch:
            raise Mistake("Only an event at a branch can follow its opening hours", "write the times", "when")
