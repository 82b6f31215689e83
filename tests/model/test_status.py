from pathlib import Path

from librarysite.reading.load import load
from tests.support.checkcases import write


def test_a_closure_on_several_days_is_told_its_form(tmp_path: Path) -> None:
    """Several days are written with from and to."""
    status = (
        "closures:\n  - id: snow\n    branches: all\n    on: 2027-01-07 to 2027-01-08\n    reason: Snow\n"
    )
    (problem,) = load(write(tmp_path, status=status)).problems
    assert problem.remedy == "write “from: 2027-01-07”, and on the next line “to: 2027-01-08”"
