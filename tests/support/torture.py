"""The torture sets: entries that are hard for calendars, and the dates that they must come to, written by hand.

``cases/feeds`` has single hard events; in ``cases/clients`` every form of repeat meets every kind of change.
"""

from pathlib import Path

import yaml

from librarysite.model import Library
from librarysite.reading.load import load

CASES = Path(__file__).parents[1] / "cases" / "feeds"
EVENTS, _, EXPECTED = (CASES / "torture.yaml").read_text(encoding="utf-8").partition("\nexpected:\n")
DATES: dict[str, list[str]] = yaml.load(EXPECTED, yaml.BaseLoader)

FORMS = Path(__file__).parents[1] / "cases" / "clients"
FORMS_EXPECTED = yaml.load((FORMS / "expected.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


def loaded_from(folder: Path) -> Library:
    """Return the Library of a folder without problems."""
    loaded = load(folder)
    assert loaded.problems == []
    assert loaded.library is not None
    return loaded.library


def site(folder: Path, events: str = EVENTS, status: str = "") -> Library:
    """Return the service of ``cases/feeds`` with some events, read from files as editors save them."""
    (folder / "data").mkdir(exist_ok=True)
    for name in ("service.yaml", "branches.yaml"):
        (folder / "data" / name).write_bytes((CASES / name).read_bytes())
    (folder / "data" / "events.yaml").write_text(events, encoding="utf-8")
    if status:
        (folder / "data" / "status.yaml").write_text(status, encoding="utf-8")
    return loaded_from(folder)
