"""Commands that write: they add just the lines that are needed, or write nothing and say why."""

import difflib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from librarysite.cli import main
from librarysite.feeds.closures import closure_calendars
from librarysite.feeds.events import event_calendars
from librarysite.feeds.icslines import events_of, read
from librarysite.model import ZONE
from librarysite.moment import Now
from librarysite.reading.load import load
from librarysite.schedule.agenda import Agenda
from librarysite.site import Reading, read_site
from tests.conftest import change, tree
from tests.test_cli import Output, here, moment_is_told

__all__ = ["here", "moment_is_told"]

CANCEL = ["cancel", "baby-rhyme-time-central", "2026-12-01", "--reason", "Staff training"]
CLOSE = ["close", "lewsey", "--from", "2027-01-19", "--to", "2027-01-20", "--reason", "The boiler: repaired"]


def added(before: str, after: str) -> list[str]:
    """Return the lines that are new; nothing else may have changed."""
    changed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] != " "]
    assert all(line.startswith("+ ") for line in changed)
    return [line[2:] for line in changed if line[2:]]


def test_closing_a_library_adds_a_closure(here: Path, capsys: Output) -> None:
    """The closure is at the end of its list, with today's date, and the command says where."""
    status = here / "data" / "status.yaml"
    before = status.read_text(encoding="utf-8")
    assert main(CLOSE) == 0
    assert added(before, status.read_text(encoding="utf-8")) == [
        "  - id: lewsey-2027-01-19",
        "    branches:",
        "      - lewsey",
        "    from: 2027-01-19",
        "    to: 2027-01-20",
        "    reason: 'The boiler: repaired'",
        "    published: 2026-11-23",
    ]
    assert "“lewsey-2027-01-19” is at the end of “closures:” in data/status.yaml" in capsys.readouterr().out
    assert main(["open", "lewsey", "2027-01-20"]) == 0
    assert "Closed: The boiler: repaired" in capsys.readouterr().out


def test_closing_several_libraries_at_once(here: Path) -> None:
    """Several libraries are one closure."""
    assert main(["close", "Lewsey Library", "stopsley", *CLOSE[2:]]) == 0
    assert "      - lewsey\n      - stopsley\n" in (here / "data" / "status.yaml").read_text(encoding="utf-8")


def test_cancelling_a_date_adds_two_lines(here: Path, capsys: Output) -> None:
    """The date and its reason join the changes that are there, the event is updated today, and the agenda shows it."""
    events = here / "data" / "events.yaml"
    before = events.read_text(encoding="utf-8")
    assert main(CANCEL) == 0
    after = events.read_text(encoding="utf-8")
    updated_before = before.replace("    updated: 2026-11-16\n", "    updated: 2026-11-23\n", 1)
    assert added(updated_before, after) == [
        "      - date: 2026-12-01",
        "        cancelled: Staff training",
    ]
    assert "“Baby rhyme time” on Tuesday 1 December 2026 is cancelled" in capsys.readouterr().out
    main(["agenda", "--from", "2026-12-01", "--days", "1", "--branch", "central"])
    assert "Baby rhyme time  central  cancelled  Staff training" in capsys.readouterr().out


def with_extra_date(here: Path) -> Path:
    """Give baby rhyme time an extra date on a Tuesday on which it is anyway; return the file."""
    events = here / "data" / "events.yaml"
    change(events, "      - 2026-12-19 11:00", "      - 2026-12-01 14:00 to 14:30\n      - 2026-12-19 11:00")
    return events


def test_extra_date_on_a_day_of_its_series_is_cancelled_by_its_session(here: Path, capsys: Output) -> None:
    """The extra date alone is cancelled; what cancels the other says that it is still on."""
    events = with_extra_date(here)
    before = events.read_text(encoding="utf-8").replace("updated: 2026-11-16", "updated: 2026-11-23", 1)
    assert main([*CANCEL, "--session", "extra"]) == 0
    between = events.read_text(encoding="utf-8")
    assert added(before, between) == [
        "      - date: 2026-12-01",
        "        session: extra",
        "        cancelled: Staff training",
    ]
    assert "--session extra" not in capsys.readouterr().out
    assert main(CANCEL) == 0
    assert len(added(between, events.read_text(encoding="utf-8"))) == 2
    told = capsys.readouterr().out
    assert "The extra date of that day still takes place: “--session extra” cancels it." not in told


