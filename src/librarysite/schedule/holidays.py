"""Bank holidays of the United Kingdom, the real dates that go with them, and what a service or a library changes."""

from datetime import date, timedelta
from functools import lru_cache

import holidays
from dateutil.easter import easter

from librarysite.model import Branch, Library

# The years for which GOV.UK has announced the dates; later ones are expected, not announced.
ANNOUNCED_UNTIL = 2028

AHEAD = timedelta(weeks=8)  # how long before a holiday everybody has to know what happens on it
SATURDAY = 5

# What GOV.UK calls what the package calls otherwise: alphagov/frontend, config/locales/en.yml, 28 May 2026.
GOV_UK_NAMES = {
    "New Year Holiday": "2nd January",
    "Saint Patrick's Day": "St Patrick's Day",
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Battle of the Boyne": "Battle of the Boyne (Orangemen's Day)",
    "Summer Bank Holiday": "Summer bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Saint Andrew's Day": "St Andrew's Day",
    "Platinum Jubilee of Elizabeth II": "Platinum Jubilee bank holiday",
    "State Funeral of Queen Elizabeth II": "Bank Holiday for the State Funeral of Queen Elizabeth II",
    "Coronation of Charles III": "Bank holiday for the coronation of King Charles III",
    "Scotland's participation in the FIFA World Cup final": "World Cup bank holiday",
}
GOV_UK_NAMES_THEN = {date(2020, 5, 8): "Early May bank holiday (VE day)"}


def great_holidays_in(year: int) -> dict[date, str]:
    """Return the days of a year on which hardly anything takes place anywhere, by date with their names."""
    return {
        date(year, 1, 1): "New Year’s Day",
        easter(year): "Easter Sunday",
        date(year, 12, 25): "Christmas Day",
        date(year, 12, 26): "Boxing Day",
    }


@lru_cache(maxsize=512)
def holidays_in(year: int, region: str) -> dict[date, str]:
    """Return the holidays of a year in a region (ENG, WLS, SCT or NIR) by date, with GOV.UK's names.

    To the bank holidays are added 25 and 26 December, 1 January, Easter Sunday and in Scotland 2 January on their real
    dates: GOV.UK lists substitute days only, and a library is not open on Christmas Day because it is a Saturday.
    Other holidays that fall on a weekend are kept on the substitute day alone, as GOV.UK has it.
    """
    real = great_holidays_in(year) | ({date(year, 1, 2): "2nd January"} if region == "SCT" else {})
    listed = {
        # Of two on a day GOV.UK names the substitute: on Monday 2 January 2023 Scotland kept New Year's Day.
        day: GOV_UK_NAMES_THEN.get(day) or _gov_uk_name(names.split("; ")[-1])
        for day, names in holidays.country_holidays("GB", subdiv=region, years=year).items()
        if day.weekday() < SATURDAY
    }
    return dict(sorted((real | listed).items()))


def _gov_uk_name(name: str) -> str:
    base, observed, _ = name.partition(" (observed)")
    base = GOV_UK_NAMES.get(base, base).replace("'", "’")
    return f"{base} (substitute day)" if observed else base


def holiday_on(library: Library, branch: Branch, day: date) -> str | None:
    """Return the name of the holiday that a library has on a day, None on any other day.

    Its own list decides before the service's, and that before the list of the region.
    """
    for rule in (branch.holidays, library.service.holidays):
        if rule and (name := rule.name_of(day)):
            return name
        if rule and day in rule.not_:
            return None
    return holidays_in(day.year, library.service.holidays.region).get(day)


def holidays_ahead(
    library: Library, today: date, ahead: timedelta = AHEAD, branches: tuple[Branch, ...] = ()
) -> dict[date, str]:
    """Return the holidays of the coming time (eight weeks unless told), today's among them, by date.

    They are those of some libraries, or of all that are in service on the day. Where these call it differently, each
    name is said.
    """
    end = today + ahead
    region = library.service.holidays.region
    days = {day for year in range(today.year, end.year + 1) for day in holidays_in(year, region)}
    found = {}
    for day in sorted(day for day in days | _also(library) if today <= day < end):
        meant = branches or library.in_service_on(day)
        names = dict.fromkeys(name for branch in meant if (name := holiday_on(library, branch, day)))
        if names:
            found[day] = "; ".join(names)
    return found


def _also(library: Library) -> set[date]:
    """Return the days that are holidays because an editor wrote them."""
    rules = [library.service.holidays, *(branch.holidays for branch in library.branches)]
    return {holiday.date for rule in rules if rule for holiday in rule.also}


def is_announced(library: Library, day: date) -> bool:
    """Tell whether the holidays of a day's year are announced, by GOV.UK or by an editor; others are only expected."""
    return day.year <= ANNOUNCED_UNTIL or day in _also(library)
