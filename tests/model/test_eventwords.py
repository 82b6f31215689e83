from pathlib import Path

import pytest

from librarysite.reading.load import load
from tests.support.checkcases import SERIES, event, write


@pytest.mark.parametrize(
    ("place", "remedy"),
    [
        ("place: Stockwood Park", "write on the next line, two spaces further in: name: Stockwood Park"),
        (
            "online: https://example.org/a",
            "write on the next line, two spaces further in: link: https://example.org/a",
        ),
    ],
)
def test_a_place_in_one_line_is_told_its_form(place: str, remedy: str, tmp_path: Path) -> None:
    """A place and a link need their key."""
    (problem,) = load(write(tmp_path, "events:\n" + event("first", SERIES, branch=place))).problems
    assert problem.remedy == remedy
