from pathlib import Path

import pytest

from librarysite.model import Library
from librarysite.moment import Now
from librarysite.opendata.events import event_data, event_fields
from librarysite.opendata.hours import opening_hours
from librarysite.opendata.libraries import libraries_table
from librarysite.opendata.package import data_package
from librarysite.opendata.status import status_record
from librarysite.reading.load import load
from librarysite.schedule.agenda import Agenda


@pytest.mark.slow
def test_same_data_gives_the_same_bytes(sample: Library, root: Path, now: Now) -> None:
    """The same data gives the same bytes, also when it is read anew."""
    again = load(root).library
    assert again is not None
    for make in (opening_hours, libraries_table):
        assert make(sample, now.today) == make(again, now.today)
    assert status_record(sample, now) == status_record(again, now)
    assert data_package(sample, event_fields()) == data_package(again, event_fields())
    assert event_data(Agenda(sample, now)) == event_data(Agenda(again, now))
