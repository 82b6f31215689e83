"""What several test modules share: the sample site, read once, and the moment at which tests take place."""

from datetime import datetime
from pathlib import Path

import pytest

from librarysite.load import load
from librarysite.model import ZONE, Library

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def moment() -> datetime:
    """Return the moment for which the tests build the site: Monday 23 November 2026, 9am."""
    return datetime(2026, 11, 23, 9, tzinfo=ZONE)


@pytest.fixture(scope="session")
def sample() -> Library:
    """Return the sample data as a Library."""
    loaded = load(ROOT)
    assert not loaded.problems
    assert loaded.library is not None
    return loaded.library
