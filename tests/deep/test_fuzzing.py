"""Whatever the files hold, nothing is raised: tried with inputs drawn from what the program did with others."""

import os
import subprocess
import sys
from pathlib import Path

SECONDS = os.environ.get("FUZZ_SECONDS", "600")


def test_loader_takes_whatever_it_is_fed(root: Path, tmp_path: Path) -> None:
    """Ten minutes of Atheris (FUZZ_SECONDS) find nothing that is raised, takes a minute or is told at no place."""
    packages, kept = tmp_path / "packages", tmp_path / "kept"
    kept.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--target", str(packages), "atheris"], check=True)
    paths = (str(packages), str(root / "src"))
    done = subprocess.run(
        [
            sys.executable,
            str(root / "tests" / "support" / "fuzz_loader.py"),
            str(kept),
            f"-max_total_time={SECONDS}",
            "-timeout=60",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-5000:]
    assert " runs in " in done.stderr
    assert len(list(kept.iterdir())) > 10  # inputs that reached something new
