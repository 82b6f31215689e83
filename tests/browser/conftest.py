"""A real browser before the built site, which a server of this computer alone hands out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.install_programs import browser as installed_browser
from tests.support.serving import serving

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
VISITED = datetime(2026, 11, 23, 10, tzinfo=UTC)  # an hour after the moment for which the site is built


@pytest.fixture(scope="package")
def server(built: Path) -> Iterator[str]:
    """Return the address of a server that hands out the built site."""
    with serving(built) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return Chromium: the one that is installed, else Playwright's own. Every visit takes place at VISITED."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed_browser(), args=SWITCHES)

        def at_the_moment(**options: Any) -> BrowserContext:
            made = Browser.new_context(chromium, **options)
            made.clock.set_fixed_time(VISITED)
            return made

        chromium.new_context = at_the_moment
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a fresh window's context, as a visitor has it."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Return an empty page, as a visitor has it."""
    return context.new_page()
