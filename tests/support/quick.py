"""What ``make quick`` adds to pytest: the tests of what was changed come first, then those of who looks into it.

Changed is what differs from the last commit. Left out are whole sites, browsers, foreign programs, and what is
marked as slow; ``make test`` runs those as well.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.house.test_architecture import ALLOWED

ROOT = Path(__file__).parents[2]
LEFT_OUT = ("browser", "clients", "deep", "hostile", "site")  # folders of tests
UNRELATED = len(ALLOWED)  # further away than any room


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the folders of tests that take long."""
    return True if collection_path in [ROOT / "tests" / name for name in LEFT_OUT] else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked as slow, and put the tests that a change concerns before the others."""
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    away = distances(rooms_of(changed_files()))
    items[:] = sorted(
        (item for item in items if item not in slow),
        key=lambda item: away.get(room_of(item.path.relative_to(ROOT)), UNRELATED),
    )


def changed_files() -> list[Path]:
    """Return the files that differ from the last commit, new ones included, from the root; none without Git."""
    asked = (["diff", "--name-only", "HEAD"], ["ls-files", "--others", "--exclude-standard"])
    done = [
        subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=False)
        for command in asked
    ]
    return [Path(line) for one in done for line in one.stdout.splitlines()]


def room_of(path: Path) -> str:
    """Return the room of a file of the program or of its tests, empty for other files."""
    parts = path.with_suffix("").parts
    if parts[:2] == ("src", "librarysite") and len(parts) > 2:
        return parts[2]
    return parts[1].removeprefix("test_") if parts[0] == "tests" and len(parts) > 1 else ""


def rooms_of(paths: Iterable[Path]) -> set[str]:
    """Return the rooms of some files."""
    return {room_of(path) for path in paths} - {""}


def distances(changed: set[str]) -> dict[str, int]:
    """Return how many looks away each room is from a changed one: 0 for itself, 1 for those that look into it."""
    away = dict.fromkeys(changed, 0)
    reached = changed
    for step in range(1, UNRELATED):
        reached = {room for room, seen in ALLOWED.items() if seen & reached} - set(away)
        away |= dict.fromkeys(reached, step)
    return away
