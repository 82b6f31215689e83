"""What ``check --against`` refuses because it would seem older in people's calendars than what they have."""

import copy
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from librarysite.cli import main
from librarysite.compare.vanished import gone
from librarysite.model import ZONE, Library
from librarysite.moment import Now
from tests.support.goldencases import SERVICE, load_entered

NOW = Now(datetime(2026, 11, 23, 9, tzinfo=ZONE))
Entries = dict[str, Any]
Edit = Callable[[Entries], object]
SITE: Entries = {
    "service": SERVICE | {"launched": "2026-06-01"},
    "branches": [{"id": name, "name": f"{name.title()} Library"} for name in ("north", "south", "west")],
    "closures": [
        {"id": "roof", "branches": ["north"], "on": "2026-09-02", "reason": "Roof", "published": "2026-08-20"},
        {"id": "paint", "branches": ["south", "west"], "on": "2026-12-02", "reason": "Paint",
         "published": "2026-10-20"},
        {"id": "easter", "branches": ["west"], "on": "2027-04-02", "reason": "Easter", "published": "2026-06-20"},
    ],
    "changed_hours": [
        {"branches": ["north"], "on": "2026-07-01", "hours": "09:00 to 13:00", "reason": "Training",
         "published": "2026-06-20", "updated": "2026-07-01"}
    ],
    "events": [
        {"id": "club", "title": "Club", "branch": "north", "published": "2026-06-02",
         "when": {"every": "Tuesday", "at": "10:00 to 11:00", "from": "2026-09-01"}},
        {"id": "craft", "title": "Craft", "branch": "north",
         "when": {"every": "Friday", "at": "10:00 to 11:00", "from": "2026-09-01"}},
        {"id": "talk", "title": "Talk", "branch": "south", "published": "2026-10-01", "updated": "2026-11-02",
         "when": {"on": "2026-12-16", "at": "10:00 to 11:00"}},
        {"id": "past", "title": "Past", "branch": "south", "published": "2026-06-01", "updated": "2026-11-20",
         "when": {"on": "2026-07-16", "at": "10:00 to 11:00"}},
        {"id": "online", "title": "Online", "online": "yes", "published": "2026-06-02", "updated": "2026-06-03",
         "when": {"every": "Friday", "at": "10:00 to 11:00", "from": "2026-09-04"}},
    ],
}  # fmt: skip


def library_of(folder: Path, site: Entries) -> Library:
    """Return the library that editors have entered."""
    folder.mkdir(parents=True)
    status = {key: site[key] for key in ("closures", "changed_hours")}
    files = {"service.yaml": site["service"], "branches.yaml": {"branches": site["branches"]}}
    return load_entered(folder, files | {"events.yaml": {"events": site["events"]}, "status.yaml": status})


def messages(folder: Path, *edits: Edit) -> list[str]:
    """Return what is said of some edits, made one after the other."""
    edited = copy.deepcopy(SITE)
    for edit in edits:
        edit(edited)
    found = gone(library_of(folder / "before", SITE), library_of(folder / f"after-{len(edits)}", edited), NOW)
    told = [f"{g.at.where} {g.mistake.message}: {g.mistake.remedy}" for g in found]
    return [message for message in told if "seem older" in message]


def entry(site: Entries, name: str, entry_id: str) -> Entries:
    """Return one of a site's entries."""
    found: Entries = next(e for e in site[name] if e["id"] == entry_id)
    return found


def without(site: Entries, name: str, entry_id: str) -> None:
    """Delete an entry of a list."""
    site[name] = [e for e in site[name] if e["id"] != entry_id]


