"""Bombs, special files, links and full disks: a clear message, bounded memory, nothing raised and nothing lost."""

import os
import resource
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from librarysite.notation import endless_words
from librarysite.rendering.renderer import markdown_html
from librarysite.site import Reading, read_site
from librarysite.yamlfile.rawfile import LARGEST

MEMORY = 2**30  # of addresses; a check of the sample site asks for a third of it
NET = 300  # seconds after which a program is taken to hang; nothing here is measured
EVENT = """\
events:
  - id: talk
    title: Talk
    branch: central
    when:
      on: 2026-12-01 11:00 to 12:00
"""
PAGE = "---\ntitle: A page\nsummary: Words.\n---\n\n"


def limited() -> None:
    """Let a program have a bounded part of the memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``librarysite check`` on a site as editors do, with bounded memory."""
    program = [
        sys.executable,
        "-c",
        "import sys; from librarysite.cli import main; sys.exit(main())",
        "check",
    ]
    return subprocess.run(
        program,
        cwd=folder,
        env=os.environ | {"LIBRARYSITE_NOW": "2026-11-23T09:00"},
        capture_output=True,
        text=True,
        check=False,
        timeout=NET,
        preexec_fn=limited,
    )


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """Return a site of the sample's service and libraries, with no events and one page."""
    for name in ("service", "branches"):
        (tmp_path / "data").mkdir(exist_ok=True)
        shutil.copy(root / "data" / f"{name}.yaml", tmp_path / "data")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text(PAGE + "Words.\n")
    return tmp_path


def load(folder: Path) -> Reading:
    """Read and check a site."""
    return read_site(folder, date(2026, 11, 23))


def told(reading: Reading) -> list[tuple[str, str]]:
    """Return which file each problem is in, and its message; every problem says what to do."""
    assert all(problem.remedy for problem in reading.problems)
    return [(problem.file, problem.message) for problem in reading.problems]


# --- Bombs -----------------------------------------------------------------------------------------------

ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGED = "a: &a {k: v}\n" + "".join(f"b{n}: &b{n}\n  <<: [*a, *a]\n" for n in range(1000))
LINE = 50_000_000

