"""``librarysite check --settings``: what stops MkDocs before it asks the program for anything."""

from pathlib import Path

import pytest

from librarysite.cli import main
from tests.conftest import change


def test_look_that_is_not_there_is_told_with_what_to_do(
    site_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A ``custom_dir`` that is missing is told alone; where nothing is wrong, nothing is said."""
    monkeypatch.chdir(site_copy)
    assert main(["check", "--settings"]) == 0
    assert capsys.readouterr() == ("", "")
    change(site_copy / "mkdocs.yml", "  name: material", "  name: material\n  custom_dir: theme/overrides")
    change(site_copy / "data" / "events.yaml", "title:", "titel:")
    assert main(["check", "--settings"]) == 1
    told = capsys.readouterr().err
    assert "There is no folder “theme/overrides”" in told
    assert "delete this line: the look comes with the program" in told
    assert "titel" not in told
