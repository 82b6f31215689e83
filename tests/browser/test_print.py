"""On paper: what is made for one sheet of A4 comes out on one, and without what only a screen needs."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import copy_site
from tests.site.test_every_page import DOOR_NOTICES, LIBRARIES
from tests.support.builtsites import BuiltSites
from tests.support.serving import serving

pytestmark = pytest.mark.browser

SHEETS = [
    "/opening-times/",
    *(f"/libraries/{name}/poster/" for name in LIBRARIES),
    *(f"/opening-times/notice/{name}/" for name in DOOR_NOTICES),
]
FULL = """
  - id: flood-2026
    branches: [central, leagrave, lewsey, marsh-farm]
    from: 2026-11-20
    until: further notice
    review: 2026-11-22
    reason: Water has come through the roof and into the rooms with the shelves and the computers
    still_open: The phone line, the online catalogue, e-books and e-audiobooks, and the other library
"""


def sheets(pdf: bytes) -> int:
    """Return how many pages a PDF has: its page objects are counted."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("address", SHEETS)
def test_sheet_is_one_page(page: Page, server: str, address: str) -> None:
    """The opening times, a poster and a door notice each print on exactly one sheet of A4."""
    page.goto(server + address)
    assert sheets(page.pdf(format="A4")) == 1


def test_more_than_one_sheet_is_noticed(page: Page, server: str) -> None:
    """The whole programme does not fit one sheet, so the test above can fail."""
    page.goto(server + "/whats-on/")
    assert sheets(page.pdf(format="A4")) > 1


@pytest.mark.parametrize("address", SHEETS[1:])
def test_sheet_has_nothing_around_it(page: Page, server: str, address: str) -> None:
    """In print the header, menu, help block, footer and the line about printing go; the sheet and its code stay."""
    page.goto(server + address)
    gone = ".header, nav, .help, .footer, .sheet-help, .skip-link"
    assert page.locator(".header").is_visible()
    page.emulate_media(media="print")
    assert [part.is_visible() for part in page.locator(gone).all()] == [False] * 6
    assert page.locator("article h1").is_visible()
    picture = page.locator("article img")
    assert picture.is_visible()
    assert picture.evaluate("e => e.complete && e.getBoundingClientRect().width > 130")  # 35 mm or more


def test_closed_is_large(page: Page, server: str) -> None:
    """The word on a door notice is read from across the street: 30 mm or more high on the paper."""
    page.goto(server + "/opening-times/notice/christmas-2026/")
    page.emulate_media(media="print")
    size = page.locator(".sheet__word").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size * 25.4 / 96 >= 30
    assert page.locator(".sheet__word").evaluate("e => getComputedStyle(e).textTransform") == "capitalize"


def test_code_is_white_behind_for_readers_of_dark_pages(browser: Browser, server: str) -> None:
    """On a dark page too the code is black on white, so that a phone can read it."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(server + "/libraries/central/qr.svg")
    assert page.locator("path").first.get_attribute("fill") == "#fff"
    context.close()


@pytest.fixture(scope="module")
def full(built_sites: BuiltSites, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with much on every sheet: a long closure, two sessions a day and self-service."""
    folder = copy_site(tmp_path_factory.mktemp("full") / "copy")
    status, branches = folder / "data" / "status.yaml", folder / "data" / "branches.yaml"
    status.write_text(status.read_text().replace("\nclosures:\n", f"\nclosures:{FULL}\n", 1))
    text = branches.read_text()
    first, end = text.index("- id: stopsley"), text.index("# --- Closed for good")
    week = re.sub(r"(day: )\d\d:00 to \d\d:00", r"\g<1>09:30 to 13:00, 14:00 to 17:30", text[first:end])
    alone = "        self_service:\n          monday: 08:00 to 20:00\n          sunday: 10:00 to 16:00\n"
    branches.write_text(
        text[:first] + week.replace("sunday: closed\n", f"sunday: closed\n{alone}") + text[end:]
    )
    return built_sites.of(folder, "2026-12-21T09:00")


@pytest.mark.parametrize(
    "address",
    ["/opening-times/", "/libraries/stopsley/poster/", "/opening-times/notice/flood-2026/"],
)
def test_full_sheet_is_one_page_too(page: Page, full: Path, address: str) -> None:
    """With long reasons, four libraries closed, and three times of opening on a day, one sheet is still enough."""
    with serving(full) as address_of_site:
        page.goto(address_of_site + address)
        assert sheets(page.pdf(format="A4")) == 1


def test_staffed_and_self_service_stand_side_by_side(page: Page, full: Path) -> None:
    """Where the doors also open without staff a week has a column for each, narrow screens included."""
    with serving(full) as site:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(site + "/libraries/stopsley/poster/")
        rows = [" | ".join(row.split("\t")) for row in page.locator("article tbody tr").all_inner_texts()]
        assert rows[0] == (
            "Monday | 9:30am to 1pm and 2pm to 5:30pm | 8am to 9:30am, 1pm to 2pm and 5:30pm to 8pm"
        )
        assert rows[6] == "Sunday | None | 10am to 4pm"
        assert page.evaluate("document.documentElement.scrollWidth") == 320
