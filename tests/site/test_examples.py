"""The site of examples/coronavirus-2020/, built by the same program for 9am on Monday 13 July 2020, and read."""

import json
import re
import shutil
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from librarysite.cli import main
from librarysite.model import ZONE, Library
from librarysite.reading.load import load
from librarysite.schedule.hours import hours_on, next_change
from tests.conftest import parsed
from tests.support.builtsites import BuiltSites, build_site

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "coronavirus-2020"
MOMENT = "2020-07-13T09:00"
BRANCHES = ["central", "leagrave", "lewsey", "marsh-farm", "stopsley"]
CLOSED = "All libraries: closed from Thursday 2 April until further notice"


@pytest.fixture(scope="module")
def example(built_sites: BuiltSites) -> Path:
    """Return the folder of the example's site, built for its moment."""
    return built_sites.of(FOLDER, MOMENT)


@pytest.fixture(scope="module")
def read(example: Path) -> dict[str, html.HtmlElement]:
    """Return every page, parsed, by its address."""
    return parsed(example)


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the example's data."""
    loaded = load(FOLDER)
    assert loaded.problems == []
    assert loaded.library is not None
    return loaded.library


def text(element: html.HtmlElement) -> str:
    """Return the words of an element, its spaces joined."""
    return " ".join(element.text_content().split())


def in_order(page: html.HtmlElement, *words: str) -> bool:
    """Tell whether some words stand on a page, one after the other."""
    places = [text(page.get_element_by_id("main")).find(word) for word in words]
    return -1 not in places and places == sorted(places)


def test_closure_is_on_every_page(read: dict[str, html.HtmlElement]) -> None:
    """Whichever page somebody comes to first tells that all libraries are closed until further notice, and why."""
    # a notice on paper (poster) tells it in words of its own, without the page's surroundings
    paper = {address for address in read if re.search(r"/(poster|notice)/", address)}
    # the page for a wrong address is the only one that MkDocs makes by itself
    without = {a for a in set(read) - paper - {"/404.html"} if CLOSED not in text(read[a])}
    assert without == set()
    assert {address for address in read if "oronavirus" not in text(read[address])} <= {"/404.html"}
    assert "We will look at this again by Friday 31 July" in text(read["/"])


def test_home_begins_with_what_can_be_used_from_home(read: dict[str, html.HtmlElement]) -> None:
    """The digital offers and the help line stand before the opening times and the news."""
    assert in_order(
        read["/"],
        "From home",
        "Use Luton Libraries' digital services",
        "Exercise at home with live sessions",
        "0300 555 4152",
        "Opening times",
        "News",
    )


def test_day_is_in_words(read: dict[str, html.HtmlElement]) -> None:
    """The home page is about Monday 13 July 2020."""
    assert "Monday 13 July 2020" in text(read["/"])


@pytest.mark.parametrize("branch", BRANCHES)
def test_each_library_is_closed(read: dict[str, html.HtmlElement], branch: str) -> None:
    """The page of each library says on its day that it is closed because of coronavirus."""
    page = text(read[f"/libraries/{branch}/"])
    assert "Monday 13 July" in page
    assert "Closed: Coronavirus" in page


def test_help_line_and_exercise_are_online(read: dict[str, html.HtmlElement]) -> None:
    """The page of offers has Active Luton's live sessions and the telephone of Total Wellbeing Luton, as a link."""
    page = text(read["/online/"])
    for words in [
        "Facebook",
        "yoga",
        "mindfulness",
        "Fight Klub",
        "Clubbercise",
        "anxiety",
        "post-traumatic stress",
    ]:
        assert words in page, words
    phones = {link.get("href") for link in read["/online/"].iter("a")}
    assert phones & {"tel:03005554152", "tel:+443005554152"}


def test_news_of_2_april(read: dict[str, html.HtmlElement]) -> None:
    """The news of 2 April 2020 is on the home page, in the list and on a page of its own, with its facts."""
    address = "/news/active-luton-runs-libraries/"
    assert "2 April 2020" in text(read["/"])
    assert "2 April 2020" in text(read["/news/"])
    for words in [
        "Active Luton",
        "The Culture Trust Luton",
        "almost 60,000",
        "500,000 visits",
        "We asked, you said",
    ]:
        assert words in text(read[address]), words


