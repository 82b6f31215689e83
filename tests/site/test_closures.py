"""Closures on the pages: each where it matters, none hidden by a review day that has passed."""

from pathlib import Path

import pytest
from lxml import html

from tests.conftest import copy_site, parsed
from tests.support.builtsites import BuiltSites, build_site

Pages = dict[str, html.HtmlElement]
TWO = """
  - id: leak-2026
    branches: [leagrave]
    from: 2026-11-20
    until: further notice
    review: 2026-11-22
    reason: A leaking roof
    still_open: The book return box
  - id: drill-2026
    branches: [lewsey]
    on: 2026-11-23 12:00 to 14:00
    reason: Fire drill
"""
AT_THESE_TWO = """
    afternoon-reading-group-leagrave afternoon-tea-lewsey autumn-trail-lewsey-2027 baby-bounce-leagrave
    book-club-for-children-lewsey building-challenge-leagrave coffee-and-company-leagrave
    computer-help-lewsey conversation-cafe-lewsey creative-play-lewsey evening-of-poems-leagrave-2027
    evening-reading-group-leagrave getting-online-leagrave half-term-trail job-hunting-leagrave
    language-swap-leagrave morning-reading-group-lewsey rhymes-for-toddlers-lewsey
    saturday-crafts-leagrave scrabble-leagrave singing-for-fun-lewsey spring-paintings-lewsey-2027
    stay-and-play-leagrave summer-reading-lewsey-2027 toddler-read-and-rhyme-leagrave
""".split()
ALL_BUT_ONE = """
  - id: snow-2026
    branches: all
    except: [central]
    on: 2026-11-23
    reason: Snow
"""
ALL_TOGETHER = (
    ALL_BUT_ONE
    + """
  - id: power-2026
    branches: [central]
    from: 2026-11-22
    to: 2026-11-24 12:00
    reason: No electricity
"""
)

AGAIN = {
    "/404.html": "Open again on Tuesday 29 December: "
    "Luton Central Library, Leagrave Library and Lewsey Library from 9am; "
    "Stopsley Library from 1pm; Marsh Farm Library from 2pm.",
    "/libraries/marsh-farm/": "Open again from 2pm on Tuesday 29 December.",
    "/libraries/lewsey/": "Open again from 9am on Tuesday 29 December.",
}


def words(element: html.HtmlElement) -> str:
    """Return the text of an element as it is read, with single spaces."""
    return " ".join(element.text_content().split())


def site_with(sites: BuiltSites, tmp: Path, closures: str, moment: str = "2026-11-23T09:00") -> Pages:
    """Return the pages of the sample site with closures added, built for a moment."""
    folder = copy_site(tmp / "copy")
    status = folder / "data" / "status.yaml"
    status.write_text(status.read_text().replace("\nclosures:\n", f"\nclosures:{closures}\n", 1))
    return parsed(sites.of(folder, moment))


def banners(page: html.HtmlElement) -> list[str]:
    """Return the banners of a page."""
    return [words(banner) for banner in page.xpath("//main//section[@aria-label='Closure']")]


