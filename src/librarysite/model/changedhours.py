"""Other hours than usual: for a day, or for several days and the bank holidays among them."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import model_validator

from librarysite import notation
from librarysite.model.fields import Slug, YesNo, one
from librarysite.model.status import Status, read_reason
from librarysite.notation import Span
from librarysite.problems import Mistake

AS_USUAL: Literal["as usual"] = "as usual"


@notation.reads(notation.either(notation.read_sessions, AS_USUAL))
def _hours(text: str) -> tuple[Span, ...] | str:
    words = text.strip().lower()
    if words != AS_USUAL and notation.USUAL.fullmatch(words):
        raise Mistake("Hours cannot be read", f"write {AS_USUAL}")
    return AS_USUAL if words == AS_USUAL else notation.read_sessions(text)


Hours = tuple[Span, ...] | Literal["as usual"]


class ChangedHours(Status):
    """Other hours than usual for a day or some days.

    Over several days ``bank_holidays`` says what holds on those among them; None leaves these as they are.
    """

    id: Slug | None = None
    hours: Annotated[Hours, one(_hours, ", ")]
    self_service: Annotated[Hours | None, one(_hours, ", ")] = None
    bank_holidays: Annotated[Hours | None, one(_hours, ", ")] = None
    reason: Annotated[str | None, one(read_reason)] = None
    overlaps_another: YesNo = False
    opens_closed_days: YesNo = False

    @model_validator(mode="after")
    def _days(self) -> "ChangedHours":
        if not self.on and not self.to:
            raise Mistake("It is not said when the changed hours end", "add “to:” with the last day")
        if key := self._key_with_a_time():
            raise Mistake(
                "Changed hours hold for whole days", "write the day here and the times in “hours:”", key
            )
        if self.reason is None and self.hours != AS_USUAL:
            raise Mistake("The reason is missing", "add “reason:”, for example: reason: Staff training")
        if self.bank_holidays is not None and not self.over_days:
            remedy = "delete this line: on a single day “hours:” holds, bank holiday or not"
            raise Mistake("“bank_holidays” goes with several days", remedy, "bank_holidays")
        return self

    @property
    def without_staff(self) -> Hours:
        """The hours without staff: those that are told, else as usual where those with staff are, else none."""
        if self.self_service is not None:
            return self.self_service
        return AS_USUAL if self.hours == AS_USUAL else ()

    @property
    def over_days(self) -> bool:
        """Tell whether it is for several days, so that of itself it decides about no bank holiday among them."""
        assert self.ends is not None  # _days sees to it
        return self.ends - self.starts > timedelta(days=1)

    def decides(self, *, holiday: bool) -> bool:
        """Tell whether it says what holds on one of its days, which is a bank holiday or not."""
        return not (holiday and self.over_days and self.bank_holidays is None)

    def _key_with_a_time(self) -> str:
        """Return the key of a day that has a time beside it; nothing if none has."""
        if self.on and self.on.span:
            return "on"
        if isinstance(self.from_, datetime):
            return "from"
        return "to" if isinstance(self.to, datetime) else ""
