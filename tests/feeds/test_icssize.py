"""Calendars that are so large that some programs do not read them whole."""

from pathlib import Path

import pytest

from librarysite.feeds.icssize import large
from librarysite.moment import Now
from librarysite.site import read_site


def entry(uid: str, size: int) -> bytes:
    """Return a VEVENT of so many bytes."""
    text = f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:\r\nEND:VEVENT\r\n"
    return text.replace("SUMMARY:", "SUMMARY:" + "x" * (size - len(text))).encode()


def test_calendars_near_the_limit_are_named_with_what_makes_them_large() -> None:
    """The three largest events are told with their share, all entries of each together; small calendars are not."""
    small = entry("club@libraries.example", 1000) * 799
    big = entry("show.20270101@libraries.example", 500_000) + entry(
        "show.hours.monday@libraries.example", 100_000
    )
    big += entry(
        "a-very-long-name-of-an-event-so-long-that-its-uid-is-folded-in-files.20270101@l\r\n ib.example",
        200_000,
    )
    big += entry("club@libraries.example", 150_000) + entry("talk@libraries.example", 50_000)
    [found] = large({"small.ics": small, "big.ics": big})
    assert (found.address, found.size, found.events) == ("big.ics", 1_000_000, 4)
    assert list(found.largest.items()) == [
        ("show", 0.6),
        ("a-very-long-name-of-an-event-so-long-that-its-uid-is-folded-in-files", 0.2),
        ("club", 0.15),
    ]


def test_check_warns_of_a_large_calendar(root: Path, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    """The warning says how large it is, of what, and what to write; it stops nothing."""
    assert not [p for p in read_site(root, now.today).due if "bytes" in p.message]
    monkeypatch.setattr("librarysite.site.NEAR", 100_000)
    monkeypatch.setattr("librarysite.feeds.icssize.NEAR", 150_000)
    [problem] = [p for p in read_site(root, now.today).due if "bytes" in p.message]
    assert problem.warning
    assert problem.message.startswith("The calendar feeds/events.ics has 1")
    assert problem.message.endswith("; some calendar programs read no more than 1,000,000")
    assert "most of it from “" in problem.message
    assert (
        problem.remedy == "write dates that come again with “every:”, or enter dates that are far ahead later"
    )
