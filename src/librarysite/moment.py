"""Which moment a site is built for. The clock is handed in; nothing here asks it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from librarysite.model import ZONE


def moment_from(environment: Mapping[str, str], now: datetime) -> datetime:
    """Return the moment: ``LIBRARYSITE_NOW`` (local time), else ``SOURCE_DATE_EPOCH`` (seconds), else now.

    ``2026-12-25T09:00`` is a moment in Europe/London; a day alone means its midnight. ValueError when it cannot
    be read.
    """
    if told := environment.get("LIBRARYSITE_NOW"):
        moment = datetime.fromisoformat(told)
        return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)
    if epoch := environment.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(ZONE)
    return now.astimezone(ZONE)


def source_date_epoch(moment: datetime) -> str:
    """Return a moment as whatever else stamps dates wants it: seconds since 1970."""
    return str(int(moment.timestamp()))
