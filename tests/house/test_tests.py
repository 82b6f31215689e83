"""The tests mirror the rooms of the program, so that whoever changes a module finds its tests by its name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_architecture import ROOMS, SOURCE, room_of
from tests.support.quick import LEFT_OUT, distances
from tests.support.quick import room_of as room_of_file

TESTS = Path(__file__).parents[1]

# Folders beside those of the rooms, and what they are for.
OTHERS = {
    "browser": "the built site in a real browser",
    "cases": "golden cases, in the words of editors",
    "clients": "calendars and feeds in the programs of subscribers",
    "data": "other people's data that tests compare with",
    "deep": "what needs a network and an hour: make check-deep",
    "hostile": "the whole program with what nobody should write",
    "house": "what the project promises of its own files",
    "node": "programs for Node that tests ask",
    "site": "the built site: the room site, and all others together",
    "support": "what several modules of tests share",
    "theme": "the templates and styles in theme/",
}
WITHOUT_OWN_TESTS: set[str] = {""}  # the package itself


def modules_of_tests() -> Iterator[tuple[str, Path]]:
    """Give each module of tests of a room, and the folder of the program in which its subject stands."""
    for path in sorted(TESTS.rglob("test_*.py")):
        folder = path.relative_to(TESTS).parent
        if not folder.parts or folder.parts[0] not in OTHERS:
            yield path.stem.removeprefix("test_"), SOURCE / folder


def subjects(folder: Path) -> set[str]:
    """Return the names of the modules and packages in a folder of the program, and that of the folder."""
    names = {
        path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    return {folder.name, *names} - {"__init__"}


def is_of(name: str, folder: Path) -> bool:
    """Tell whether a module of tests is called after a module of the program, or that and an aspect of it."""
    return any(name == subject or name.startswith(f"{subject}_") for subject in subjects(folder))


@pytest.mark.parametrize(("name", "folder"), list(modules_of_tests()), ids=str)
def test_tests_are_called_after_what_they_test(name: str, folder: Path) -> None:
    """``tests/ROOM/test_MODULE.py`` or ``test_MODULE_ASPECT.py`` tests a module of that room, or the room."""
    assert folder.is_dir(), f"{folder.name} is no room of the program; say in the table what it is for"
    assert is_of(name, folder), f"no module of {folder.name} is called {name}"


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in WITHOUT_OWN_TESTS])
def test_every_room_has_tests(room: str) -> None:
    """Each package has a folder of tests, each module that stands by itself has its module of tests."""
    assert any(TESTS.glob(f"{room}/**/test_*.py")) or (TESTS / f"test_{room}.py").exists()


def test_every_folder_of_tests_is_a_room_or_says_what_it_is_for() -> None:
    """A folder of tests is called after a room, or stands in the table above; no line is left over."""
    folders = {path.name for path in TESTS.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders - set(map(room_of, ROOMS)) <= set(OTHERS)
    assert set(OTHERS) <= folders


def test_what_the_quick_tests_leave_out_is_there() -> None:
    """Each folder that ``make quick`` leaves out is in the table above."""
    assert set(LEFT_OUT) <= set(OTHERS)


def test_name_of_no_module_is_noticed() -> None:
    """A module of tests that is called after nothing is found, so the test above can fail."""
    assert is_of("hours_history", SOURCE / "schedule")
    assert not is_of("history", SOURCE / "schedule")


def test_what_was_changed_comes_first() -> None:
    """A change of notation comes before what looks into it, and that before what looks into those."""
    away = distances({"notation"})
    assert (away["notation"], away["model"], away["reading"]) == (0, 1, 2)
    assert "problems" not in away
    assert sorted(["reading", "notation", "model"], key=away.__getitem__) == ["notation", "model", "reading"]


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("src/librarysite/feeds/ics.py", "feeds"),
        ("src/librarysite/site.py", "site"),
        ("tests/feeds/test_rss.py", "feeds"),
        ("tests/test_moment.py", "moment"),
        ("data/events.yaml", ""),
        ("Makefile", ""),
    ],
)
def test_room_of_a_file(path: str, room: str) -> None:
    """A file of the program and its tests belong to one room, other files to none."""
    assert room_of_file(Path(path)) == room
