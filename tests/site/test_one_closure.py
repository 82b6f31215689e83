"""One entry in data/status.yaml reaches everything that speaks of a closure, and leaves it all when it is deleted."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from tests.conftest import copy_site
from tests.support.builtsites import BuiltSites

REASON = "The roof of the reading room leaks"
ENTRY = f"""\
closures:
  - id: stopsley-roof-2026
    branches: stopsley
    from: 2026-12-03
    until: further notice
    review: 2027-01-15
    reason: {REASON}
    still_open: The book drop by the door
    published: 2026-11-22
"""
HIT = ("knit-and-natter-stopsley", "coffee-morning-stopsley", "toddler-time-stopsley")
PLACES = {
    "libraries/stopsley/index.html",
    "opening-times/index.html",
    "whats-on/index.html",
    *(f"whats-on/{event}/index.html" for event in HIT),
    *(f"whats-on/{event}/event.ics" for event in HIT),
    "feeds/closures.ics",
    "feeds/closures/at/stopsley.ics",
    "feeds/events.ics",
    "feeds/events/at/stopsley.ics",
    "feeds/status.xml",
    "data/status.json",
    "data/opening-hours.json",
}


@pytest.fixture(scope="module")
def sites(built: Path, built_sites: BuiltSites, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the site with the closure, ten days before it and on its second day, and without it."""
    folder = copy_site(tmp_path_factory.mktemp("one") / "copy")
    status = folder / "data" / "status.yaml"
    before = status.read_text(encoding="utf-8")
    status.write_text(before.replace("\nclosures:\n", f"\n{ENTRY}", 1), encoding="utf-8")
    assert ENTRY in status.read_text(encoding="utf-8")
    return {
        "with": built_sites.of(folder, "2026-11-23T09:00"),
        "during": built_sites.of(folder, "2026-12-04T09:00"),
        "without": built,
    }


def text_of(path: Path) -> str:
    """Return a file with folded lines (calendars) joined."""
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n ", "")


def naming(site: Path) -> set[str]:
    """Return the files of a site that give the closure's reason."""
    files = [path for path in site.rglob("*") if path.is_file()]
    return {path.relative_to(site).as_posix() for path in files if REASON in text_of(path)}


def page(site: Path, address: str) -> html.HtmlElement:
    """Return a page of a site."""
    return html.parse(str(site / address / "index.html")).getroot()


def words(element: html.HtmlElement) -> str:
    """Return the text of an element with single spaces."""
    return " ".join(element.text_content().split())


def json_ld(site: Path, address: str) -> list[Any]:
    """Return what a page tells search engines."""
    scripts = page(site, address).xpath("//script[@type='application/ld+json']")
    return [json.loads(script.text) for script in scripts]


def vevents(site: Path, address: str) -> list[str]:
    """Return the entries of a calendar that give the reason."""
    text = text_of(site / address)
    return [part for part in text.split("BEGIN:VEVENT")[1:] if REASON in part]


def test_closure_is_told_everywhere(sites: dict[str, Path]) -> None:
    """Before it begins, every page, feed and data file that has to do with it gives its reason."""
    assert naming(sites["with"]) >= PLACES
    assert "closure.stopsley-roof-2026" in text_of(sites["with"] / "feeds" / "status.xml")


def test_without_the_entry_nothing_tells_of_it(sites: dict[str, Path]) -> None:
    """When the entry is deleted, no file of the site names the closure or its reason any more."""
    assert naming(sites["without"]) == set()
    files = [path for path in sites["without"].rglob("*") if path.is_file()]
    assert [path for path in files if "stopsley-roof-2026" in text_of(path)] == []


@pytest.mark.parametrize("address", ["", "libraries/stopsley", "opening-times"])
def test_pages_during_the_closure(sites: dict[str, Path], address: str) -> None:
    """While it lasts, home, the library's page and the opening times say closed and why."""
    assert f"Closed: {REASON}" in words(page(sites["during"], address).xpath("//main")[0])


def test_page_says_when_somebody_looks_again(sites: dict[str, Path]) -> None:
    """The library's page says what is still open and when somebody looks again."""
    told = words(page(sites["during"], "libraries/stopsley").find("body"))
    assert "closed from Thursday 3 December until further notice" in told
    assert "We will look at this again by Friday 15 January 2027." in told
    assert "The book drop by the door" in told


def test_events_are_cancelled(sites: dict[str, Path]) -> None:
    """The coffee morning of 9 December is cancelled on its page; that of 10 March, after the review, is gone."""
    told = words(page(sites["with"], "whats-on/coffee-morning-stopsley").xpath("//main")[0])
    assert f"Wednesday 9 December, 10am to 11:30am Cancelled: {REASON}" in told
    assert "10 March" not in told
    assert "Wednesday 10 March" in words(page(sites["without"], "whats-on/coffee-morning-stopsley"))


