"""Bank holidays, compared with the dates that GOV.UK lists and with the real dates that it leaves out."""

from datetime import date

import pytest

from librarysite.schedule.holidays import holidays_in

# What https://www.gov.uk/bank-holidays lists for England and Wales, and (marked) what is added to it.
ENGLAND = {
    2026: {
        "2026-01-01": "New Year’s Day",
        "2026-04-03": "Good Friday",
        "2026-04-05": "Easter Sunday",  # added
        "2026-04-06": "Easter Monday",
        "2026-05-04": "Early May bank holiday",
        "2026-05-25": "Spring bank holiday",
        "2026-08-31": "Summer bank holiday",
        "2026-12-25": "Christmas Day",
        "2026-12-26": "Boxing Day",  # added: a Saturday
        "2026-12-28": "Boxing Day (substitute day)",
    },
    2027: {
        "2027-01-01": "New Year’s Day",
        "2027-03-26": "Good Friday",
        "2027-03-28": "Easter Sunday",  # added
        "2027-03-29": "Easter Monday",
        "2027-05-03": "Early May bank holiday",
        "2027-05-31": "Spring bank holiday",
        "2027-08-30": "Summer bank holiday",
        "2027-12-25": "Christmas Day",  # added: a Saturday
        "2027-12-26": "Boxing Day",  # added: a Sunday
        "2027-12-27": "Christmas Day (substitute day)",
        "2027-12-28": "Boxing Day (substitute day)",
    },
    2028: {
        "2028-01-01": "New Year’s Day",  # added: a Saturday
        "2028-01-03": "New Year’s Day (substitute day)",
        "2028-04-14": "Good Friday",
        "2028-04-16": "Easter Sunday",  # added
        "2028-04-17": "Easter Monday",
        "2028-05-01": "Early May bank holiday",
        "2028-05-29": "Spring bank holiday",
        "2028-08-28": "Summer bank holiday",
        "2028-12-25": "Christmas Day",
        "2028-12-26": "Boxing Day",
    },
}


def holiday_on(day: date, region: str) -> str | None:
    """Return what a day is called in a region, None if it is no holiday there."""
    return holidays_in(day.year, region).get(day)


@pytest.mark.parametrize("region", ["ENG", "WLS"])
@pytest.mark.parametrize("year", ENGLAND)
def test_england_and_wales(year: int, region: str) -> None:
    """England and Wales have GOV.UK's bank holidays and the four real dates, and no others."""
    found = {day.isoformat(): name for day, name in holidays_in(year, region).items()}
    assert found == ENGLAND[year]


@pytest.mark.parametrize("region", ["ENG", "WLS", "SCT", "NIR"])
def test_holidays_are_in_order(region: str) -> None:
    """The holidays of a year come in the order of their dates."""
    days = list(holidays_in(2027, region))
    assert days == sorted(days)


SCOTLAND = {
    "2026-01-02": "2nd January",
    "2026-06-15": "World Cup bank holiday",
    "2026-04-03": "Good Friday",
    "2026-05-04": "Early May bank holiday",
    "2026-05-25": "Spring bank holiday",
    "2026-08-03": "Summer bank holiday",
    "2026-11-30": "St Andrew’s Day",
    "2026-12-28": "Boxing Day (substitute day)",
    "2027-01-02": "2nd January",  # a Saturday
    "2027-01-04": "2nd January (substitute day)",
    "2027-08-02": "Summer bank holiday",
    "2027-11-30": "St Andrew’s Day",
    "2028-01-02": "2nd January",  # a Sunday
    "2028-01-04": "2nd January (substitute day)",
}
NORTHERN_IRELAND = {
    "2026-03-17": "St Patrick’s Day",
    "2026-04-06": "Easter Monday",
    "2026-07-13": "Battle of the Boyne (Orangemen’s Day) (substitute day)",
    "2026-08-31": "Summer bank holiday",
    "2027-03-17": "St Patrick’s Day",
    "2027-03-29": "Easter Monday",
    "2027-07-12": "Battle of the Boyne (Orangemen’s Day)",
}


@pytest.mark.parametrize("day", SCOTLAND)
def test_scotland_has_the_day(day: str) -> None:
    """Scotland has its own bank holidays on their days."""
    assert holiday_on(date.fromisoformat(day), "SCT") is not None


@pytest.mark.parametrize("day", NORTHERN_IRELAND)
def test_northern_ireland_has_the_day(day: str) -> None:
    """Northern Ireland has its own bank holidays on their days."""
    assert holiday_on(date.fromisoformat(day), "NIR") is not None


@pytest.mark.parametrize(("day", "name"), SCOTLAND.items())
def test_scottish_names_are_those_of_gov_uk(day: str, name: str) -> None:
    """Scotland's bank holidays are called what GOV.UK calls them."""
    assert holiday_on(date.fromisoformat(day), "SCT") == name


@pytest.mark.parametrize(("day", "name"), NORTHERN_IRELAND.items())
def test_northern_irish_names_are_those_of_gov_uk(day: str, name: str) -> None:
    """Northern Ireland's bank holidays are called what GOV.UK calls them."""
    assert holiday_on(date.fromisoformat(day), "NIR") == name


@pytest.mark.parametrize(
    ("day", "region"),
    [
        ("2026-04-06", "SCT"),  # Easter Monday
        ("2027-03-29", "SCT"),
        ("2026-08-31", "SCT"),  # England's summer bank holiday
        ("2026-08-03", "ENG"),  # Scotland's
        ("2026-01-02", "ENG"),
        ("2026-11-30", "ENG"),
        ("2026-03-17", "ENG"),
        ("2027-07-12", "ENG"),
        ("2027-07-12", "SCT"),
        ("2026-12-24", "ENG"),
        ("2026-12-27", "ENG"),  # the Sunday between Boxing Day and its substitute
        ("2026-12-29", "ENG"),
    ],
)
def test_days_that_are_no_holidays(day: str, region: str) -> None:
    """A holiday of one region is an ordinary day in another, and so are the days beside holidays."""
    assert holiday_on(date.fromisoformat(day), region) is None


@pytest.mark.parametrize("region", ["ENG", "WLS", "SCT", "NIR"])
@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-04-05", "Easter Sunday"),
        ("2027-03-28", "Easter Sunday"),
        ("2026-12-26", "Boxing Day"),
        ("2027-12-25", "Christmas Day"),
        ("2027-12-26", "Boxing Day"),
        ("2028-01-01", "New Year’s Day"),
    ],
)
def test_real_dates_are_added_everywhere(day: str, name: str, region: str) -> None:
    """25 and 26 December, 1 January and Easter Sunday are holidays on their real dates in every region."""
    assert holiday_on(date.fromisoformat(day), region) == name
