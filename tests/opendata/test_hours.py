from datetime import date

from librarysite.model import Library
from librarysite.opendata.hours import opening_hours
from tests.support.opendatacases import NOW, by_id, data


def days(library: Library, branch: str, today: date = NOW.today) -> dict[str, tuple[str, str | None, str]]:
    """Return each day of a branch: the rule, the reason and the times, short."""
    record = by_id(data(opening_hours(library, today))["libraries"])[branch]
    short = {"staffed": "", "self_service": " alone"}
    return {
        day["date"]: (
            day["kind"],
            day["reason"],
            ", ".join(f"{i['opens']}-{i['closes']}{short[i['kind']]}" for i in day["intervals"]),
        )
        for day in record["days"]
    }


def test_opening_hours_of_single_days(library: Library) -> None:
    """Each day has the times, the rule that decided and its reason, worked out by hand."""
    north = days(library, "north")
    assert {day: north[day] for day in (
        "2026-11-23", "2026-11-24", "2026-11-27", "2026-11-29", "2026-12-24", "2026-12-25", "2026-12-28",
        "2026-12-29", "2027-01-01", "2027-02-10", "2027-06-07", "2027-06-08",
    )} == {
        "2026-11-23": ("closure", "Boiler", "08:00-08:30 alone, 10:00-17:00, 17:00-20:00 alone"),
        "2026-11-24": ("week", None, "09:00-13:00, 14:00-19:00"),
        "2026-11-27": ("week", None, "20:00-24:00 alone"),
        "2026-11-29": ("week", None, ""),
        "2026-12-24": ("closure", "Christmas", "09:00-13:00"),
        "2026-12-25": ("closure", "Christmas", ""),
        "2026-12-28": ("changed_hours", None, "08:00-09:00 alone, 09:00-17:00, 17:00-20:00 alone"),
        "2026-12-29": ("changed_hours", "Short day", "10:00-12:00, 13:00-15:00"),
        "2027-01-01": ("holiday", "New Year’s Day", ""),
        "2027-02-10": ("closure", "Training", ""),
        "2027-06-07": ("week", None, "10:00-16:00"),
        "2027-06-08": ("week", None, ""),
    }  # fmt: skip


def test_opening_hours_cover_thirteen_months(library: Library) -> None:
    """There are 396 days, the first today's, for each library in service; the closed one is left out."""
    record = data(opening_hours(library, NOW.today))
    assert (record["first"], record["last"]) == ("2026-11-23", "2027-12-23")
    assert [branch["id"] for branch in record["libraries"]] == ["north", "formula", "unlisted"]
    assert {len(branch["days"]) for branch in record["libraries"]} == {396}
    assert record["time_zone"] == "Europe/London"
    assert record["libraries"][0]["url"] == "https://libraries.example/libraries/north/"


def test_library_that_closes_for_good_is_closed_from_that_day(library: Library) -> None:
    """A library is closed for good from the first day of the month that is known."""
    found = days(service_without_flood(library), "formula")
    assert found["2027-03-22"] == ("week", None, "09:00-17:00")
    assert found["2027-04-05"][0] == "closed_for_good"


def service_without_flood(library: Library) -> Library:
    """Return the service without the closure that nobody knows the end of."""
    closures = tuple(c for c in library.closures if c.id != "flood-2027")
    return Library(library.service, library.branches, closures, library.changed_hours)


def test_first_day_is_today(library: Library) -> None:
    """The days begin with the one for which the file is made."""
    assert data(opening_hours(library, date(2027, 7, 1)))["first"] == "2027-07-01"
