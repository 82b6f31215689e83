"""Which moment a site is built for. The clock is handed in; nothing here asks it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from librarysite.model import ZONE
from librarysite.problems import Mistake


def moment_from(environment: Mapping[str, str], now: datetime) -> datetime:
    """Return the moment: ``LIBRARYSITE_NOW`` (local time), else ``SOURCE_DATE_EPOCH`` (seconds), else now.

    ``2026-12-25T09:00`` is a moment in Europe/London; a day alone means its midnight. Mistake when it cannot
    be read.
    """
    if told := environment.get("LIBRARYSITE_NOW"):
        return _told(told)
    if epoch := environment.get("SOURCE_DATE_EPOCH"):
        if not epoch.isdigit():
            raise Mistake(f"SOURCE_DATE_EPOCH={epoch} is not a number of seconds")
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(ZONE)
    return now.astimezone(ZONE).replace(microsecond=0)


def _told(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Mistake(f"LIBRARYSITE_NOW={text} is not a moment", "write it as 2026-12-25T09:00") from None
    return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)


def source_date_epoch(moment: datetime) -> str:
    """Return a moment as whatever else stamps dates wants it: seconds since 1970."""
    return str(int(moment.timestamp()))
