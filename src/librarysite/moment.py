"""Which moment a site is built for. The clock is handed in; nothing here asks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from librarysite.notation import ZONE
from librarysite.problems import Mistake


@dataclass(frozen=True)
class Now:
    """The one moment for which everything is made, aware; in whichever zone it is given, it is kept in London's."""

    moment: datetime

    def __post_init__(self) -> None:
        """Turn the moment into local time, here and nowhere else."""
        object.__setattr__(self, "moment", self.moment.astimezone(ZONE))

    @property
    def today(self) -> date:
        """The local day."""
        return self.moment.date()

    @property
    def wall(self) -> datetime:
        """What local clocks show, without an offset, as the entries are written."""
        return self.moment.replace(tzinfo=None)


def moment_from(environment: Mapping[str, str], clock: datetime) -> Now:
    """Return the moment: ``LIBRARYSITE_NOW`` (local time), else ``SOURCE_DATE_EPOCH`` (seconds), else the clock's.

    ``2026-12-25T09:00`` is a moment in Europe/London; a day alone means its midnight. Mistake when it cannot
    be read.
    """
    if told := environment.get("LIBRARYSITE_NOW"):
        return Now(_told(told))
    if epoch := environment.get("SOURCE_DATE_EPOCH"):
        if not epoch.isdigit():
            raise Mistake(f"SOURCE_DATE_EPOCH={epoch} is not a number of seconds")
        return Now(datetime.fromtimestamp(int(epoch), UTC))
    return Now(clock.replace(microsecond=0))


def _told(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Mistake(f"LIBRARYSITE_NOW={text} is not a moment", "write it as 2026-12-25T09:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def source_date_epoch(now: Now) -> str:
    """Return the moment as whatever else stamps dates wants it: seconds since 1970."""
    return str(int(now.moment.timestamp()))
