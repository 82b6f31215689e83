from pathlib import Path

import pytest

from tests.support.checkcases import said, write


def test_opening_on_a_closing_day_is_a_warning(tmp_path: Path) -> None:
    """Changed hours from Friday to Monday would open the library at the weekend."""
    status = (
        "changed_hours:\n  - branches:\n      - lewsey\n    from: 2027-01-08\n    to: 2027-01-11\n"
        "    hours: 10:00 to 16:00\n    reason: Training\n"
    )
    assert said(write(tmp_path, status=status)) == [
        "warning 6: This opens Lewsey Library on Saturday 2027-01-09, when it is usually closed"
    ]


@pytest.mark.parametrize(
    ("branches", "message"),
    [
        ("    branches: all\n    except: [central, lewsey]\n", "error 4: “except” leaves no library"),
        ("    branches: []\n", "error 3: “branches” has nothing after it"),
    ],
)
def test_a_closure_of_no_library_is_an_error(branches: str, message: str, tmp_path: Path) -> None:
    """A closure that closes nothing is a slip."""
    status = f"closures:\n  - id: snow\n{branches}    on: 2027-01-07\n    reason: Snow\n"
    assert said(write(tmp_path, status=status)) == [message]