BOMBS = {
    "aliases": ("events.yaml", ALIASES, "A text beginning with & has a special meaning here"),
    "merge keys": ("events.yaml", MERGED, "A text beginning with & has a special meaning here"),
    "merge of nothing": ("events.yaml", "<<: *a\n", "A text beginning with * has a special meaning here"),
    "brackets": ("events.yaml", "events: " + "[" * 100_000, "This is nested too deeply"),
    "braces": ("events.yaml", "events: " + "{a: " * 100_000, "This is nested too deeply"),
    "dashes": ("events.yaml", "- " * 100_000, "This is nested too deeply"),
    "question marks": ("events.yaml", "? " * 100_000, "A key must be a word"),
    "lists by indentation": (
        "events.yaml",
        "events:\n" + "\n".join(" " * n + "-" for n in range(2, 3000)),
        "This is nested too deeply",
    ),
    "keys by indentation": (
        "events.yaml",
        "\n".join(" " * n + "events:" for n in range(3000)),
        "This is nested too deeply",
    ),
    "plain line": ("events.yaml", "events: " + "x" * LINE, "This file is 50 MB large; at most 10 MB can be read"),
    "quoted line": ("events.yaml", f"events: '{'x' * LINE}'", "This file is 50 MB large; at most 10 MB can be read"),
    "line of remarks": ("events.yaml", "# " + "x" * LINE, "This file is 50 MB large; at most 10 MB can be read"),
    "line of words": ("../content/page.md", PAGE + "x" * LINE, "This file is 50 MB large; at most 10 MB can be read"),
    "line of a title": (
        "../content/page.md",
        f"---\ntitle: {'x' * LINE}\n---\n",
        "This file is 50 MB large; at most 10 MB can be read",
    ),
    "five million values": (
        "events.yaml",
        f"events: [{'a,' * (LARGEST // 2 - 10)}]",
        "There are more than 500,000 values in this file",
    ),
    "values on one line": ("events.yaml", f"events: [{'a, ' * 200_000}]", "An entry with keys is expected here"),
    "title of five million letters": (
        "events.yaml",
        EVENT.replace("title: Talk", f"title: {'x' * 5_000_000}"),
        "This text has 5,000,000 characters; at most 2,000 can stand here",
    ),
    "id of five million letters": (
        "events.yaml",
        EVENT.replace("id: talk", f"id: {'x' * 5_000_000}"),
        "This id has more than 80 characters",
    ),
    "description of 100,000 brackets": (
        "events.yaml",
        EVENT + f"    description: {'(' * 100_000}\n",
        "Too many brackets are open here",
    ),
    "page of 100,000 brackets": ("../content/page.md", PAGE + "[" * 99_999, "Too many brackets are open here"),
    "page of 100 lists in one another": (
        "../content/page.md",
        PAGE + "\n".join("    " * n + "- x" for n in range(100)),
        "Too many lists or quotations stand in one another",
    ),
    "page of 5 MB": (
        "../content/page.md",
        PAGE + "Words.\n\n" * 700_000,
        "This text has 5,600,001 characters; at most 100,000 can be shown",
    ),
    "10,000 patterns": (
        "events.yaml",
        EVENT.partition("      on:")[0]
        + "".join(f"      - {{id: p{n}, every: day, at: 11:00 to 12:00, from: 2026-01-01}}\n" for n in range(10_000)),
        "An event has at most 50 patterns",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_one_clear_message(name: str, folder: Path) -> None:
    """What would fill the memory, or take hours, is refused within a gigabyte and told with its file."""
    file, text, message = BOMBS[name]
    (folder / "data" / file).write_text(text, encoding="utf-8")
    before = sorted(folder.rglob("*"))
    done = check(folder)
    assert done.returncode == 1
    assert f"Error: {message}\n" in done.stderr
    assert f"--> {file.removeprefix('../') if file.startswith('..') else f'data/{file}'}:" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert len(done.stderr) < 50_000
    assert sorted(folder.rglob("*")) == before


def test_of_ten_thousand_entries_with_a_mistake_fifty_are_shown(folder: Path) -> None:
    """Ten thousand events with a date written day first: fifty are shown, the others counted."""
    event = "  - id: talk-{n}\n    title: Talk\n    branch: central\n    when:\n      on: 01/12/2026\n"
    text = "events:\n" + "".join(event.format(n=n) for n in range(10_000))
    (folder / "data" / "events.yaml").write_text(text)
    done = check(folder)
    assert done.returncode == 1
    assert done.stderr.count("Error: A date must be written year first\n") == 50
    assert "... and 9,955 more problems." in done.stderr  # five warnings are of libraries
    assert "10,000 things to put right" in done.stderr


def test_ten_thousand_faults_of_syntax_are_counted_too(folder: Path) -> None:
    """Ten thousand lines with a no-break space are ten thousand things to put right."""
    event = (
        "  - id: talk-{n}\n    title:\u00a0Talk {n}\n    online: yes\n    when:\n      on: 2027-02-{day:02}\n"
    )
    text = "events:\n" + "".join(event.format(n=n, day=n % 28 + 1) for n in range(10_000))
    (folder / "data" / "events.yaml").write_text(text, encoding="utf-8")
    done = check(folder)
    assert done.returncode == 1
    assert done.stderr.count("There is a no-break space here") == 50
    assert "10,000 things to put right" in done.stderr


def test_files_of_events_without_end_are_counted(folder: Path) -> None:
    """Of five thousand files in data/events/, each without sense, fifty are shown and all counted."""
    (folder / "data" / "events").mkdir()
    for n in range(5_000):
        (folder / "data" / "events" / f"e{n}.yaml").write_text("[x]\n")
    done = check(folder)
    assert done.returncode == 1
    assert done.stderr.count("Error: ") == 50
    assert "5,000 things to put right" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20 + "x",
        "a (b [c](https://a.example/) d) e\n" * 200,
        "5 < 6 and " * 199,
        "\n".join("    " * n + "- x" for n in range(15)),
        "> " * 20 + "x",
        "-" * 80,
        "One :-( and two :-(\n\n" * 50,
        "| a | b |\n|---|---|\n" + "| c | d |\n" * 500,
        "x" * 100_000,
    ],
)
def test_words_at_the_limit_are_shown(text: str) -> None:
    """Text that people might write, up to the very limit, is no bomb, and becomes HTML."""
    assert endless_words(text) is None
    assert markdown_html(text)


