"""What ``make site`` leaves behind when the disk is full, or when it is stopped: always the last good site."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import change, tree

# Put before the program: from the so-and-so-manieth file that is written in site.new on, the disk is full.
FULL_DISK = """
import builtins, errno, io, os
opened, left = io.open, [int(os.environ["FILES_LEFT"])]

class Full(io.BufferedWriter):
    def write(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

def full(file, mode="r", *rest, **more):
    if "site.new" in str(file) and set(mode) & set("wxa"):
        left[0] -= 1
        if left[0] < 0:
            raw = Full(io.FileIO(file, mode.replace("b", "").replace("t", "")))
            return raw if "b" in mode else io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    return opened(file, mode, *rest, **more)

builtins.open = io.open = full
"""


@pytest.fixture
def old_site(site_copy: Path, root: Path) -> Path:
    """Return a folder with a published site that a test can tell from all others."""
    shutil.copy(root / "Makefile", site_copy)
    (site_copy / "site").mkdir()
    (site_copy / "site" / "index.html").write_text("The last good site.")
    return site_copy


def make(
    folder: Path, before: Callable[[], None] | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run ``make site`` in a folder, with the programs of the environment of the tests."""
    programs = Path(sys.executable).parent
    return subprocess.run(
        ["make", "--old-file=.venv/site-installed", "site", f"BIN={programs}"],
        cwd=folder,
        env=os.environ | {"LIBRARYSITE_NOW": "2026-11-23T09:00"} | more,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )


def assert_kept(done: subprocess.CompletedProcess[str], folder: Path) -> None:
    """The build failed with a sentence; the last good site is there, nothing half made is, and the next build works."""
    assert done.returncode != 0
    assert "The disk is full: make room, then build the site again." in done.stderr + done.stdout
    assert "The last good site is still in site/" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert tree(folder / "site") == {"index.html": b"The last good site."}
    assert not (folder / "site.new").exists()
    assert not (folder / "site.old").exists()


@pytest.mark.parametrize("files", [0, 1, 30, 150])
def test_a_full_disk_keeps_the_last_good_site(files: int, old_site: Path) -> None:
    """Wherever the disk is full, at the first file or amid the pages, the old site stays, and one sentence says why."""
    (old_site / "full").mkdir()
    (old_site / "full" / "sitecustomize.py").write_text(FULL_DISK)
    path = os.pathsep.join(filter(None, [str(old_site / "full"), os.environ.get("PYTHONPATH")]))
    done = make(old_site, PYTHONPATH=path, FILES_LEFT=str(files))
    assert_kept(done, old_site)


def test_a_limit_to_the_size_of_files_keeps_the_last_good_site(old_site: Path) -> None:
    """Where the system lets no file be larger than 20 kB the build ends as on a full disk, and the next one works."""
    done = make(old_site, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)))
    assert_kept(done, old_site)
    done = make(old_site)
    assert done.returncode == 0, done.stderr
    assert len(tree(old_site / "site")) > 100


def test_what_an_earlier_build_left_is_no_hindrance(old_site: Path) -> None:
    """A build that was killed has left half a site; the next one builds a whole site."""
    (old_site / "site.new" / "news").mkdir(parents=True)
    (old_site / "site.new" / "news" / "left.html").write_text("half")
    done = make(old_site)
    assert done.returncode == 0
    assert not (old_site / "site" / "news" / "left.html").exists()
    assert len(tree(old_site / "site")) > 100


def test_a_swap_that_was_cut_off_is_undone(old_site: Path) -> None:
    """If the last build was stopped between the two halves of the swap, the old site is there again, whatever comes."""
    (old_site / "site").rename(old_site / "site.old")
    (old_site / "site.new").mkdir()
    (old_site / "data" / "events.yaml").write_text("events: [")
    done = make(old_site)
    assert done.returncode != 0
    assert tree(old_site / "site") == {"index.html": b"The last good site."}
    assert not (old_site / "site.new").exists()


def test_look_that_is_not_there_is_told_with_what_to_do(old_site: Path) -> None:
    """A ``custom_dir`` that is missing stops the build with our remedy alone, before MkDocs ends at it."""
    change(old_site / "mkdocs.yml", "  name: material", "  name: material\n  custom_dir: theme/overrides")
    done = make(old_site)
    assert done.returncode != 0
    assert "Error: There is no folder “theme/overrides”\n  --> mkdocs.yml:" in done.stderr
    assert "delete this line: the look comes with the program" in done.stderr
    assert "Config value" not in done.stderr + done.stdout
    assert tree(old_site / "site") == {"index.html": b"The last good site."}
