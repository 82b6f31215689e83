from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from librarysite.model import ZONE
from librarysite.moment import Now
from librarysite.site import make_site
from tests.support.calendars import Listed, with_ical, words
from tests.support.clients import Subscriber
from tests.support.serving import serving
from tests.support.torture import site

WINDOW = datetime(2026, 11, 23, tzinfo=ZONE), datetime(2028, 11, 23, tzinfo=ZONE)
CALENDARS = ("feeds/events.ics", "feeds/events/at/north.ics", "whats-on/club/event.ics", "feeds/closures.ics")

# Six Wednesdays, of which one is cancelled and one lies in a closure before anybody edits; and an event by itself.
EVENTS = """\
events:
  - id: talk
    title: Talk
    branch: north
    when:
      on: 2026-12-09 10:00 to 11:00

  - id: club
    title: Club
    branch: north
    when:
      every: Wednesday
      at: 10:00 to 11:00
      from: 2026-12-02
      until: 2027-01-06
    changes:
      - date: 2026-12-30
        cancelled: Illness
"""
STATUS = """\
closures:
  - id: boiler
    branches: all
    on: 2026-12-23
    reason: Boiler
"""


class Edit(NamedTuple):
    """What an editor changes: in the events, some text for other text, or the closures; and what comes of it."""

    old: str
    new: str
    status: str
    gone: list[str]
    come: list[str]


CHANGES = "    changes:\n"
EDITS = {
    "a date is cancelled": Edit(
        CHANGES,
        CHANGES + "      - date: 2026-12-16\n        cancelled: Staff training\n",
        STATUS,
        gone=["2026-12-16 10:00 to 11:00 Club"],
        come=["2026-12-16 10:00 to 11:00 cancelled CANCELLED: Club"],
    ),
    "the first date is cancelled": Edit(
        CHANGES,
        CHANGES + "      - date: 2026-12-02\n        cancelled: Staff training\n",
        STATUS,
        gone=["2026-12-02 10:00 to 11:00 Club"],
        come=["2026-12-02 10:00 to 11:00 cancelled CANCELLED: Club"],
    ),
    "a date is moved": Edit(
        CHANGES,
        CHANGES + "      - date: 2026-12-16\n        moved_to: 2026-12-17 14:00 to 15:00\n",
        STATUS,
        gone=["2026-12-16 10:00 to 11:00 Club"],
        come=["2026-12-17 14:00 to 15:00 Club"],
    ),
    "a date is added": Edit(
        CHANGES,
        "    also_on: 2026-12-19 10:00 to 11:00\n" + CHANGES,
        STATUS,
        gone=[],
        come=["2026-12-19 10:00 to 11:00 Club"],
    ),
    "the library closes on a date": Edit(
        "",
        "",
        STATUS + "  - id: roof\n    branches: all\n    on: 2026-12-16\n    reason: Roof\n",
        gone=["2026-12-16 10:00 to 11:00 Club"],
        come=[
            "2026-12-16 10:00 to 11:00 cancelled CANCELLED: Club",
            "2026-12-16 All libraries: closed (Roof)",
        ],
    ),
    "a closure is called off": Edit(
        "",
        "",
        STATUS + "    cancelled: The boiler works\n",
        gone=[
            "2026-12-23 10:00 to 11:00 cancelled CANCELLED: Club",
            "2026-12-23 All libraries: closed (Boiler)",
        ],
        come=[
            "2026-12-23 10:00 to 11:00 Club",
            "2026-12-23 cancelled CANCELLED: All libraries: closed (Boiler)",
        ],
    ),
    "the series ends": Edit(
        "until: 2027-01-06",
        "until: 2026-12-30",
        STATUS,
        gone=["2027-01-06 10:00 to 11:00 Club"],
        come=[],
    ),
    "the series changes its time": Edit(
        "at: 10:00 to 11:00",
        "at: 14:30 to 16:00",
        STATUS,
        gone=[
            "2026-12-02 10:00 to 11:00 Club",
            "2026-12-09 10:00 to 11:00 Club",
            "2026-12-16 10:00 to 11:00 Club",
            "2026-12-23 10:00 to 11:00 cancelled CANCELLED: Club",
            "2026-12-30 10:00 to 11:00 cancelled CANCELLED: Club",
            "2027-01-06 10:00 to 11:00 Club",
        ],
        come=[
            "2026-12-02 14:30 to 16:00 Club",
            "2026-12-09 14:30 to 16:00 Club",
            "2026-12-16 14:30 to 16:00 Club",
            "2026-12-23 14:30 to 16:00 cancelled CANCELLED: Club",
            "2026-12-30 14:30 to 16:00 cancelled CANCELLED: Club",
            "2027-01-06 14:30 to 16:00 Club",
        ],
    ),
    "the title changes": Edit(
        "title: Club",
        "title: Society, new; كلوب 🎲",
        STATUS,
        gone=[
            "2026-12-02 10:00 to 11:00 Club",
            "2026-12-09 10:00 to 11:00 Club",
            "2026-12-16 10:00 to 11:00 Club",
            "2026-12-23 10:00 to 11:00 cancelled CANCELLED: Club",
            "2026-12-30 10:00 to 11:00 cancelled CANCELLED: Club",
            "2027-01-06 10:00 to 11:00 Club",
        ],
        come=[
            "2026-12-02 10:00 to 11:00 Society, new; كلوب 🎲",
            "2026-12-09 10:00 to 11:00 Society, new; كلوب 🎲",
            "2026-12-16 10:00 to 11:00 Society, new; كلوب 🎲",
            "2026-12-23 10:00 to 11:00 cancelled CANCELLED: Society, new; كلوب 🎲",
            "2026-12-30 10:00 to 11:00 cancelled CANCELLED: Society, new; كلوب 🎲",
            "2027-01-06 10:00 to 11:00 Society, new; كلوب 🎲",
        ],
    ),
}


