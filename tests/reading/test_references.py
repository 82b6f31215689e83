from pathlib import Path

import pytest

from librarysite.reading.load import load
from tests.support.checkcases import write


def test_an_unknown_library_in_a_long_list_is_told_in_its_line(tmp_path: Path) -> None:
    """Of several libraries the wrong one is marked."""
    first = "closures:\n  - id: snow\n    branches:\n      - central\n      - lewsy\n"
    status = first + "    on: 2027-01-07\n    reason: Snow\n"
    loaded = load(write(tmp_path, status=status))
    assert [(p.place.line, p.remedy) for p in loaded.problems] == [
        (5, "did you mean lewsey? libraries are: central, lewsey")
    ]


@pytest.mark.parametrize(
    ("branches", "remedy"),
    [
        ("all except lewsey", "write “branches: all”, and on the next line “except: lewsey”"),
        ("central, lewsey", "write one a line, each after a dash"),
        ("central and lewsey", "write one a line, each after a dash"),
        ("All", "did you mean all?"),
        ("all libraries", "did you mean all?"),
    ],
)
def test_several_libraries_in_one_line_are_told_how_to_be_written(
    branches: str, remedy: str, tmp_path: Path
) -> None:
    """What people write for several libraries gets the form that is right."""
    status = f"closures:\n  - id: snow\n    branches: {branches}\n    on: 2027-01-07\n    reason: Snow\n"
    assert remedy in [problem.remedy for problem in load(write(tmp_path, status=status)).problems]