def test_cancelling_a_date_tells_of_the_extra_date_of_its_day(here: Path, capsys: Output) -> None:
    """Nobody is to think that the whole day is off."""
    with_extra_date(here)
    assert main(CANCEL) == 0
    told = capsys.readouterr().out
    assert "The extra date of that day still takes place: “--session extra” cancels it." in told


def test_change_of_one_session_is_not_taken_for_the_day(here: Path, capsys: Output) -> None:
    """Where a day has two sessions, one of which has a note, neither is cancelled before it is named."""
    events = here / "data" / "events.yaml"
    text = (
        "events:\n  - id: club\n    title: Club\n    branch: central\n    when:\n"
        "      - id: one\n        every: Tuesday\n        at: 10:00 to 11:00\n        from: 2026-11-03\n"
        "      - id: two\n        every: Tuesday\n        at: 12:00 to 13:00\n        from: 2026-11-03\n"
        "    changes:\n      - date: 2026-12-01\n        session: one\n        note: Bring a coat\n"
    )
    events.write_text(text, encoding="utf-8")
    assert main(["cancel", "club", "2026-12-01", "--reason", "Flu"]) == 1
    assert events.read_text(encoding="utf-8") == text
    assert "There are two sessions on this day" in "".join(capsys.readouterr())


SHORT_DAY = (
    "changed_hours:\n  - branches:\n      - central\n    on: 2027-01-12\n    hours: 14:00 to 17:00\n"
    "    reason: Training\n"
)
ONCE = """events:
  - id: talk
    title: Talk
    branch: central
    when:
      on: 2027-01-12
      at: 10:00 to 11:00
"""


def test_cancelling_may_be_what_mends_the_site(here: Path, capsys: Output) -> None:
    """A date that changed hours have put outside the opening hours can be cancelled, although the check refuses it."""
    (here / "data" / "status.yaml").write_text(SHORT_DAY, encoding="utf-8")
    (here / "data" / "events.yaml").write_text(ONCE, encoding="utf-8")
    assert main(["check"]) == 1
    assert main(["cancel", "talk", "2027-01-12", "--reason", "Training"]) == 0
    assert main(["check"]) == 0
    capsys.readouterr()
    main(["agenda", "--from", "2027-01-12", "--days", "1"])
    assert "Talk  central  cancelled  Training" in capsys.readouterr().out


def test_cancelling_mends_no_other_mistake(here: Path, capsys: Output) -> None:
    """Where something else is wrong, it is told and nothing is written."""
    (here / "data" / "status.yaml").write_text(SHORT_DAY, encoding="utf-8")
    events = here / "data" / "events.yaml"
    events.write_text(ONCE + ONCE.removeprefix("events:\n").replace("talk", "walk"), encoding="utf-8")
    before = events.read_bytes()
    assert main(["cancel", "talk", "2027-01-12", "--reason", "Training"]) == 1
    assert events.read_bytes() == before
    assert "Luton Central Library is open 14:00 to 17:00" in "".join(capsys.readouterr())


def test_windows_line_ends_and_the_mark_of_bytes_stay(here: Path) -> None:
    """A file saved on Windows is still one afterwards."""
    events = here / "data" / "events.yaml"
    events.write_bytes(b"\xef\xbb\xbf" + events.read_bytes().replace(b"\n", b"\r\n"))
    before = events.read_bytes()
    assert main(CANCEL) == 0
    after = events.read_bytes().replace(b"updated: 2026-11-23", b"updated: 2026-11-16", 1)
    assert after.replace(b"      - date: 2026-12-01\r\n        cancelled: Staff training\r\n", b"") == before


def test_event_in_a_file_of_its_own(here: Path) -> None:
    """A date of an event that has a file of its own is cancelled there, below its times."""
    path = here / "data" / "events" / "author-talk-central-2027.yaml"
    before = path.read_text(encoding="utf-8")
    assert main(["cancel", "author-talk-central-2027", "2027-01-21", "--reason", "Flu"]) == 0
    new = added(before, path.read_text(encoding="utf-8"))
    assert [line.strip() for line in new] == [
        "changes:",
        "- date: 2027-01-21",
        "cancelled: Flu",
        "updated: 2026-11-23",
    ]
    assert "published: 2026-11-16\nupdated: 2026-11-23\nsample: yes\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("day", ["2026-12-15", "2026-12-16"])
