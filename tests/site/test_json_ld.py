"""What the built pages tell search engines: complete, as schema.org spells it, and what stands on the page."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.support.schemaorg import faults, misspelt

Pages = dict[str, html.HtmlElement]
Nodes = dict[str, list[dict[str, Any]]]
SITE = "https://luton-libraries.example"


@pytest.fixture(scope="module")
def nodes(pages: Pages) -> Nodes:
    """Return the nodes of each page that has some, as a search engine reads them."""
    scripts = {
        address: page.xpath("//script[@type='application/ld+json']/text()") for address, page in pages.items()
    }
    return {address: [json.loads(text) for text in found] for address, found in scripts.items() if found}


def test_every_event_has_what_is_required(nodes: Nodes) -> None:
    """Each node of each event's page has all required fields and belongs to its page."""
    events = [(address, n) for address, found in nodes.items() for n in found if n["@type"] == "Event"]
    assert len(events) >= 100
    assert {f"{address} {n['startDate']}": faults(n) for address, n in events if faults(n)} == {}
    assert [address for address, n in events if n["url"] != SITE + address] == []


def test_every_coming_date_of_a_page_is_told(nodes: Nodes, pages: Pages) -> None:
    """The dates that an event's page lists are those that search engines are told, each once."""
    for address, found in nodes.items():
        if not address.startswith("/whats-on/"):
            continue
        listed = pages[address].xpath("//ul[@class='dates']//time/@datetime")
        assert [node["startDate"] for node in found] == listed, address
    assert len([address for address in nodes if address.startswith("/whats-on/")]) >= 15


def test_schema_org_knows_every_word(nodes: Nodes, tmp_path: Path) -> None:
    """The compiler, with schema.org's own types, finds no misspelt property and no wrong value on any page."""
    assert misspelt(tmp_path, [node for found in nodes.values() for node in found]) == []