class Told(NamedTuple):
    """What calendars list, by their address, at four times; and what the files themselves were before and after."""

    before: dict[str, list[str]]
    after: dict[str, list[str]]
    fresh: dict[str, list[str]]
    undone: dict[str, list[str]]
    files: tuple[dict[str, bytes], dict[str, bytes]]


@pytest.fixture(scope="module")
def told(now: Now, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Let a subscriber to all calendars of all edits sync before them, after them and after they are undone.

    Each edit has a site of its own, so that one sync is enough for all. Another subscriber comes after the edits.
    """
    folder = tmp_path_factory.mktemp("edited")
    untouched = calendars(tmp_path_factory.mktemp("site"), now, Edit("", "", STATUS, [], []))
    before = {f"{n}/{address}": ics for n in range(len(EDITS)) for address, ics in untouched.items()}
    after = {
        f"{n}/{address}": ics
        for n, edit in enumerate(EDITS.values())
        for address, ics in calendars(tmp_path_factory.mktemp("site"), now, edit).items()
    }
    with serving(folder) as server:
        addresses = [f"{server}/{address}" for address in before]
        old = Subscriber(tmp_path_factory.mktemp("old"), addresses)
        new = Subscriber(tmp_path_factory.mktemp("new"), addresses)

        def listing(files: dict[str, bytes], subscriber: Subscriber) -> dict[str, list[str]]:
            write(folder, files)
            subscriber.sync()
            return dict(zip(files, map(lines, subscriber.listing(*WINDOW)), strict=True))

        yield Told(
            before=listing(before, old),
            after=listing(after, old),
            fresh=listing(after, new),
            undone=listing(before, old),
            files=(before, after),
        )


def calendars(folder: Path, now: Now, edit: Edit) -> dict[str, bytes]:
    """Return the calendars to which people have subscribed, as they are after an edit, by their address."""
    assert EVENTS.replace(edit.old, edit.new, 1) != EVENTS or edit.old == edit.new
    library = site(folder, EVENTS.replace(edit.old, edit.new), edit.status)
    files = make_site(library, now, None).files
    return {address: files[address] for address in CALENDARS}


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write files by their address below a folder."""
    for address, content in files.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(content)


def lines(listed: list[Listed]) -> list[str]:
    """Return the dates of a calendar with their titles, in order."""
    return sorted(f"{words(item)} {item.title}" for item in listed)


def of_edit(listed: dict[str, list[str]], edit: str, address: str) -> Counter[str]:
    """Return what a calendar lists in the site of an edit, and how often."""
    return Counter(listed[f"{list(EDITS).index(edit)}/{address}"])


@pytest.mark.parametrize("edit", EDITS)
def test_edit_reaches_a_subscriber(told: Told, edit: str) -> None:
    """After the next sync the dates that an edit changed are gone and the new ones have come, and nothing else."""
    before, after = (
        sum(
            (of_edit(listed, edit, address) for address in ("feeds/events.ics", "feeds/closures.ics")),
            Counter[str](),
        )
        for listed in (told.before, told.after)
    )
    assert sorted((before - after).elements()) == EDITS[edit].gone
    assert sorted((after - before).elements()) == EDITS[edit].come


@pytest.mark.parametrize("address", CALENDARS)
@pytest.mark.parametrize("edit", EDITS)
def test_subscriber_of_long_sees_what_a_new_one_sees(told: Told, edit: str, address: str) -> None:
    """Whoever has synced before an edit sees after it exactly what a new subscriber sees: no ghost, no date twice."""
    after = of_edit(told.after, edit, address)
    assert after == of_edit(told.fresh, edit, address)
    assert max(after.values()) == 1


@pytest.mark.parametrize("edit", EDITS)
def test_edit_that_is_undone_leaves_nothing_behind(told: Told, edit: str) -> None:
    """When an edit is undone, a subscriber sees after the next sync what there was before it."""
    for address in CALENDARS:
        assert of_edit(told.undone, edit, address) == of_edit(told.before, edit, address)


@pytest.mark.parametrize("edit", EDITS)
def test_dates_that_an_edit_leaves_alone_keep_their_uid(told: Told, edit: str) -> None:
    """Dates that an edit does not change keep their UID; none vanishes but a cancelled date's that is on again."""
    for address in CALENDARS:
        name = f"{list(EDITS).index(edit)}/{address}"
        before, after = with_ical([files[name] for files in told.files], *WINDOW)
        same = {*lines(before)} & {*lines(after)}
        assert _uids(before, same) == _uids(after, same)
        assert {item.uid for item in before if not item.cancelled} <= {item.uid for item in after}


def _uids(listed: list[Listed], wanted: set[str]) -> dict[str, str]:
    return {line: item.uid for item in listed for line in lines([item]) if line in wanted}


SHOW = """\
events:
  - id: show
    title: Show
    branch: north
    when:
      every: day
      at: opening hours
      from: 2026-12-02
      until: 2027-01-31
"""


def test_dates_that_become_a_series_leave_nothing_behind(
    now: Now, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who holds each day of an exhibition as an entry of its own has each day once when weekdays become series."""
    for name in ("site", "served", "old", "new"):
        (tmp_path / name).mkdir()
    library = site(tmp_path / "site", SHOW, STATUS)
    address = "feeds/events.ics"
    with monkeypatch.context() as before:
        before.setattr("librarysite.schedule.series.FEWEST", 1000)
        one_by_one = make_site(library, now, None).files[address]
    together = make_site(library, now, None).files[address]
    assert one_by_one.count(b"BEGIN:VEVENT") > 40 > 20 > together.count(b"BEGIN:VEVENT")
    with serving(tmp_path / "served") as server:
        old = Subscriber(tmp_path / "old", [f"{server}/{address}"])
        new = Subscriber(tmp_path / "new", [f"{server}/{address}"])
        found = []
        for ics, subscriber in ((one_by_one, old), (together, old), (together, new), (one_by_one, old)):
            write(tmp_path / "served", {address: ics})
            subscriber.sync()
            found.append(Counter(lines(subscriber.listing(*WINDOW)[0])))
    assert found[0] == found[1] == found[2] == found[3]
    assert max(found[0].values()) == 1
    assert sum(found[0].values()) > 40
