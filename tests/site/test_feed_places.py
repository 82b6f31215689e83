"""Each item of the status feed leads to a place that the built site has, whatever has become of its entry."""

from pathlib import Path
from urllib.parse import urldefrag

import pytest
from lxml import etree, html

from tests.conftest import copy_site
from tests.support.builtsites import BuiltSites

STATUS = """\
closures:
  - {id: to-come, branches: central, on: 2027-03-01, reason: Stock, published: 2026-11-20}
  - {id: undated, branches: central, on: 2026-12-08, reason: Stock}
  - {id: called-off, branches: lewsey, on: 2026-12-09, reason: Paint, published: 2026-11-02, cancelled: No paint}
  - {id: off-again, branches: lewsey, on: 2026-12-10, reason: Paint, updated: 2026-11-20, cancelled: No paint}
  - {id: ended, branches: lewsey, from: 2026-11-02, to: 2026-11-20, reason: Flood, updated: 2026-11-20}
  - id: endless
    branches: stopsley
    from: 2026-11-02
    until: further notice
    review: 2026-11-30
    reason: Flood
    cancelled: It was dry
changed_hours:
  - {branches: central, on: 2026-12-31, hours: 09:00 to 12:00, reason: Party, published: 2026-11-20}
  - {id: off, branches: lewsey, on: 2026-12-30, hours: closed, reason: Party, cancelled: No party}
notices:
  - {id: lift, level: disruption, branches: lewsey, from: 2026-11-20, review: 2026-12-01, title: No lift}
  - {id: soon, level: information, on: 2026-12-20, title: A fair, published: 2026-11-20}
  - {id: mended, level: disruption, from: 2026-11-20, to: 2026-12-20, title: No heating, cancelled: Mended}
"""
PLACES = {
    "closure-to-come", "closure-undated", "closure-called-off", "closure-off-again", "closure-ended", "closure-endless",
    "hours-central.20261231", "hours-off", "notice-lift", "notice-soon", "notice-mended",
}  # fmt: skip


@pytest.mark.parametrize(
    "moment", ["2026-11-23T09:00", "2026-11-26T23:30", "2026-12-02T09:00", "2026-12-20T12:00"]
)
def test_every_item_leads_to_its_place(built_sites: BuiltSites, tmp_path: Path, moment: str) -> None:
    """What is to come, called off, over or a notice has a place on the page for as long as an item leads to it."""
    folder = copy_site(tmp_path / "copy")
    (folder / "data" / "status.yaml").write_text(STATUS, encoding="utf-8")
    site = built_sites.of(folder, moment)
    ids = html.document_fromstring((site / "opening-times" / "index.html").read_bytes()).xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [
        urldefrag(text) for text in etree.parse(site / "feeds" / "status.xml").xpath("//item/link/text()")
    ]
    assert {link.url for link in links} == {"https://luton-libraries.example/opening-times/"}
    assert {link.fragment for link in links} <= set(ids)
    if moment == "2026-11-23T09:00":
        assert {link.fragment for link in links} == PLACES
    else:
        assert {"closure-to-come", "notice-soon"} <= {link.fragment for link in links} <= PLACES
