"""What the live preview answers: addresses, kinds of files, and what stands above a page."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from librarysite.commands.preview import PROGRAM, snapshot, watched
from librarysite.rendering.preview import PreviewPages, Shown
from librarysite.rendering.theme import PROGRAM as THEME
from librarysite.rendering.theme import Theme

ROOT = Path(__file__).parents[2]
PREVIEW = THEME / "preview"
EXAMPLES: list[dict[str, Any]] = yaml.safe_load((PREVIEW / "examples.yaml").read_text(encoding="utf-8"))
PAGE = "<html><head><title>A</title></head><body>\n<h1>A</h1></body></html>"


@pytest.fixture(scope="module")
def pages() -> PreviewPages:
    """Return what answers browsers, with the look of the theme."""
    return PreviewPages(Theme())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of a site of two pages, with a secret beside it."""
    (tmp_path / "site" / "news").mkdir(parents=True)
    (tmp_path / "site-secret.html").write_text("secret")
    (tmp_path / "secret.html").write_text("secret")
    for name in ("index.html", "news/index.html", "404.html"):
        (tmp_path / "site" / name).write_text(PAGE.replace("A</h1>", f"{name}</h1>"))
    for name in ("events.ics", "feed.xml", "libraries.csv", "sitemap.xml.gz", "icon.svg", "a b.txt"):
        (tmp_path / "site" / name).write_text(name)
    return tmp_path / "site"


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"] for example in EXAMPLES])
def test_example_shows_what_it_says(pages: PreviewPages, example: dict[str, Any]) -> None:
    """What stands above a page shows what its example names and nothing that it must never show."""
    shown = pages.banner(**example["values"])
    assert [w for w in example["shows"] if w.replace("-->", "--&gt;") not in shown] == []
    assert [w for w in example.get("never_shows", []) if w in shown] == []


@pytest.mark.parametrize(
    ("address", "status", "kind", "words"),
    [
        ("/", 200, "text/html", "index.html"),
        ("/news/", 200, "text/html", "news/index.html"),
        ("/news/index.html", 200, "text/html", "news/index.html"),
        ("/events.ics", 200, "text/calendar", "events.ics"),
        ("/libraries.csv", 200, "text/csv", "libraries.csv"),
        ("/sitemap.xml.gz", 200, "application/gzip", "sitemap.xml.gz"),
        ("/icon.svg", 200, "image/svg+xml", "icon.svg"),
        ("/a%20b.txt", 200, "text/plain", "a b.txt"),
        ("/none/", 404, "text/html", "404.html"),
        ("/index.html/", 404, "text/html", "404.html"),
        ("/../secret.html", 404, "text/html", "404.html"),
        ("/%2e%2e/secret.html", 404, "text/html", "404.html"),
        ("//../../secret.html", 404, "text/html", "404.html"),
        ("/../site-secret.html", 404, "text/html", "404.html"),
        ("/%00", 404, "text/html", "404.html"),
        ("/.preview/version", 200, "text/plain", "7"),
        ("/.preview/preview.js", 200, "text/javascript", "location.reload()"),
        ("/.preview/preview.css", 200, "text/css", "--paper"),
        ("/.preview/preview.html", 404, "text/html", ""),
    ],
)
def test_address_is_answered(
    pages: PreviewPages, site: Path, address: str, status: int, kind: str, words: str
) -> None:
    """An address gives its file with its kind, the page for wrong addresses, and never a file beside the site."""
    answer = pages.answer(address, Shown("7", site))
    assert (answer.status, answer.kind) == (status, kind)
    assert words in answer.body.decode()
    assert "secret" not in answer.body.decode()


def test_folder_leads_to_its_page(pages: PreviewPages, site: Path) -> None:
    """Without its last / an address leads to the one with it."""
    answer = pages.answer("/news", Shown("7", site))
    assert (answer.status, answer.to) == (302, "/news/")


def test_list_stands_first_in_the_body(pages: PreviewPages, site: Path) -> None:
    """What is wrong stands before everything else on the page, its markup as words, and the page is whole after it."""
    page = pages.answer("/", Shown("7", site, False, "Error: <b>\n   ^^^")).body.decode()
    before, _, after = page.partition("<body>")
    assert 'data-version="7"' in before
    assert after.lstrip().startswith('<section class="preview preview--wrong" role="alert"')
    assert "Error: &lt;b&gt;\n   ^^^" in after
    assert after.endswith("</section>\n\n<h1>index.html</h1></body></html>")


def test_what_a_site_is_made_of(tmp_path: Path) -> None:
    """A site's look and parts are watched, the parts of the site whose settings it inherits, and the program."""
    example = tmp_path / "examples" / "mine"
    example.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: One\n")
    (example / "mkdocs.yml").write_text("INHERIT: ../../mkdocs.yml\n")
    names = [
        path.relative_to(tmp_path).as_posix() for path in watched(example) if path.is_relative_to(tmp_path)
    ]
    assert names == [
        *(f"examples/mine/{name}" for name in ("theme", "mkdocs.yml", "data", "content", "hooks")),
        *("mkdocs.yml", "data", "content", "hooks"),
    ]
    assert watched(example)[-1] == PROGRAM


def test_settings_that_inherit_from_themselves_are_no_trap(tmp_path: Path) -> None:
    """A circle of settings, which MkDocs will refuse, ends here."""
    (tmp_path / "mkdocs.yml").write_text("INHERIT: mkdocs.yml\n")
    assert len(watched(tmp_path)) == 6


def test_change_is_seen(tmp_path: Path) -> None:
    """A file that is new, longer, gone or in another folder changes what is seen; Python's own store does not."""
    (tmp_path / "data").mkdir()
    seen = [snapshot([tmp_path / "data", tmp_path / "mkdocs.yml"])]
    for change in ("data/events.yaml", "data/events/one.yaml", "mkdocs.yml"):
        (tmp_path / change).parent.mkdir(exist_ok=True)
        (tmp_path / change).write_text("words")
        seen.append(snapshot([tmp_path / "data", tmp_path / "mkdocs.yml"]))
    (tmp_path / "data" / "events.yaml").unlink()
    seen.append(snapshot([tmp_path / "data", tmp_path / "mkdocs.yml"]))
    assert [len(files) for files in seen] == [0, 1, 2, 3, 2]
    (tmp_path / "data" / "__pycache__").mkdir()
    (tmp_path / "data" / "__pycache__" / "a.pyc").write_text("")
    assert snapshot([tmp_path / "data", tmp_path / "mkdocs.yml"]) == seen[-1]
