"""The program and its look are one package: installed from a wheel, it builds what the checkout builds."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import copy_site, tree
from tests.support.builtsites import COMMIT, build_site

WITHOUT_NETWORK = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def python(*words: str, cwd: Path) -> str:
    """Run a module of this environment; return what it printed."""
    environment = os.environ | WITHOUT_NETWORK
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the program as a wheel brings it, beside the packages that the lock files name."""
    made = tmp_path_factory.mktemp("wheel")
    sources = made / "sources"
    sources.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, sources)
    shutil.copytree(root / "src", sources / "src", ignore=shutil.ignore_patterns("__pycache__"))
    python("build", "--wheel", "--no-isolation", "--outdir", str(made), str(sources), cwd=made)
    (wheel,) = made.glob("*.whl")
    target = made / "installed"
    python("pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel), cwd=made)
    return target


@pytest.mark.slow
def test_wheel_builds_the_sample_site_to_the_same_bytes(installed: Path, built: Path, tmp_path: Path) -> None:
    """``data/``, ``content/``, the hook and the settings are all that a site needs beside the package."""
    site = copy_site(tmp_path / "copy")
    where = subprocess.run(
        [sys.executable, "-c", "import librarysite; print(librarysite.__file__)"],
        env=os.environ | {"PYTHONPATH": str(installed)},
        cwd=site,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(installed))
    done = build_site(site, tmp_path / "site", PYTHONPATH=str(installed), LIBRARYSITE_COMMIT=COMMIT)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "site") == tree(built)


@pytest.mark.slow
def test_wheel_builds_the_example_of_2020_to_the_same_bytes(
    installed: Path, root: Path, tmp_path: Path
) -> None:
    """Another site of the same program, with settings that it inherits, comes out the same, too."""
    copy_site(tmp_path / "copy")
    example = tmp_path / "copy" / "examples" / "coronavirus-2020"
    shutil.copytree(root / "examples" / "coronavirus-2020", example, ignore=shutil.ignore_patterns("site"))
    settings = {"LIBRARYSITE_NOW": "2020-07-13T09:00", "LIBRARYSITE_COMMIT": COMMIT}
    from_wheel = build_site(example, tmp_path / "one", PYTHONPATH=str(installed), **settings)
    from_checkout = build_site(root / "examples" / "coronavirus-2020", tmp_path / "other", **settings)
    assert (from_wheel.returncode, from_checkout.returncode) == (0, 0), from_wheel.stderr
    assert tree(tmp_path / "one") == tree(tmp_path / "other")