def test_cancelling_a_date_that_was_moved(here: Path, capsys: Output, day: str) -> None:
    """It is found by the day announced and by the one to which it moved, and is cancelled where people have it."""
    events = here / "data" / "events.yaml"
    before = events.read_text(encoding="utf-8")
    assert main(["cancel", "baby-rhyme-time-central", day, "--reason", "Snow"]) == 0
    assert events.read_text(encoding="utf-8").replace("updated: 2026-11-23", "updated: 2026-11-16", 1) == (
        before.replace(
            "        note: A day later than usual, and in the afternoon\n",
            "        note: A day later than usual, and in the afternoon\n        cancelled: Snow\n",
            1,
        )
    )
    main(["agenda", "--from", "2026-12-15", "--days", "2", "--branch", "central"])
    said = capsys.readouterr().out
    assert (
        "2026-12-16T14:00:00+00:00 to 2026-12-16T14:30:00+00:00  Baby rhyme time  central  cancelled" in said
    )
    assert "2026-12-15T10:30:00+00:00" not in said
    assert main(["check"]) == 0


def test_day_with_two_dates_is_asked_about(here: Path, capsys: Output) -> None:
    """Where a date moved to the day of another one, nothing is written until it is clear which is meant."""
    change(here / "data" / "events.yaml", "2026-12-16 14:00 to 14:30", "2026-12-01 14:00 to 14:30")
    before = tree(here)
    assert main(["cancel", "baby-rhyme-time-central", "2026-12-01", "--reason", "Snow"]) == 1
    said = capsys.readouterr().err
    assert "There are several on 2026-12-01: one was moved there from 2026-12-15" in said
    assert "write 2026-12-15 for that one" in said
    assert tree(here) == before
    assert main(["cancel", "baby-rhyme-time-central", "2026-12-15", "--reason", "Snow"]) == 0


SCRABBLE = "scrabble-leagrave"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("published: 2026-11-16\n", "published: 2026-11-16\nupdated: 2026-11-23\n"),
        ("updated: 2026-11-20  # twice\n", "updated: 2026-11-23  # twice\n"),
        ("published: 2026-11-16\nupdated: '2026-11-20'\n", "published: 2026-11-16\nupdated: 2026-11-23\n"),
        ("published: 2026-11-16\nupdated:\n", "published: 2026-11-16\nupdated: 2026-11-23\n"),
        ("published: 2026-11-16\nupdated: 2026-11-23\n", "published: 2026-11-16\nupdated: 2026-11-23\n"),
        ("published: 2026-11-16\nupdated: 2062-11-20\n", "published: 2026-11-16\nupdated: 2026-11-23\n"),
        ("published: 2026-12-01\n", "published: 2026-12-01\n"),  # nobody has it yet
        ("", "updated: 2026-11-23\n"),
    ],
)  # fmt: skip
def test_cancelling_says_that_the_event_is_updated(here: Path, was: str, becomes: str) -> None:
    """The line is added below “published” or at the end, or has a new date; nothing else changes."""
    path = here / "data" / "events" / "author-talk-central-2027.yaml"
    text = path.read_text(encoding="utf-8").replace("published: 2026-11-16\n", "")
    path.write_text(text.replace("sample: yes\n", f"sample: yes\n{was}"), encoding="utf-8")
    assert main(["cancel", "author-talk-central-2027", "2027-01-21", "--reason", "Flu"]) == 0
    after = path.read_text(encoding="utf-8").replace(
        "changes:\n  - date: 2027-01-21\n    cancelled: Flu\n", ""
    )
    assert after == text.replace("sample: yes\n", f"sample: yes\n{becomes}")


def sequences(folder: Path) -> dict[str, int]:
    """Return the SEQUENCE of everything in the calendars that are made of a folder's entries."""
    library = load(folder).library
    assert library is not None
    now = Now(datetime(2026, 11, 23, 9, tzinfo=ZONE))
    calendars = event_calendars(Agenda(library, now)) | closure_calendars(library, now.today)
    found = (event for ics in calendars.values() for event in events_of(read(ics)))
    return {event.value("UID").partition("@")[0]: int(event.value("SEQUENCE")) for event in found}


