"""Every example that EDITING.md shows to staff can be used as it stands."""

import re
import shlex
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from librarysite.cli import main
from librarysite.moment import Now
from librarysite.notation import read_rule
from librarysite.problems import report
from librarysite.site import read_site
from librarysite.wording.patterns import repeat_words
from librarysite.yamlfile.reader import parse, plain

GUIDE = (Path(__file__).parents[2] / "EDITING.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, flags=re.M | re.S)


def named_file(block: str) -> str:
    """Return the file that the first comment of an example names."""
    found = re.search(r"^# ((?:data|content)/\S+)$", block, flags=re.M)
    assert found, f"this example does not name its file:\n{block}"
    return found[1]


def title(block: str) -> str:
    """Return what a test of an example is called: the first id, else the file."""
    found = re.search(r"\bid: (\S+)", block)
    return found[1] if found else named_file(block)


@pytest.fixture
def site(tmp_path: Path, root: Path) -> Path:
    """Return a copy of the sample site."""
    for folder in ("data", "content"):
        shutil.copytree(root / folder, tmp_path / folder)
    shutil.copy(root / "mkdocs.yml", tmp_path)
    return tmp_path


def content_of(text: str, name: str) -> Any:
    """Return what a YAML text says, as the site's own reader understands it."""
    document = parse(text.encode(), name)
    assert not document.problems, report(document.problems)
    return plain(document.root)


def merged(there: list[Any], example: list[Any]) -> list[Any]:
    """Return a list with an example's entries; an entry that is there gets the lines of its example."""
    old = {entry["id"]: entry for entry in there if "id" in entry}
    new = [old.get(entry.get("id"), {}) | entry for entry in example]
    ids = {entry["id"] for entry in new if "id" in entry}
    return [entry for entry in there if entry.get("id") not in ids] + new


def joined(there: Any, example: Any) -> Any:
    """Return what a key has with what an example has there: the entries of a list, or the lines of a part."""
    return merged(there, example) if isinstance(example, list) else there | example


def put(site: Path, block: str) -> None:
    """Write an example into the file that it names."""
    path = site / named_file(block)
    example = content_of(block, path.name)
    if path.exists():
        whole = content_of(path.read_text(encoding="utf-8"), path.name)
        example = whole | {name: joined(whole[name], part) for name, part in example.items()}
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(example, allow_unicode=True, sort_keys=False), encoding="utf-8")


def library_of(site: Path, today: date) -> Any:
    """Read a site in which nothing at all may be wrong."""
    reading = read_site(site, today)
    assert not reading.problems, report(reading.problems)
    return reading.library


def test_the_guide_has_examples() -> None:
    """The guide shows at least 15 examples of entries."""
    assert len(blocks("yaml")) >= 15


@pytest.mark.slow
@pytest.mark.parametrize("block", blocks("yaml"), ids=title)
def test_example_can_be_used(block: str, site: Path, now: Now) -> None:
    """An example, put into its file of the sample site, gives no error and no warning."""
    put(site, block)
    library_of(site, now.today)


@pytest.mark.slow
def test_examples_can_be_used_together(site: Path, now: Now) -> None:
    """All examples fit into one site."""
    for block in blocks("yaml"):
        put(site, block)
    library_of(site, now.today)


@pytest.mark.parametrize("block", blocks("markdown"), ids=title)
def test_page_can_be_used(block: str, site: Path, now: Now) -> None:
    """An example of a page is read as a page with a title, a summary and a date."""
    (site / named_file(block)).write_text(block, encoding="utf-8")
    page = next(a for a in library_of(site, now.today).articles if named_file(block) == f"content/{a.path}")
    assert all([page.title, page.summary, page.published])


def test_sentences_of_rules_are_what_people_see() -> None:
    """The table of rules says of each what the website says of it."""
    rows = re.findall(r"^\| `(FREQ=.+)` \| (.+) \|$", GUIDE, flags=re.M)
    assert len(rows) >= 8
    assert [(rule, repeat_words(read_rule(rule))) for rule, _ in rows] == rows


def test_message_is_what_the_check_says(site: Path, now: Now) -> None:
    """The mistaken example gives the very messages that the guide shows."""
    mistaken, messages = blocks("text")
    (site / named_file(mistaken)).parent.mkdir(exist_ok=True)
    (site / named_file(mistaken)).write_text(mistaken, encoding="utf-8")
    assert report(read_site(site, now.today).problems) == messages.rstrip("\n")


def test_words_of_the_table_can_be_used(site: Path, now: Now) -> None:
    """The examples of how to write words give no error and no warning on a page that has its picture."""
    table = GUIDE.split("## How to write words", 1)[1].split("\n## ", 1)[0]
    examples = [
        found for found in re.findall(r"^\| `(.+?)` \|", table, flags=re.M) if "as written" not in found
    ]
    assert len(examples) >= 7
    page = (
        "---\ntitle: A page\nsummary: Words.\npublished: 2026-11-23\n---\n\n" + "\n\n".join(examples) + "\n"
    )
    (site / "content" / "news" / "words.md").write_text(page, encoding="utf-8")
    (site / "content" / "news" / "images").mkdir()
    (site / "content" / "news" / "images" / "corner.jpg").write_bytes(b"")
    library_of(site, now.today)


COMMANDS = re.findall(r"`\.venv/bin/librarysite ((?!preview)[^`]+)`", GUIDE)


@pytest.mark.parametrize("command", COMMANDS)
def test_command_can_be_used(command: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that the guide shows works on the sample site as it stands; what it asks is answered."""
    event = iter(["Chess club", "", "leagrave", "", "Saturday", "14:00 to 16:00", "2027-01-09", *[""] * 7])
    monkeypatch.setattr("builtins.input", lambda question: next(event))
    monkeypatch.setenv("LIBRARYSITE_NOW", "2026-11-23T09:00")
    monkeypatch.chdir(site)
    assert main(shlex.split(command)) == 0


def test_commands_are_shown() -> None:
    """The guide shows how to add, close, cancel, check and ask."""
    assert {command.split()[0] for command in COMMANDS} >= {
        "new",
        "close",
        "cancel",
        "check",
        "agenda",
        "open",
    }
