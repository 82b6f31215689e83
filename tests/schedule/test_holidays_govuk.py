"""Bank holidays, compared with GOV.UK's own file (tests/data/SOURCES.md) for every year that it has."""

import json
from datetime import date
from pathlib import Path

import pytest
from dateutil.easter import easter

from librarysite.model import Branch, Library, Service
from librarysite.schedule.holidays import ANNOUNCED_UNTIL, holidays_ahead, holidays_in, is_announced
from tests.support.goldencases import SERVICE

FILE = Path(__file__).parents[1] / "data" / "govuk-bank-holidays.json"
DIVISIONS = {
    "ENG": "england-and-wales",
    "WLS": "england-and-wales",
    "SCT": "scotland",
    "NIR": "northern-ireland",
}
YEARS = range(2019, 2029)

LISTED: dict[str, dict[date, tuple[str, str]]] = {
    name: {
        date.fromisoformat(event["date"]): (event["title"], event["notes"]) for event in division["events"]
    }
    for name, division in json.loads(FILE.read_text(encoding="utf-8")).items()
}


ENGLISH = Library(Service.model_validate(SERVICE), (Branch(id="central", name="Central Library"),))


def real_dates(year: int, region: str) -> set[date]:
    """Return the days on which no library is open, whatever GOV.UK lists instead of them."""
    scottish = {date(year, 1, 2)} if region == "SCT" else set()
    return {date(year, 1, 1), easter(year), date(year, 12, 25), date(year, 12, 26), *scottish}


def test_file_is_whole() -> None:
    """GOV.UK's file has as many holidays as were counted by hand, the announced years and no others."""
    assert {name: len(days) for name, days in LISTED.items()} == {
        "england-and-wales": 83,
        "scotland": 94,
        "northern-ireland": 103,
    }
    assert {day.year for days in LISTED.values() for day in days} == set(YEARS)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("region", DIVISIONS)
def test_every_bank_holiday_of_gov_uk_is_known(region: str, year: int) -> None:
    """Every date that GOV.UK lists for a division is a holiday, single ones such as a jubilee among them."""
    listed = {day for day in LISTED[DIVISIONS[region]] if day.year == year}
    assert listed - set(holidays_in(year, region)) == set()


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("region", DIVISIONS)
def test_only_the_real_dates_are_added(region: str, year: int) -> None:
    """What is not on GOV.UK's list is one of the four days, or in Scotland 2 January; no exceptions."""
    assert set(holidays_in(year, region)) - set(LISTED[DIVISIONS[region]]) <= real_dates(year, region)
    assert real_dates(year, region) <= set(holidays_in(year, region))


# The file has keys for titles; these are the titles (alphagov/frontend, config/locales/en.yml, 28 May 2026).
TITLES = {
    "new year": "New Year’s Day",
    "2nd january": "2nd January",
    "st patrick": "St Patrick’s Day",
    "good friday": "Good Friday",
    "easter monday": "Easter Monday",
    "early may": "Early May bank holiday",
    "early may ve": "Early May bank holiday (VE day)",
    "spring": "Spring bank holiday",
    "battle boyne": "Battle of the Boyne (Orangemen’s Day)",
    "summer": "Summer bank holiday",
    "late august": "Summer bank holiday",
    "st andrew": "St Andrew’s Day",
    "christmas": "Christmas Day",
    "boxing day": "Boxing Day",
    "queen platinum": "Platinum Jubilee bank holiday",
    "queens bank holiday": "Bank Holiday for the State Funeral of Queen Elizabeth II",
    "kings coronation": "Bank holiday for the coronation of King Charles III",
    "world cup": "World Cup bank holiday",
}


@pytest.mark.parametrize("region", DIVISIONS)
def test_names_are_those_of_gov_uk(region: str) -> None:
    """On each date the program's name is GOV.UK's title, with its note where it is a substitute day."""
    for day, (title, note) in LISTED[DIVISIONS[region]].items():
        name = f"{TITLES[title]} ({note})" if note else TITLES[title]
        assert (day, holidays_in(day.year, region)[day]) == (day, name)


@pytest.mark.parametrize(
    ("day", "region", "why"),
    [
        ("2024-03-17", "NIR", "St Patrick's Day on a Sunday is kept on Monday the 18th"),
        ("2026-07-12", "NIR", "the Twelfth on a Sunday is kept on Monday the 13th"),
        ("2024-11-30", "SCT", "St Andrew's Day on a Saturday is kept on Monday 2 December"),
        ("2027-01-02", "ENG", "2 January is a holiday in Scotland only"),
    ],
)
def test_other_holidays_on_a_weekend_are_on_the_substitute_day_alone(day: str, region: str, why: str) -> None:
    """Only those real dates are closed besides their substitute days; on other weekends libraries open."""
    assert date.fromisoformat(day) not in holidays_in(int(day[:4]), region), why


def test_announced_years_are_those_of_the_file() -> None:
    """The year until which dates are called announced is the last one of GOV.UK's file."""
    assert max(day for days in LISTED.values() for day in days).year == ANNOUNCED_UNTIL
    assert is_announced(ENGLISH, date(2028, 12, 26))
    assert not is_announced(ENGLISH, date(2029, 1, 1))


def test_eight_weeks_ahead() -> None:
    """The holidays ahead begin with today's, go on over New Year and end before the day eight weeks on."""
    assert list(holidays_ahead(ENGLISH, date(2026, 12, 25))) == [
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 28),
        date(2027, 1, 1),
    ]
    assert list(holidays_ahead(ENGLISH, date(2026, 10, 30))) == []
    assert list(holidays_ahead(ENGLISH, date(2026, 10, 31))) == [date(2026, 12, 25)]