@pytest.mark.parametrize(
    ("command", "grown"),
    [
        (CANCEL, lambda uid: uid.startswith("baby-rhyme-time-central")),
        (["cancel", SCRABBLE, "2027-01-08", "--reason", "Flu"], lambda uid: uid.startswith(SCRABBLE)),
        (CLOSE, lambda uid: "lewsey" in uid),
    ],
)
def test_what_commands_edit_is_newer_in_calendars(
    here: Path, capsys: Output, command: list[str], grown: Callable[[str], bool]
) -> None:
    """SEQUENCE of all that a cancelled date or a closure touches grows, and falls nowhere."""
    before = sequences(here)
    assert main(command) == 0
    after = sequences(here)
    assert before.keys() <= after.keys()
    assert not [uid for uid in before if after[uid] < before[uid]]
    own = [uid for uid in before if grown(uid)]
    assert own
    assert {after[uid] for uid in own} == {24}  # three, and 21 days from 2 to 23 November
    assert all(before[uid] < 24 or "lewsey" in uid for uid in own)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["cancel", "baby-rhyme", "2026-12-01", "--reason", "x"], "did you mean baby-rhyme-time-central?"),
        (["cancel", "baby-rhyme-time-central", "2026-12-02", "--reason", "x"], "does not take place on Wednesday"),
        (["cancel", "baby-rhyme-time-central", "2026-12-08", "--reason", "x"], "cancelled already, in line"),
        (["cancel", "baby-rhyme-time-central", "2026-12-01", "--reason", "yes"], "People will want to know why"),
        (["close", "lewsy", *CLOSE[2:]], "did you mean lewsey?"),
        (["close", "lewsey", "--from", "2027-01-20", "--to", "2027-01-19", "--reason", "x"], "end is before"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    here: Path, capsys: Output, words: list[str], told: str
) -> None:
    """The command ends with 1, says what is wrong, and every file is as it was."""
    before = tree(here)
    assert main(words) == 1
    assert told in capsys.readouterr().err
    assert tree(here) == before


def test_site_with_a_mistake_is_not_edited(here: Path, capsys: Output) -> None:
    """First what is wrong is put right; a command does not write into a file that cannot be read."""
    change(here / "data" / "status.yaml", "on: 2026-12-31", "on: 31/12/2026")
    before = tree(here)
    assert main(CANCEL) == 1
    assert "A date must be written year first" in capsys.readouterr().err
    assert tree(here) == before


def test_lines_are_shown_if_they_cannot_be_used(here: Path, capsys: Output) -> None:
    """Nobody types an event twice: what would have been added is shown."""
    words = ["--title", "Chess", "--branch", "leagrave", "--on", "2027-01-10", "--at", "14:00 to 16:00"]
    assert main(["new", "event", *words]) == 1
    said = capsys.readouterr().err
    assert "These lines would have been added to data/events.yaml" in said
    assert "  - id: chess-leagrave-2027\n    title: Chess\n    branch: leagrave\n" in said


def test_new_news_is_a_page(here: Path) -> None:
    """News is a page with its headline and text, which the check accepts."""
    words = ["--title", "A new room", "--summary", "Six more desks.", "--text", "It opens on Monday."]
    assert main(["new", "news", *words, "--branches", "lewsey"]) == 0
    assert (here / "content" / "news" / "a-new-room.md").read_text(encoding="utf-8") == (
        "---\ntitle: A new room\nsummary: Six more desks.\nbranches:\n  - lewsey\npublished: 2026-11-23\n---\n\n"
        "It opens on Monday.\n"
    )
    assert main(["check"]) == 0


def test_nothing_typed_writes_nothing(here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stops answering (Ctrl+C) has written nothing."""

    def interrupt(question: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupt)
    before = tree(here)
    assert main(["new", "event"]) == 1
    assert "Nothing was written" in capsys.readouterr().err
    assert tree(here) == before


def test_disk_that_is_full_leaves_the_file_as_it_was(
    here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old file is whole when the new one cannot be written, and nothing half-made is left."""
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.is_relative_to(here):
            write(path, data[:10])
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    before = tree(here)
    assert main(CANCEL) == 1
    assert "data/events.yaml cannot be written: No space left on device" in capsys.readouterr().err
    assert tree(here) == before


def test_edit_of_somebody_else_is_not_lost(
    here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the file changes between reading and writing, it is left to the other person."""
    events = here / "data" / "events.yaml"

    def read_slowly(folder: Path, today: date) -> Reading:
        if folder != Path():  # the copy in which the edit is tried
            events.write_bytes(events.read_bytes() + b"# by somebody else\n")
        return read_site(folder, today)

    monkeypatch.setattr("librarysite.commands.edit.read_site", read_slowly)
    assert main(CANCEL) == 1
    assert "Somebody else has changed data/events.yaml meanwhile" in capsys.readouterr().err
    assert events.read_bytes().endswith(b"published: 2026-11-23\n    sample: yes\n# by somebody else\n")