# --- Files that are none ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "This file is not a text"),
        (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)), "This file is not a text"),
        ("events:\n".encode("utf-16"), "This file is saved as UTF-16"),
        ("events:\n".encode("utf-16-be"), "This file is saved as UTF-16"),
        ("events:\n".encode("utf-16-le"), "This file is saved as UTF-16"),
        (b"events:\x00\n", "There is a control character here"),
    ],
)
@pytest.mark.parametrize("name", ["data/events.yaml", "data/events/talk.yaml"])
def test_a_file_that_is_no_text_is_told_as_one(name: str, raw: bytes, message: str, folder: Path) -> None:
    """A picture, an office file or UTF-16 under the name of a data file is told as what it is."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(raw)
    assert told(load(folder)) == [(name, message)]


@pytest.mark.parametrize(
    "name", ["data/events.yaml", "data/events/talk.yaml", "content/talk.md", "content/talk.png"]
)
def test_a_pipe_is_not_waited_for(name: str, folder: Path) -> None:
    """A pipe under the name of a file, which nobody ever writes into, is refused at once."""
    (folder / name).parent.mkdir(exist_ok=True)
    os.mkfifo(folder / name)
    done = check(folder)
    assert done.returncode == 1
    assert "Error: This is not an ordinary file\n" in done.stderr
    assert f"--> {name}:1:1" in done.stderr


def test_an_empty_file_of_words_is_told(folder: Path) -> None:
    """A page without anything in it has no title."""
    (folder / "content" / "page.md").write_bytes(b"")
    assert told(load(folder)) == [("content/page.md", "This page has no title")]


def test_a_file_that_vanishes_meanwhile_is_told(folder: Path) -> None:
    """A file that is gone between the listing of its folder and its reading is a problem like others."""
    single = folder / "data" / "events" / "talk.yaml"
    single.parent.mkdir()
    single.write_text(EVENT)
    with patch.object(Path, "open", side_effect=FileNotFoundError(2, "No such file or directory")):
        problems = told(load(folder))
    assert (single.relative_to(folder).as_posix(), "This file was there a moment ago and is gone") in problems


def test_a_disk_that_cannot_be_read_is_told(folder: Path) -> None:
    """A fault of the disk is told in the system's own words."""
    with patch.object(Path, "open", side_effect=OSError(5, "Input/output error")):
        problems = told(load(folder))
    assert ("data/service.yaml", "This file cannot be read: Input/output error") in problems


@pytest.fixture
def open_to_all(folder: Path) -> Path:
    """Return a site that somebody who is not its owner, nor the administrator, can read."""
    if os.geteuid() != 0:
        return folder
    assert load(folder).problems == []  # whatever is imported late is imported now
    for above in (folder, *folder.parents):
        above.chmod(above.stat().st_mode | 0o055)
    return folder


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("data/events.yaml", "This file may not be read"),
        ("data/events/talk.yaml", "This file may not be read"),
        ("data/events", "This folder may not be read"),
        ("data", "This folder may not be read"),
        ("content", "This folder may not be read"),
        ("content/index.md", "This file may not be read"),
        ("content/picture.png", "This file may not be read"),
        ("content/news", "This folder may not be read"),
    ],
)
def test_what_may_not_be_read_is_told(name: str, message: str, open_to_all: Path) -> None:
    """A file or folder that the program may not read is a problem, never passed over."""
    path = open_to_all / name
    if path.suffix:
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGE if path.suffix == ".md" else EVENT)
    else:
        path.mkdir(exist_ok=True)
    path.chmod(0)
    as_nobody = os.geteuid() == 0
    if as_nobody:
        os.seteuid(65534)
    try:
        assert (name, message) in told(load(open_to_all))
    finally:
        if as_nobody:
            os.seteuid(0)
        path.chmod(0o755)


# --- Links -------------------------------------------------------------------------------------------------

OUTSIDE = "This file is a link to somewhere outside the site"


