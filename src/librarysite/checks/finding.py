"""What a rule finds: where it stands, what is wrong and what to write."""

from dataclasses import dataclass
from datetime import date

from librarysite.notation import WEEKDAYS
from librarysite.problems import Mistake

Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """One contradiction: where it stands, what it is and what to write; a warning does not stop a build."""

    where: Where
    mistake: Mistake
    warning: bool = False


def error(where: Where, message: str, remedy: str = "") -> Finding:
    """Return a finding that stops a build."""
    return Finding(where, Mistake(message, remedy))


def warning(where: Where, message: str, remedy: str = "") -> Finding:
    """Return a finding that stops nothing."""
    return Finding(where, Mistake(message, remedy), warning=True)


def weekday_date(day: date) -> str:
    """Return a date as messages have it: Wednesday 2027-01-06."""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.isoformat()}"