def test_who_runs_the_libraries(read: dict[str, html.HtmlElement]) -> None:
    """The page about the service and those of the libraries say since when Active Luton has run them."""
    assert in_order(read["/about/"], "Active Luton", "1 April 2020")
    for branch in BRANCHES:
        assert "Run by Active Luton since 1 April 2020" in text(read[f"/libraries/{branch}/"])


def test_links_lead_somewhere(example: Path, read: dict[str, html.HtmlElement]) -> None:
    """Every link to another page or file of the site, and to a place on a page, is whole."""
    broken = []
    for address, page in read.items():
        if address == "/404.html":
            continue  # its links carry the whole address
        for link in page.xpath("//a/@href | //link/@href | //img/@src | //script/@src"):
            target = urlsplit(urljoin(f"https://here{address}", link))
            if target.netloc != "here" or target.scheme != "https":
                continue
            path = example / target.path.lstrip("/")
            path = path / "index.html" if target.path.endswith("/") else path
            if not path.is_file() or (target.fragment and target.fragment not in ids(read, target.path)):
                broken.append((address, link))
    assert broken == []


def ids(read: dict[str, html.HtmlElement], address: str) -> set[str]:
    """Return the names of places on a page."""
    return set(read[address].xpath("//@id"))


def test_same_moment_in_the_data(example: Path) -> None:
    """The record of the build has the moment in British Summer Time, five libraries and one closure."""
    record = json.loads((example / "build.json").read_text(encoding="utf-8"))
    assert record["built_at"] == "2020-07-13T09:00:00+01:00"
    assert (record["counts"]["libraries"], record["counts"]["closures"]) == (5, 1)


def test_calendar_of_closures(example: Path) -> None:
    """The calendar of closures has the closure from 2 April until its review day."""
    calendar = (example / "feeds" / "closures.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20200402" in calendar
    assert "coronavirus-2020" in calendar


def test_nothing_of_today_is_in_it(read: dict[str, html.HtmlElement]) -> None:
    """No page has a year after the next: the example's data, not the main site's, is what was read."""
    years = {year for page in read.values() for year in re.findall(r"\b20[2-9]\d\b", text(page))}
    assert {"2020"} <= years <= {"2020", "2021"}


@pytest.mark.parametrize("branch", BRANCHES)
def test_a_passed_review_day_opens_nothing(library: Library, branch: str) -> None:
    """Every library is closed on 13 July, on the day after the review and a year later; no opening is in sight."""
    for day in (date(2020, 7, 13), date(2020, 8, 1), date(2021, 7, 13)):
        hours = hours_on(library, library.branch(branch), day)
        assert (hours.kind, hours.intervals, hours.reason) == ("closure", (), "Coronavirus")
    assert next_change(library, library.branch(branch), datetime(2020, 7, 13, 9, tzinfo=ZONE)) is None
    assert hours_on(library, library.branch(branch), date(2020, 4, 1)).intervals != ()


def test_the_review_is_due_in_august(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``check --due`` is well on 13 July; on 1 August it fails and names the review day."""
    monkeypatch.chdir(FOLDER)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("LIBRARYSITE_NOW", MOMENT)
    assert main(["check", "--due"]) == 0, capsys.readouterr().err
    assert "Monday 31 August, Summer bank holiday: all libraries closed" in capsys.readouterr().out
    monkeypatch.setenv("LIBRARYSITE_NOW", "2020-08-01T09:00")
    assert main(["check", "--due"]) == 1
    assert "The review day 2020-07-31 has passed" in capsys.readouterr().err


def test_a_copy_elsewhere_is_built(tmp_path: Path) -> None:
    """An example is a folder of data and words: a copy beside it, with the news taken out, is built as well."""
    for name in ("hooks", "src"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    copy = tmp_path / "examples" / "mine"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("site"))
    words = (copy / "content" / "about.md").read_text(encoding="utf-8")
    (copy / "content" / "about.md").write_text(
        words.partition("## Who runs")[0] + "Words.\n", encoding="utf-8"
    )
    shutil.rmtree(copy / "content" / "news")
    done = build_site(copy, tmp_path / "site", LIBRARYSITE_NOW=MOMENT)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "site" / "news" / "active-luton-runs-libraries").exists()


def test_make_builds_the_examples() -> None:
    """``make examples`` names the moment, and Git ignores what it makes."""
    assert f"LIBRARYSITE_NOW={MOMENT}" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "/examples/*/site/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