# Ten bank holidays are ahead: three at Christmas, New Year's Day, three at Easter, two in May and one in August.
OLDER = "would seem older than what people have in their calendars"
# What is done, what is said of it, and what is written then.
REFUSED: dict[str, tuple[Edit, list[str], Edit]] = {
    "a date of an event taken back": (
        lambda s: entry(s, "events", "talk").pop("updated"),
        [f"('events', 2) “Talk” {OLDER}: write “updated: 2026-11-23” here"],
        lambda s: entry(s, "events", "talk").update(updated="2026-11-23"),
    ),
    "a date of an event that is earlier": (
        lambda s: entry(s, "events", "online").update(updated="2026-06-02"),
        [f"('events', 4) “Online” {OLDER}: write “updated: 2026-11-23” here"],
        lambda s: entry(s, "events", "online").update(updated="2026-11-23"),
    ),
    "a past closure deleted": (
        lambda s: without(s, "closures", "roof"),
        [
            f"('closures', 0) The closure “roof” no longer counts: “Club” and 11 others {OLDER}: "
            "put it back, for what is over does no harm; "
            "or write “updated: 2026-11-23” in another entry of data/status.yaml that names North Library"
        ],
        lambda s: s["changed_hours"][0].update(updated="2026-11-23"),
    ),
    "a date of a closure taken back": (
        lambda s: entry(s, "closures", "paint").update(published="2026-07-20"),
        [
            f"('closures', 1) The closure “paint” no longer counts: “Paint” and 21 others {OLDER}: "
            "write “updated: 2026-11-23” here",
        ],
        lambda s: entry(s, "closures", "paint").update(updated="2026-11-23"),
    ),
    "a library taken out of a closure to come": (
        lambda s: entry(s, "closures", "paint").update(branches=["south"]),
        [
            f"('closures', 1) The closure “paint” no longer counts: “Easter” and 10 others {OLDER}: "
            "put West Library back here; "
            "or write “updated: 2026-11-23” in another entry of data/status.yaml that names West Library"
        ],
        lambda s: entry(s, "closures", "easter").update(updated="2026-11-23"),
    ),
    "an event that leaves its library": (
        lambda s: entry(s, "events", "club").update(branch="", online="yes"),
        [f"('events', 0) “Club” {OLDER}: write “updated: 2026-11-23” here"],
        lambda s: entry(s, "events", "club").update(updated="2026-11-23"),
    ),
    "the day on which the site began": (
        lambda s: s["service"].update(launched="2026-07-01"),
        [
            "('service', 0, 'launched') Everything in people's calendars would seem older than what they have: "
            "write 2026-06-01 again: revisions are counted from that day"
        ],
        lambda s: s["service"].update(launched="2026-06-01"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "expected", "remedy"), REFUSED.values(), ids=REFUSED.keys())
def test_what_would_seem_older_is_refused(
    edit: Edit, expected: list[str], remedy: Edit, tmp_path: Path
) -> None:
    """A revision that falls is refused with the entry and the day to write; once that is written nothing is said."""
    assert messages(tmp_path, edit) == expected
    assert messages(tmp_path / "again", edit, remedy) == []


ALLOWED: dict[str, Edit] = {
    "nothing": lambda s: None,
    "a past event's dates": lambda s: entry(s, "events", "past").pop("updated"),
    "a past event deleted": lambda s: without(s, "events", "past"),
    "a newer date": lambda s: entry(s, "events", "talk").update(updated="2026-11-03"),
    "a date ahead": lambda s: entry(s, "events", "talk").update(published="2062-11-03"),
    "an old closure deleted that is not the newest": lambda s: s["changed_hours"].clear(),
    "a closure that becomes one of all": lambda s: entry(s, "closures", "paint").update(branches="all"),
    "a closure called off": lambda s: entry(s, "closures", "paint").update(cancelled="Dry"),
    "an earlier beginning": lambda s: s["service"].update(launched="2026-05-01"),
}


@pytest.mark.parametrize("edit", ALLOWED.values(), ids=ALLOWED.keys())
def test_what_grows_or_stays_is_allowed(edit: Edit, tmp_path: Path) -> None:
    """Nothing is said where no revision falls, nor of what calendars have no more."""
    assert messages(tmp_path, edit) == []


def test_library_may_be_excepted(tmp_path: Path) -> None:
    """A library taken out of a closure of all by “except” is still named, and nothing falls."""

    def excepted(site: Entries) -> None:
        site["closures"].append(
            {"id": "all", "branches": "all", "on": "2026-12-09", "reason": "All", "published": "2026-11-20"}
        )

    before, after = copy.deepcopy(SITE), copy.deepcopy(SITE)
    excepted(before)
    excepted(after)
    after["closures"][-1]["except"] = ["north"]
    found = gone(library_of(tmp_path / "before", before), library_of(tmp_path / "after", after), NOW)
    assert not any("seem older" in problem.mistake.message for problem in found)


def test_on_the_command_line(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check names the file and the line, and passes when the day is written there."""
    events = repository / "data" / "events.yaml"
    text = events.read_text(encoding="utf-8")
    before, day, after = text.partition("    published: 2026-11-23\n")
    events.write_text(f"{before}    published: 2026-11-03\n{after}", encoding="utf-8")
    assert main(["check", "--against", "HEAD"]) == 1
    said = capsys.readouterr().err
    assert OLDER in said
    assert "write “updated: 2026-11-23” here" in said
    events.write_text(f"{before}{day}    updated: 2026-11-23\n{after}", encoding="utf-8")
    assert main(["check", "--against", "HEAD"]) == 0
