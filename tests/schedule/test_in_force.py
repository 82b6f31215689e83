"""Which entries of ``status.yaml`` are in force or to come, at moments on either side of each turn."""

from datetime import datetime
from typing import Any

import pytest

from librarysite.model import ZONE, Closure
from librarysite.moment import Now
from librarysite.schedule.in_force import in_force, is_coming, is_over

TRAINING = {"from": "2027-03-08 13:00", "to": "2027-03-08 17:00"}
CALLED_OFF = TRAINING | {"cancelled": "Enough staff"}
FLOOD = {"from": "2027-03-08", "until": "further notice", "review": "2027-03-15"}

# The entry; the moment (local); whether it is in force, is coming, is over.
ENTRIES = [
    (TRAINING, "2027-01-25T12:59:59", (False, False, False)),
    (TRAINING, "2027-01-25T13:00:00", (False, False, False)),
    (TRAINING, "2027-01-25T13:00:01", (False, True, False)),
    (TRAINING, "2027-03-08T12:59:59", (False, True, False)),
    (TRAINING, "2027-03-08T13:00:00", (True, True, False)),
    (TRAINING, "2027-03-08T16:59:59", (True, True, False)),
    (TRAINING, "2027-03-08T17:00:00", (False, False, True)),
    (CALLED_OFF, "2027-03-08T14:00:00", (False, False, True)),
    (FLOOD, "2027-03-07T23:59:59", (False, True, False)),
    (FLOOD, "2029-03-08T00:00:00", (True, True, False)),
]


@pytest.mark.parametrize(("entered", "at", "expected"), ENTRIES)
def test_entry_at_a_moment(entered: dict[str, Any], at: str, expected: tuple[bool, bool, bool]) -> None:
    """An entry holds from its beginning until just before its end; it is coming for the six weeks before it."""
    closure = Closure.model_validate({"id": "one", "branches": "all", "reason": "Training"} | entered)
    now = Now(datetime.fromisoformat(at).replace(tzinfo=ZONE))
    assert (in_force(closure, now), is_coming(closure, now), is_over(closure, now)) == expected
