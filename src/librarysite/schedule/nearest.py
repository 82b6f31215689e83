"""Which open library is nearest to one that is closed: great-circle distances between the entered positions."""

from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt

from librarysite.model import Branch, Library
from librarysite.schedule.hours import DayHours, hours_on

EARTH_RADIUS = 3958.8  # miles, the mean one


@dataclass(frozen=True)
class Near:
    """Another library that is open on a day, how far it is in miles, and its hours on that day."""

    branch: Branch
    miles: float
    hours: DayHours


def miles_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two places, each given as degrees north and east (the haversine formula)."""
    north, east, other_north, other_east = map(radians, (*one, *other))
    half = sin((other_north - north) / 2) ** 2
    half += cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(half))


def miles_words(miles: float) -> str:
    """Return a distance in words, to a tenth: “2.9 miles”, “1 mile”, “less than 0.1 miles”."""
    if miles < 0.1:
        return "less than 0.1 miles"
    tenths = f"{miles:.1f}".removesuffix(".0")
    return f"{tenths} mile{'' if tenths == '1' else 's'}"


def nearest_open(library: Library, branch: Branch, day: date) -> Near | None:
    """Return the nearest other library that is open on a day; None when there is none or the place is not known."""
    if branch.position is None:
        return None
    found = []
    for other in library.in_service_on(day):
        hours = hours_on(library, other, day)
        if other != branch and other.position and hours.intervals:
            found.append(Near(other, miles_between(branch.position, other.position), hours))
    return min(found, key=lambda near: near.miles, default=None)
