"""Posters and door notices: what stands on them, and that their QR codes lead where they say."""

import re
from pathlib import Path

import pytest
import segno
from lxml import etree, html

from librarysite.pages.qrcode import qr_svg
from tests.site.test_every_page import DOOR_NOTICES, LIBRARIES, SITE

Pages = dict[str, html.HtmlElement]


def words(element: html.HtmlElement) -> str:
    """Return the text of an element as it is read, with single spaces."""
    return " ".join(element.text_content().split())


def test_poster_has_the_normal_week(pages: Pages) -> None:
    """Stopsley's poster names the seven days without dates, its address and the phone number."""
    (sheet,) = pages["/libraries/stopsley/poster/"].xpath("//article")
    assert [[words(cell) for cell in row] for row in sheet.xpath(".//tbody/tr")] == [
        ["Monday", "11am to 5pm"],
        ["Tuesday", "1pm to 7pm"],
        ["Wednesday", "9am to 5pm"],
        ["Thursday", "10am to 5pm"],
        ["Friday", "10am to 5pm"],
        ["Saturday", "9:30am to 5pm"],
        ["Sunday", "Closed"],
    ]
    text = words(sheet)
    assert text.startswith("Stopsley Library opening times The normal week")
    assert "Hitchin Road, Luton LU2 7UG" in text
    assert "Phone 01582 547418" in text
    assert "luton-libraries.example/libraries/stopsley" in text


def test_door_notice_of_one_library(pages: Pages) -> None:
    """Stopsley's notice says closed, when, why, when it opens again, what stays open and the nearest open library."""
    (sheet,) = pages["/opening-times/notice/stopsley-staff-training-2027/"].xpath("//article")
    assert " ".join(" ".join(sheet.itertext()).split()) == (
        "Stopsley Library closed on Wednesday 10 February 2027 Staff training "
        "Open again from 10am on Thursday 11 February 2027 Still open: The other four libraries "
        "Nearest open library: Luton Central Library , 1.6 miles 9am to 7pm on Wednesday 10 February 2027 "
        "Phone 01582 547418 All opening times: luton-libraries.example/opening-times Sample closure"
    )


def test_door_notice_of_all_libraries_names_no_nearest(pages: Pages) -> None:
    """While every library is closed no other one is offered."""
    (sheet,) = pages["/opening-times/notice/christmas-2026/"].xpath("//article")
    assert words(sheet.find("h1")) == (
        "All libraries closed from 1pm on Thursday 24 December to Monday 28 December"
    )
    assert "Nearest" not in words(sheet)
    assert "Still open: The online catalogue, e-books and e-audiobooks" in words(sheet)


def test_printables_are_linked_and_not_in_the_menu(pages: Pages) -> None:
    """The branch page and the opening times lead to the sheets; the menu does not."""
    home = pages["/opening-times/"].xpath("//main//a/@href")
    for name in LIBRARIES:
        assert f"../libraries/{name}/poster/" in home
        assert f"../../libraries/{name}/poster/" in pages[f"/libraries/{name}/"].xpath("//main//a/@href")
    assert [link for link in home if "/notice/" in link] == [
        f"../opening-times/notice/{name}/" for name in DOOR_NOTICES
    ]
    notices = {
        name: [link.split("/")[-2] for link in pages[f"/libraries/{name}/"].xpath("//main//a/@href")
               if "/notice/" in link]
        for name in LIBRARIES
    }  # fmt: skip
    assert notices == dict.fromkeys(LIBRARIES, DOOR_NOTICES[:1]) | {"stopsley": DOOR_NOTICES}
    assert not [link for link in pages["/"].xpath("//nav//a/@href") if "poster" in link or "notice" in link]


def cells(svg: bytes) -> list[list[int]]:
    """Return a QR code's dark and light cells, read back from the strokes of its picture."""
    tree = etree.fromstring(svg)
    size = int(tree.get("viewBox").split()[-1]) - 8  # four cells of margin on each side
    (path,) = tree.xpath("//*[@stroke]/@d")
    matrix, across, down = [[0] * size for _ in range(size)], 0.0, 0.0
    for order, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        parts = [float(n) for n in re.findall(r"-?[\d.]+", numbers)]
        if order == "h":
            for n in range(int(parts[0])):
                matrix[int(down - 4.5)][int(across) - 4 + n] = 1
            across += parts[0]
        else:
            across, down = (0.0, 0.0) if order == "M" else (across, down)
            across, down = across + parts[0], down + parts[1]
    return matrix


@pytest.mark.parametrize("address", [*(f"libraries/{name}/" for name in LIBRARIES), "opening-times/"])
def test_code_leads_where_it_says(built: Path, address: str) -> None:
    """The dark cells of the picture are those of a code of the full address."""
    picture = (built / address / "qr.svg").read_bytes()
    assert cells(picture) == [list(row) for row in segno.make(SITE + address, error="m", micro=False).matrix]
    assert picture == qr_svg(SITE + address)


def test_code_has_no_program_and_no_address_of_others() -> None:
    """The picture is strokes and nothing else, on white, with the margin that scanners need."""
    picture = qr_svg("https://library.example/")
    tree = etree.fromstring(picture)
    assert {etree.QName(e).localname for e in tree.iter()} == {"svg", "path"}
    assert tree.xpath("//*/@fill") == ["#fff"]
    assert qr_svg("https://library.example/") == picture
    assert qr_svg("https://library.example/a") != picture