@pytest.mark.parametrize(
    "name",
    [
        "data/events.yaml",
        "data/events/talk.yaml",
        "content/page.md",
        "content/picture.png",
        "content/words.txt",
        "content/news",
        "data/events",
    ],
)
def test_a_link_out_of_the_site_is_refused(
    name: str, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing outside the folder is read or published, file or folder, and what it holds is not shown."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text("secret: sesame\n")
    (outside / "secret.yaml").write_text("secret: sesame\n")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(outside / "secret.md" if "." in name else outside)
    loaded = load(folder)
    assert told(loaded) == [(name, OUTSIDE)]
    assert "sesame" not in "".join(map(str, loaded.problems))


@pytest.mark.parametrize("name", ["data", "content"])
def test_a_whole_folder_that_is_a_link_out_is_refused(
    name: str, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A site whose data or pages stand elsewhere is not read."""
    outside = tmp_path_factory.mktemp("outside")
    (folder / name).rename(outside / name)
    (folder / name).symlink_to(outside / name)
    loaded = load(folder)
    assert {message for _, message in told(loaded)} == {OUTSIDE}
    assert (loaded.library is None) == (name == "data")


@pytest.mark.parametrize(
    ("name", "target", "message"),
    [
        ("content/round", ".", "This is a link to a folder"),
        ("content/data", "../data", "This is a link to a folder"),
        ("content/gone.md", "nowhere.md", "This file was there a moment ago and is gone"),
        ("content/gone.png", "nowhere.png", "This file may not be read"),
        ("data/events", ".", "This is a link to a folder"),
    ],
)
def test_a_link_in_a_circle_or_to_nowhere_is_told(name: str, target: str, message: str, folder: Path) -> None:
    """A link to a folder around itself, to the data or to nothing is refused before MkDocs follows it."""
    (folder / name).symlink_to(target)
    assert (name, message) in told(load(folder))


def test_a_link_within_the_site_is_taken(folder: Path) -> None:
    """A picture that is a link to another picture of the site is a picture."""
    (folder / "content" / "a.png").write_bytes(b"x")
    (folder / "content" / "b.png").symlink_to("a.png")
    assert told(load(folder)) == []


# --- Names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [b"a\n::error::b.yaml", b"\xff\xfe.yaml", b"a\x1b[2J.yaml", b"a" * 240 + b" b.yaml"]
)
@pytest.mark.parametrize("below", ["data", "content"])
def test_a_hostile_file_name_is_told_and_not_obeyed(name: bytes, below: str, folder: Path) -> None:
    """A file name with line ends, codes or bytes that are no text is shown harmlessly, on a terminal and to GitHub."""
    suffix = b".md" if below == "content" else b""
    (folder / below / os.fsdecode(name + suffix)).write_text(PAGE)
    loaded = load(folder)
    assert len(loaded.problems) == 1
    for shown in (str(loaded.problems[0]), loaded.problems[0].annotation()):
        shown.encode()
        assert "\x1b" not in shown
        assert "\n::" not in shown


@pytest.mark.parametrize("name", ["a\nb.png", os.fsdecode(b"\xff.png"), "\u202egnp.png"])
def test_a_picture_of_an_unspeakable_name_is_refused(name: str, folder: Path) -> None:
    """A picture's name becomes its address, so it must be one that can be shown."""
    (folder / "content" / name).write_bytes(b"x")
    assert [m for _, m in told(load(folder))] == ["The file name has a character that cannot be shown"]


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "x.svg", "x.js", "x.xml", "news/x.xhtml"])
def test_a_file_that_could_run_a_program_is_refused(name: str, folder: Path) -> None:
    """MkDocs would put it on the site as it is, and whoever opens it would run what is in it."""
    (folder / "content" / name).parent.mkdir(exist_ok=True)
    (folder / "content" / name).write_text("<script>alert(1)</script>")
    message = "A file of this kind could run a program in the browsers of those who open it"
    assert told(load(folder)) == [(f"content/{name}", message)]


def test_hidden_files_are_nobodys(folder: Path) -> None:
    """What editors' programs leave behind, such as .#events.yaml and ._talk.yaml, is not read."""
    (folder / "data" / "events").mkdir()
    (folder / "data" / "events" / ".#talk.yaml").symlink_to("nowhere")
    (folder / "data" / "events" / "._talk.yaml").write_bytes(b"\x00\x05\x16\x07")
    (folder / "content" / ".DS_Store").write_bytes(b"\x00")
    assert told(load(folder)) == []


def test_a_name_in_capitals_is_told(folder: Path) -> None:
    """Events.yaml beside events.yaml, which some computers take for the same, is told."""
    (folder / "data" / "events.yaml").write_text(EVENT)
    (folder / "data" / "Events.yaml").write_text(EVENT)
    assert told(load(folder)) == [("data/Events.yaml", "Nothing reads a file of this name")]


# --- Pipes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["agenda --days 400 --json | head -n 1", "agenda | true", "check | true"])
def test_output_that_nobody_reads_on_raises_nothing(command: str, root: Path) -> None:
    """Who looks at the first lines alone, or at none, is shown no traceback after them."""
    program = f"{sys.executable} -c 'import sys; from librarysite.cli import main; sys.exit(main())'"
    done = subprocess.run(
        ["sh", "-c", f"{program} {command}"],
        cwd=root,
        env=os.environ | {"LIBRARYSITE_NOW": "2026-11-23T09:00"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "BrokenPipe" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_output_onto_a_full_disk_is_told(root: Path) -> None:
    """Where the answer itself cannot be written, one sentence says so."""
    program = [
        sys.executable,
        "-c",
        "import sys; from librarysite.cli import main; sys.exit(main())",
        "agenda",
    ]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(program, cwd=root, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "A file cannot be read or written: No space left on device: no entry was changed" in done.stderr
    assert "Traceback" not in done.stderr
