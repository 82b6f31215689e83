"""The live preview, run as ``make serve`` runs it, on a small site in which things change and break."""

import json
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from librarysite.commands.preview import Builds
from librarysite.rendering.theme import PROGRAM as THEME
from tests.support.builtsites import build_site
from tests.support.previewing import COMMAND, Visit, changed, previewing, small_site, written

pytestmark = pytest.mark.slow  # builds a site at each change

NOT_UP_TO_DATE = "This page is not up to date"
CHESS = "/whats-on/chess-stopsley/"
MARKED = """\
8 |       from: 03/09/2026
  |             ^^^^^^^^^^ write 2026-09-03
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small site. Who changes it puts it right again."""
    return small_site(tmp_path_factory.mktemp("preview") / "site")


@pytest.fixture(scope="module")
def visit(site: Path) -> Iterator[Visit]:
    """Return the site's live preview for Monday 23 November 2026, 9am."""
    with previewing(site, LIBRARYSITE_NOW="2026-11-23T09:00") as preview:
        yield preview


@pytest.fixture(autouse=True)
def mended(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave every test when the preview shows the site as it was, without anything wrong."""
    yield
    if "visit" in request.fixturenames:
        request.getfixturevalue("visit").until("Chess club", path=CHESS, without=(NOT_UP_TO_DATE,))


def test_change_of_data_is_shown(visit: Visit, site: Path) -> None:
    """A new title is on the event's page, and in its calendar, soon after it was saved."""
    visit.until("Chess club", path=CHESS)
    with changed(site / "data" / "events.yaml", "Chess club", "Go club"):
        visit.until("Go club", path=CHESS, without=("Chess club",))
        assert "SUMMARY:Go club" in visit.get(f"{CHESS}event.ics")[1]


def test_mistake_is_shown_above_the_last_good_page(visit: Visit, site: Path) -> None:
    """A date written day first is told, file, line and remedy, on each page, above what the page was before."""
    good = visit.until("Thursday 26 November", path=CHESS)
    with changed(site / "data" / "events.yaml", "2026-09-03", "03/09/2026"):
        page = visit.until(NOT_UP_TO_DATE, path=CHESS)
        for words in [
            "--> data/events.yaml:8:13",
            MARKED,
            "1 thing to put right. Nothing has been published; the site still shows the last good version.",
        ]:
            assert words in unescape(page)
        assert page[page.index('<a class="skip-link"') :] == good[good.index('<a class="skip-link"') :]
        for path in ("/", "/whats-on/", "/no/such/page/", "/404.html"):
            assert NOT_UP_TO_DATE in visit.get(path)[1], path
        assert visit.get("/feeds/events.ics")[1].startswith("BEGIN:VCALENDAR")
        assert MARKED in visit.said()
    visit.until("Thursday 26 November", path=CHESS, without=(NOT_UP_TO_DATE, "03/09/2026"))


def test_list_is_what_check_says(visit: Visit, site: Path) -> None:
    """Two mistakes in two files are told in the very words of ``librarysite check``, in the order of the files."""
    with (
        changed(site / "data" / "events.yaml", "branch: stopsley", "branch: stopsly"),
        changed(site / "data" / "branches.yaml", "saturday: 09:30 to 17:00", "saturday: 9-5"),
    ):
        page = visit.until("stopsly", "saturday: 9-5")
        checked = subprocess.run([COMMAND[0], "check"], cwd=site, capture_output=True, text=True, check=False)
    assert checked.stderr.strip() in unescape(page)


def test_change_of_words_is_shown_and_a_dead_link_told(visit: Visit, site: Path) -> None:
    """A new sentence in Markdown is shown; a link to a page that is not there is told as it stops a build."""
    contact = site / "content" / "contact.md"
    words = contact.read_text(encoding="utf-8")
    with written(contact, words + "\nRing the bell.\n"):
        visit.until("Ring the bell.", path="/contact/")
        contact.write_text(words + "\nSee [the plan](plan.md).\n", encoding="utf-8")
        visit.until(NOT_UP_TO_DATE, "plan.md", "contact.md", "Ring the bell.", path="/contact/")


def test_change_of_the_look_is_shown_and_a_slip_told(visit: Visit, site: Path) -> None:
    """A template and colours of the site's own are taken up; a value that is not there is told with its line."""
    tokens, home = site / "theme" / "css" / "tokens.css", site / "theme" / "pages" / "home.html"
    with written(tokens, ":root { --paper: #fbf8f3; }\n"):
        visit.until("--paper: #fbf8f3", path="/assets/site.css")
    words = (THEME / "pages" / "home.html").read_text(encoding="utf-8")
    with written(home, f"{words}<p>Mind the step</p>\n"):
        visit.until("<p>Mind the step</p>")
        home.write_text(f"{words}{{{{ no_such_value }}}}\n", encoding="utf-8")
        line = len(words.splitlines()) + 1
        page = visit.until(NOT_UP_TO_DATE, "<p>Mind the step</p>")
        assert f"--&gt; theme/pages/home.html:{line}:1" in page
        assert "no_such_value&#39; is undefined" in page


def test_change_of_a_hook_is_shown_and_its_error_told(visit: Visit, site: Path) -> None:
    """What a hook does is taken up; one that cannot be read, or fails, is told, and the pages stay."""
    hook = site / "hooks" / "library.py"
    words = hook.read_text(encoding="utf-8")
    own = "\n\ndef on_post_page(output, **_):\n    return output.replace('</main>', 'Hooked</main>')\n"
    with written(hook, words + own):
        visit.until("Hooked</main>")
        hook.write_text(
            words + own.replace("return", "raise ValueError('no names')\n    return"), encoding="utf-8"
        )
        visit.until(NOT_UP_TO_DATE, "ValueError: no names", "Hooked</main>")
        hook.write_text(f"{words}def on_files((", encoding="utf-8")
        visit.until(NOT_UP_TO_DATE, "SyntaxError", "Hooked</main>")


def test_broken_settings_are_told(visit: Visit, site: Path) -> None:
    """A slip in mkdocs.yml is told with its line, and goes when it is mended."""
    with changed(site / "mkdocs.yml", "strict: true", "strict: [true"):
        visit.until(NOT_UP_TO_DATE, "mkdocs.yml", "line 6")


def test_half_a_file_harms_nothing(visit: Visit, site: Path) -> None:
    """A file that is written in pieces, or is away for a while, leaves a preview that answers and recovers."""
    events = site / "data" / "events.yaml"
    text = events.read_text(encoding="utf-8")
    for half in (text[: len(text) // 2], "", "events:\n  - id: 'ch"):
        events.write_text(half, encoding="utf-8")
        assert visit.get()[0] == 200
    events.unlink()
    assert visit.get()[0] == 200
    (events.parent / "events.tmp").write_text(text.replace("Chess", "Draughts"), encoding="utf-8")
    (events.parent / "events.tmp").rename(events)
    visit.until("Draughts club", path=CHESS, without=(NOT_UP_TO_DATE,))
    events.write_text(text, encoding="utf-8")


def test_program_that_has_changed_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that waits with the program of before is replaced once the program has changed, and only then."""
    program = tmp_path / "program"
    program.mkdir()
    monkeypatch.setattr("librarysite.commands.preview.PROGRAM", program)
    monkeypatch.setattr("librarysite.commands.preview.WAITING", "import sys; sys.stdin.readline()")
    builds = Builds(tmp_path, [], tmp_path / "work")
    try:
        first = builds.next
        builds._begin()
        assert builds.running is first
        builds.next = second = builds._waiting()
        (program / "hours.py").write_text("")
        builds._begin()
        assert builds.running not in (first, second)
    finally:
        builds.stop()


def test_build_that_never_ends_keeps_nobody_waiting(visit: Visit, site: Path) -> None:
    """While a build is stuck in a loop the pages are answered, and the next change ends it."""
    visit.until("Chess club", path=CHESS)
    mark, hook = site / "began", site / "hooks" / "library.py"
    loop = f"def on_post_page(output, **_):\n    open({str(mark)!r}, 'w').close()\n    while True:\n        pass\n"
    with written(hook, f"{hook.read_text(encoding='utf-8')}\n\n{loop}"):
        while not mark.exists():
            assert visit.get(CHESS)[0] == 200
        assert "Chess club" in visit.get(CHESS)[1]
    with changed(site / "data" / "events.yaml", "Chess club", "Go club"):
        visit.until("Go club", path=CHESS)


def test_warnings_are_folded_above_the_page(visit: Visit) -> None:
    """The hours that nobody has checked since 2024 are told, folded, and called no fault of the page."""
    page = visit.until("<summary>The build has warnings. They stop nothing.</summary>")
    assert "The hours of Stopsley Library were last checked on 2024-06-21" in page
    assert NOT_UP_TO_DATE not in page


def test_preview_shows_what_a_build_writes(visit: Visit, site: Path, tmp_path: Path) -> None:
    """Each file is that of ``make site`` for the same moment, but for what stands above a page and loads it anew."""
    done = build_site(site, tmp_path / "built")
    assert done.returncode == 0, done.stderr
    files = [
        path for path in (tmp_path / "built").rglob("*") if path.suffix in (".html", ".ics", ".json", ".css")
    ]
    assert len(files) > 100
    for path in files:
        address = path.relative_to(tmp_path / "built").as_posix()
        text = visit.get(f"/{address}")[1]
        if path.suffix == ".html":
            head, _, rest = text.partition('<link rel="stylesheet" href="/.preview/')
            body = rest[rest.index("<body") :]
            above = body.index('<details class="preview">')
            below = body.index("</details>") + len("</details>\n")
            text = head.replace(" connect-src 'self';", "") + "</head>\n" + body[:above] + body[below:]
        assert text == path.read_bytes().decode(), address


def test_built_site_has_nothing_of_the_preview(built: Path) -> None:
    """No file of a built site, with its five warnings, holds a word or an address of the preview."""
    for path in built.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for words in (
                b"/.preview/",
                b"preview__",
                b"not up to date",
                b"last checked on 2024",
                b"connect-src",
            ):
                assert words not in content, path
    assert not (built / ".preview").exists()


def test_mistake_before_the_first_build_is_shown_at_every_address(tmp_path: Path) -> None:
    """With no good site yet, each address answers with the list; once it is mended, the pages come."""
    site = small_site(tmp_path / "site")
    with changed(site / "data" / "events.yaml", "2026-09-03", "03/09/2026"), previewing(site) as visit:
        for path in ("/", "/whats-on/", "/feeds/events.ics", "/assets/site.css", "/no/such/page"):
            status, page = visit.get(path)
            assert status == 503
            assert NOT_UP_TO_DATE in page
            assert "--&gt; data/events.yaml:8:13" in page
            assert "There is no page to show yet" in page
        assert visit.get("/.preview/preview.css")[0] == 200
        (site / "data" / "events.yaml").write_text(
            (site / "data" / "events.yaml").read_text().replace("03/09/2026", "2026-09-03")
        )
        visit.until("Chess club", path=CHESS, without=(NOT_UP_TO_DATE,))


def test_broken_settings_before_the_first_build_are_shown(tmp_path: Path) -> None:
    """Even with a broken mkdocs.yml the preview begins, tells it, and shows the site when it is mended."""
    site = small_site(tmp_path / "site")
    with changed(site / "mkdocs.yml", "strict: true", "strict: [true"), previewing(site) as visit:
        visit.until(NOT_UP_TO_DATE, "mkdocs.yml")
        (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text().replace("[true", "true"))
        visit.until("Libraries", without=(NOT_UP_TO_DATE,))


@pytest.mark.parametrize(
    ("told", "environment"),
    [
        ((), {"LIBRARYSITE_NOW": "2026-12-25T09:00"}),
        (("--as-of", "2026-12-25"), {}),
        (("--as-of", "2026-12-25T09:00"), {"LIBRARYSITE_NOW": "2026-11-23T09:00"}),
    ],
)
def test_moment_stays_over_rebuilds(
    tmp_path: Path, told: tuple[str, ...], environment: dict[str, str]
) -> None:
    """The site of Christmas Day, 9am, is shown before a change and after it, named in either way."""
    site = small_site(tmp_path / "site")
    with previewing(site, (*COMMAND, *told), **environment) as visit:
        visit.until("Friday 25 December")
        with changed(site / "data" / "events.yaml", "Chess club", "Go club"):
            visit.until("Go club", path=CHESS)
            assert "Friday 25 December" in visit.get()[1]
            assert json.loads(visit.get("/build.json")[1])["built_at"] == "2026-12-25T09:00:00+00:00"


def test_without_a_moment_each_build_takes_its_own(tmp_path: Path) -> None:
    """Unless told otherwise, the next build is for a later moment than the one before."""
    site = small_site(tmp_path / "site")
    with previewing(site) as visit:
        first = json.loads(visit.get("/build.json")[1])["built_at"]
        with changed(site / "data" / "events.yaml", "Chess club", "Go club"):
            visit.until("Go club", path=CHESS)
            assert json.loads(visit.get("/build.json")[1])["built_at"] > first


def test_mkdocs_serve_is_the_same_preview(site: Path) -> None:
    """Whoever writes ``mkdocs serve`` gets this preview, at the address that MkDocs was told."""
    command = (sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", "127.0.0.1:0")
    with previewing(site, command) as visit:
        assert "/.preview/preview.js" in visit.until("Chess club", path=CHESS)


def test_port_that_is_taken_is_told(visit: Visit, site: Path) -> None:
    """A second preview at the same port ends with one sentence that says what to do."""
    port = visit.address.rstrip("/").rpartition(":")[2]
    done = subprocess.run(
        [*COMMAND[:-1], port], cwd=site, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} is taken, perhaps by another preview. "
        f"Choose another one: librarysite preview --port {int(port) + 1}\n"
    )


def test_end_leaves_nothing_behind(tmp_path: Path) -> None:
    """Ended, the preview takes its processes and its sites with it."""
    site, temporary = small_site(tmp_path / "site"), tmp_path / "temporary"
    temporary.mkdir()
    with previewing(site, TMPDIR=str(temporary)) as visit:
        visit.until("Chess club", path=CHESS)
        assert len(list(temporary.iterdir())) == 1
        visit.process.terminate()
        assert visit.process.wait(120) == 0
        assert list(temporary.iterdir()) == []
        assert "Traceback" not in visit.said()
