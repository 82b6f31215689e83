"""The service of the cases, for the tests of all data files."""

from pathlib import Path

import pytest

from librarysite.model import Library
from tests.support.opendatacases import service


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return the service of the cases."""
    return service(tmp_path)
