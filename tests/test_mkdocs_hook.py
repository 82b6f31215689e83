"""The events of MkDocs, several builds in one process among them, as other programs may run it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import copy_site, tree
from tests.support.builtsites import COMMIT, MOMENT, BuiltSites

TWICE = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
for settings, target in zip(sys.argv[1::2], sys.argv[2::2]):
    build(load_config(settings, site_dir=target))
"""


@pytest.mark.slow
def test_build_begins_with_nothing_of_an_earlier_one(
    root: Path, built: Path, tmp_path: Path, built_sites: BuiltSites
) -> None:
    """Two sites built one after the other in one process are those that are built each in its own."""
    small = copy_site(tmp_path / "small")
    (small / "content" / "about.md").write_text("---\ntitle: About\nsummary: About.\n---\n\nWords.\n")
    (small / "content" / "good-practice" / "index.md").unlink()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            TWICE,
            root / "mkdocs.yml",
            tmp_path / "1",
            small / "mkdocs.yml",
            tmp_path / "2",
        ],
        env=os.environ | {"LIBRARYSITE_NOW": MOMENT, "LIBRARYSITE_COMMIT": COMMIT},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "1") == tree(built)
    assert tree(tmp_path / "2") == tree(built_sites.of(small))