@pytest.fixture(scope="module")
def two(built_sites: BuiltSites, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the site while Leagrave is closed until further notice and Lewsey for two hours."""
    return site_with(built_sites, tmp_path_factory.mktemp("two"), TWO)


def test_branch_page_tells_its_closure_whole(two: Pages) -> None:
    """Leagrave's page says why it is closed, what stays open, and which open library is nearest."""
    assert banners(two["/libraries/leagrave/"]) == [
        "Leagrave Library: closed from Friday 20 November until further notice A leaking roof. "
        "This was to be looked at again by Sunday 22 November. It is still closed. "
        "Still open: The book return box."
        "Nearest open library: Marsh Farm Library, 1.2 miles (2pm to 6pm on Monday 23 November)."
    ]
    (link,) = two["/libraries/leagrave/"].xpath("//section[@aria-label='Closure']//a/@href")
    assert link == "../../libraries/marsh-farm/"


def test_review_day_that_has_passed_opens_nothing(two: Pages) -> None:
    """The day after its review day the library is shown as closed in its week and in the door notice."""
    page = two["/libraries/leagrave/"]
    assert {words(cell) for cell in page.xpath("//table[1]/tbody/tr/td")} == {"Closed: A leaking roof"}
    assert "This was to be looked at again by Sunday 22 November. It is still closed." in words(
        two["/opening-times/notice/leak-2026/"].find("body")
    )


def test_closure_of_two_hours_is_told_from_the_morning(two: Pages) -> None:
    """At 9am Lewsey's page already has the closure from midday to 2pm."""
    (banner,) = banners(two["/libraries/lewsey/"])
    assert banner.startswith("Lewsey Library: closed from midday to 2pm on Monday 23 November Fire drill.")


@pytest.mark.parametrize("address", ["/", "/libraries/"])
def test_home_names_each_closed_library_shortly(two: Pages, address: str) -> None:
    """Home lists the two libraries with links to their pages, without a banner for the whole service."""
    assert banners(two[address]) == []
    (listed,) = two[address].xpath("//section[h2[@id='closed-now']]")
    assert [words(item) for item in listed.xpath(".//li")] == [
        "Leagrave Library closed from Friday 20 November until further notice (A leaking roof)",
        "Lewsey Library closed from midday to 2pm on Monday 23 November (Fire drill). "
        "Open again from 2pm on Monday 23 November",
    ]
    assert [link.split("/")[-2] for link in listed.xpath(".//a/@href")] == ["leagrave", "lewsey"]


def test_closure_is_on_the_pages_it_concerns_and_no_others(two: Pages) -> None:
    """Beside the branch's own pages, its events have the banner; other events, words and lists have not."""
    having = {address for address, page in two.items() if banners(page)}
    own = [f"/libraries/{name}{page}/" for name in ("leagrave", "lewsey") for page in ("", "/poster")]
    assert having == {*own, *(f"/whats-on/{event}/" for event in AT_THESE_TWO)}


def test_one_open_library_keeps_the_banner_off_other_pages(built_sites: BuiltSites, tmp_path: Path) -> None:
    """While Central alone is open, pages about no one library have no banner, and Central is the nearest to all."""
    pages = site_with(built_sites, tmp_path, ALL_BUT_ONE)
    assert banners(pages["/about/"]) == banners(pages["/libraries/central/"]) == []
    for name in ("leagrave", "lewsey", "marsh-farm", "stopsley"):
        (banner,) = banners(pages[f"/libraries/{name}/"])
        assert "Nearest open library: Luton Central Library, " in banner


def test_closures_that_together_leave_nothing_open_are_on_every_page(
    built_sites: BuiltSites, tmp_path: Path
) -> None:
    """Two closures that close every library between them stand above every page, the error page too."""
    pages = site_with(built_sites, tmp_path, ALL_TOGETHER)
    told = {tuple(text.split(":")[0] for text in banners(page)) for page in pages.values()}
    four = "Leagrave Library, Lewsey Library, Marsh Farm Library and Stopsley Library"
    both = ("Luton Central Library", four)
    assert {address for address, page in pages.items() if not banners(page)} == set()
    assert told == {both, both[:1], both[1:]}
    assert len(banners(pages["/404.html"])) == len(banners(pages["/about/"])) == 2
    assert "Nearest open library" not in "".join(map(str, map(banners, pages.values())))
    assert pages["/"].xpath("//*[@id='closed-now']") == []


def test_christmas_is_above_every_page_in_front_of_its_heading(
    built_sites: BuiltSites, tmp_path: Path
) -> None:
    """On 24 December at 9am every page begins with the closure that begins at 1pm, and says when it is over.

    The 29th is a Tuesday: Marsh Farm opens at 2pm then, Stopsley at 1pm, the others at 9am.
    """
    pages = site_with(built_sites, tmp_path, "", "2026-12-24T09:00")
    for address, page in pages.items():
        (banner,) = banners(page)
        assert banner.startswith("All libraries: closed from 1pm on Thursday 24 December"), address
        assert address not in AGAIN or AGAIN[address] in banner, address
        order = [e.tag for e in page.xpath("//main//section[@aria-label='Closure'] | //main//h1")]
        assert order == ["section", "h1"], address


def test_days_of_the_next_six_weeks_are_told_on_the_branch_page(pages: Pages) -> None:
    """Central's page has the closure, the changed hours, and the bank holiday on which it would else be open."""
    (listed,) = pages["/libraries/central/"].xpath("//h3[.='Coming changes']/following-sibling::ul[1]")
    told = [words(item).removesuffix(" Sample") for item in listed.xpath("li")]
    assert told == [
        "Closed from 1pm on Thursday 24 December to Monday 28 December (Christmas). "
        "Still open: The online catalogue, e-books and e-audiobooks. "
        "Open again from 9am on Tuesday 29 December",
        "9am to 1pm on Thursday 31 December (New Year's Eve)",
        "Closed on Friday 1 January 2027 (New Year’s Day)",
    ]


def test_branch_page_says_who_runs_it_since_when(pages: Pages) -> None:
    """Two agreements with the same people follow one another: they have run it since the first."""
    page = words(pages["/libraries/central/"].find("body//main"))
    assert "Run by Active Luton since 1 April 2020." in page


def test_new_week_is_announced(tmp_path: Path) -> None:
    """Six weeks before a new normal week the branch page and the opening times say what it changes."""
    folder = copy_site(tmp_path / "copy")
    branches = folder / "data" / "branches.yaml"
    text = branches.read_text()
    first = text.index("      - from: 2024-06-21", text.index("- id: stopsley"))
    week = text[first : text.index("\n\n", first)]
    later = week.replace("from: 2024-06-21", "from: 2027-01-04").replace("wednesday: 09:00 to 17:00",
        "wednesday: 09:00 to 13:00, 14:00 to 19:00")  # fmt: skip
    alone = "        self_service:\n          monday: 08:00 to 11:00"
    branches.write_text(text.replace(week, f"{week}\n{later}\n{alone}"))
    done = build_site(folder, tmp_path / "site", LIBRARYSITE_NOW="2026-12-30T09:00")
    assert done.returncode == 0, done.stderr
    told = "rom Monday 4 January 2027: Mondays 8am to 11am (self-service) and 11am to 5pm; "
    told += "Wednesdays 9am to 1pm and 2pm to 7pm"
    for address in ("libraries/stopsley", "opening-times"):
        page = html.document_fromstring((tmp_path / "site" / address / "index.html").read_bytes().decode())
        assert told in words(page.find("body//main")), address
    page = html.document_fromstring(
        (tmp_path / "site" / "libraries/stopsley/index.html").read_bytes().decode()
    )
    (table,) = page.xpath("//table")
    assert [words(cell) for cell in table.xpath("thead//th")] == ["Day", "With staff", "Self-service"]
