"""A library that opens in March: every page, feed and data file of November, and those of the day on which it opens."""

import csv
import json
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import copy_site, parsed
from tests.support.builtsites import BuiltSites

NEW = """
  - id: hill
    name: Hill Library
    address:
      street: High Street
      town: Luton
      postcode: LU1 1AA
    position: 51.9, -0.4
    statutory: yes
    run_as: CL
    opened: 2027-03-01
    hours:
      - from: 2027-03-01
        monday: 13:00 to 17:00
        tuesday: closed
        wednesday: closed
        thursday: closed
        friday: closed
        saturday: closed
        sunday: closed
  - id: dale
    name: Dale Library
    opened: 2027-06
"""
WORDS = "Opens on Monday 1 March 2027"


def words(element: html.HtmlElement) -> str:
    """Return the text of an element as it is read, with single spaces."""
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample site with two libraries that are not open yet."""
    folder = copy_site(tmp_path_factory.mktemp("new") / "copy")
    branches = folder / "data" / "branches.yaml"
    branches.write_text(
        branches.read_text().replace("  # --- Closed for good", f"{NEW}\n  # --- Closed for good")
    )
    return folder


@pytest.fixture(scope="module")
def before(built_sites: BuiltSites, folder: Path) -> Path:
    """Return the site as it is on 23 November 2026."""
    return built_sites.of(folder, "2026-11-23T09:00")


def test_its_page_says_when_it_opens(before: Path) -> None:
    """The page has the day in place of hours and of a poster, the week to come, and the address as ever."""
    page = words(parsed(before)["/libraries/hill/"].find("body//main"))
    assert f"Opening times {WORDS}. The normal week from then on" in page
    assert "1pm to 5pm" in page
    assert "High Street" in page
    assert "not known" not in page.split("Access")[0]
    assert "poster" not in page
    assert "door notice" not in page
    assert "Check the opening hours" not in page  # a notice to all
    assert "Opens in June 2027." in words(parsed(before)["/libraries/dale/"].find("body//main"))


def test_it_is_part_of_nothing_else(before: Path) -> None:
    """Home, opening times, subscribing and every door notice are without it; the list of libraries says when."""
    pages = parsed(before)
    naming = {address for address, page in pages.items() if "Hill Library" in words(page.find("body//main"))}
    assert naming == {"/libraries/", "/libraries/hill/", "/whats-on/at/hill/"}
    listed = words(pages["/libraries/"].find("body//main"))
    assert (
        f"Not open yet Hill Library: {WORDS[0].lower()}{WORDS[1:]} Dale Library: opens in June 2027" in listed
    )
    notice = words(pages["/opening-times/notice/christmas-2026/"].find("body"))
    assert "All libraries closed" in notice
    assert not (before / "libraries" / "hill" / "poster" / "index.html").exists()


def test_feeds_and_data_are_without_it(before: Path) -> None:
    """Christmas is not in its calendar, whose address is there already; no open data says that it is closed or open."""
    calendar = (before / "feeds" / "closures" / "at" / "hill.ics").read_text()
    assert "Christmas" not in calendar
    assert "holiday.20270329.hill" in calendar  # Easter Monday, when it is there
    feed = (before / "feeds" / "status" / "at" / "hill.xml").read_text()
    assert "Christmas" not in feed
    assert "check-hours-2026" in feed  # a notice to all that has no end
    for name in ("status", "opening-hours"):
        data = json.loads((before / "data" / f"{name}.json").read_text())
        assert [library["id"] for library in data["libraries"]] == [
            "central", "leagrave", "lewsey", "marsh-farm", "stopsley",
        ], name  # fmt: skip
    rows = csv.DictReader((before / "data" / "libraries.csv").read_text().splitlines())
    (row,) = [row for row in rows if row["Library name"] == "Hill Library"]
    told = row["Year opened"], row["Monday staffed hours"], row["Notes"]
    assert told == ("2027", "", WORDS)


def test_search_engines_are_told_from_when_its_week_holds(before: Path) -> None:
    """The opening hours for search engines begin on the day on which it opens."""
    (node,) = parsed(before)["/libraries/hill/"].xpath("//script[@type='application/ld+json']/text()")
    told = json.loads(node)["openingHoursSpecification"]
    assert {hours["validFrom"] for hours in told} == {"2027-03-01"}


def test_on_its_day_it_is_open(built_sites: BuiltSites, folder: Path) -> None:
    """On 1 March it stands among the others."""
    pages = parsed(built_sites.of(folder, "2027-03-01T09:00"))
    assert "Hill Library Monday 1 March: 1pm to 5pm" in words(pages["/libraries/"].find("body//main"))
    assert "1pm to 5pm" in words(pages["/libraries/hill/"].find("body//main"))
    assert "Opens on" not in words(pages["/libraries/hill/"].find("body//main"))