@pytest.mark.parametrize("address", ["feeds/closures.ics", "feeds/closures/at/stopsley.ics"])
def test_calendars_of_closures(sites: dict[str, Path], address: str) -> None:
    """The closure lasts in calendars until its review day and says that it has no end."""
    (entry,) = vevents(sites["with"], address)
    assert "UID:closure.stopsley-roof-2026@luton-libraries.example" in entry
    assert "SUMMARY:Stopsley Library: closed\\, until further notice (" in entry
    assert "DTSTART;VALUE=DATE:20261203" in entry
    assert "DTEND;VALUE=DATE:20270116" in entry


@pytest.mark.parametrize("address", ["feeds/events.ics", "whats-on/coffee-morning-stopsley/event.ics"])
def test_calendars_of_events(sites: dict[str, Path], address: str) -> None:
    """The cancelled dates are cancelled in the calendars of events."""
    found = [entry for entry in vevents(sites["with"], address) if "UID:coffee-morning-stopsley" in entry]
    assert [("STATUS:CANCELLED" in e, "SUMMARY:CANCELLED: Coffee morning" in e) for e in found] == [
        (True, True)
    ] * 2
    assert ["20261209" in found[0], "20270113" in found[1]] == [True, True]


def test_status_feed(sites: dict[str, Path]) -> None:
    """The feed's first item is the closure, with the day on which it was published."""
    item = etree.parse(sites["with"] / "feeds" / "status.xml").find("channel/item")
    assert item is not None
    assert item.findtext("title") == (
        f"Stopsley Library: closed from Thursday 3 December until further notice ({REASON})"
    )
    assert item.findtext("guid") == "closure.stopsley-roof-2026@luton-libraries.example"
    assert item.findtext("pubDate") == "Sun, 22 Nov 2026 00:00:00 +0000"


def test_json_ld_of_the_library(sites: dict[str, Path]) -> None:
    """Search engines are told of closed days from the 3rd on to the end of the 13 months."""
    (node,) = json_ld(sites["with"], "libraries/stopsley")
    (hours,) = [h for h in node["specialOpeningHoursSpecification"] if h.get("description") == REASON]
    assert (hours["opens"], hours["closes"]) == ("00:00", "00:00")
    assert (hours["validFrom"], hours["validThrough"]) == ("2026-12-03", "2027-12-23")


def test_json_ld_of_an_event(sites: dict[str, Path]) -> None:
    """Coffee mornings until the review are cancelled, 10 February is for training, and no more are listed."""
    found = json_ld(sites["with"], "whats-on/coffee-morning-stopsley")
    assert [(node["startDate"][:10], node["eventStatus"]) for node in found] == [
        ("2026-12-09", "https://schema.org/EventCancelled"),
        ("2027-01-13", "https://schema.org/EventCancelled"),
        ("2027-02-10", "https://schema.org/EventCancelled"),
    ]
    before = json_ld(sites["without"], "whats-on/coffee-morning-stopsley")
    assert (before[0]["startDate"][:10], before[0]["eventStatus"]) == (
        "2026-12-09",
        "https://schema.org/EventScheduled",
    )


def stopsley(site: Path, name: str) -> Any:
    """Return what a data file says of the library."""
    record = json.loads((site / "data" / name).read_text(encoding="utf-8"))
    return next(branch for branch in record["libraries"] if branch["id"] == "stopsley")


def test_open_data(sites: dict[str, Path]) -> None:
    """The closure is in force in status.json on its second day, and each day from the 3rd has no hours."""
    assert stopsley(sites["with"], "status.json")["closure"] is None
    during = stopsley(sites["during"], "status.json")
    assert (during["intervals"], during["closure"]["id"]) == ([], "stopsley-roof-2026")
    assert (during["closure"]["ends"], during["closure"]["review"]) == (None, "2027-01-15")
    days = {day["date"]: day for day in stopsley(sites["with"], "opening-hours.json")["days"]}
    assert days["2026-12-02"]["intervals"] == [{"opens": "09:00", "closes": "17:00", "kind": "staffed"}]
    assert days["2026-12-03"] == {
        "date": "2026-12-03",
        "kind": "closure",
        "reason": REASON,
        "intervals": [],
    }


def special(site: Path) -> str:
    """Return the special hours of the library in the table."""
    with (site / "data" / "libraries.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["Library name"] == "Stopsley Library"]
    return row["Special hours"]


def test_table_of_libraries(sites: dict[str, Path]) -> None:
    """The special hours begin with the first closed day; without the entry with Christmas."""
    assert special(sites["with"]).startswith("2026-12-03: X,2026-12-04: X,2026-12-05: X,")
    assert special(sites["without"]).startswith("2026-12-24: 10:00-13:00,2026-12-25: X,")
