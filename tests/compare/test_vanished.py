"""What ``check --against`` refuses: whatever would vanish from the calendars of people who have subscribed."""

import copy
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from librarysite.cli import main
from librarysite.compare.vanished import gone
from librarysite.feeds.closures import closure_calendars
from librarysite.feeds.icslines import events_of, read
from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.schedule.hours import hours_on
from tests.conftest import change, git
from tests.support.goldencases import SERVICE, load_entered

NOW = Now(datetime(2026, 11, 23, 9, tzinfo=ZONE))
WEEK = dict.fromkeys(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], "09:00 to 17:00"
)
Entries = dict[str, Any]
SITE: Entries = {
    "service": SERVICE
    | {"audiences": [{"id": "babies", "name": "Babies"}], "types": [{"id": "talk", "name": "Talks"}]}
    | {"topics": [{"id": "money", "name": "Money"}]},
    "branches": [
        {"id": "north", "name": "North Library", "hours": [{"from": "2024-01-02", **WEEK}]},
        {"id": "south", "name": "South Library", "hours": [{"from": "2024-01-02", **WEEK}]},
        {"id": "west", "name": "West Library", "hours": [{"from": "2024-01-02", **WEEK}]},
    ],
    "closures": [
        {"id": "boiler", "branches": ["north"], "on": "2026-12-02", "reason": "A new boiler"},
        {"id": "flood", "branches": ["west"], "from": "2026-11-01", "until": "further notice", "review": "2026-12-01",
         "reason": "Flood"},
        {"id": "paint", "branches": ["south"], "on": "2026-03-02", "reason": "Painting"},
    ],
    "changed_hours": [
        {"branches": ["north"], "on": "2026-12-31", "hours": "09:00 to 13:00", "reason": "New Year's Eve"}
    ],
    "events": [
        {
            "id": "rhymes",
            "title": "Rhymes",
            "branch": "north",
            "for": ["babies"],
            "when": {"every": "Tuesday", "at": "10:00 to 11:00", "from": "2026-09-01"},
            "also_on": ["2026-12-05 10:00 to 11:00"],
            "changes": [{"date": "2026-12-08", "cancelled": "Illness"}],
        },
        {
            "id": "craft",
            "title": "Craft",
            "branch": "south",
            "when": [
                {"id": "early", "every": "Friday", "at": "10:00 to 11:00", "from": "2026-09-04", "until": "2027-07-16"},
                {"id": "late", "every": "Friday", "at": "14:00 to 15:00", "from": "2026-09-04", "until": "2027-07-16"},
            ],
        },
        {
            "id": "talk",
            "title": "Talk",
            "branch": "north",
            "type": "talk",
            "when": {"on": ["2026-12-03", "2027-01-14"], "at": "14:00 to 15:00"},
            "also_on": ["2026-12-10"],
        },
        {"id": "waiting", "title": "Waiting", "branch": "west", "when": {"on": "2027-06-02", "at": "10:00 to 11:00"}},
        {"id": "old", "title": "Old", "branch": "north", "when": {"on": "2026-09-02", "at": "14:00 to 15:00"}},
    ],
}  # fmt: skip


def library_of(folder: Path, site: Entries) -> Library:
    """Return the library that editors have entered."""
    folder.mkdir()
    status = {key: site[key] for key in ("closures", "changed_hours")}
    files = {"service.yaml": site["service"], "branches.yaml": {"branches": site["branches"]}}
    return load_entered(folder, files | {"events.yaml": {"events": site["events"]}, "status.yaml": status})


def messages(folder: Path, edit: Callable[[Entries], object]) -> list[str]:
    """Return what is said of an edit: “Warning: ” where it stops nothing, the message and the remedy."""
    edited = copy.deepcopy(SITE)
    edit(edited)
    found = gone(library_of(folder / "before", SITE), library_of(folder / "after", edited), NOW)
    return [f"{'Warning: ' if g.warning else ''}{g.mistake.message}: {g.mistake.remedy}" for g in found]


def event(site: Entries, event_id: str) -> Entries:
    """Return one of a site's events."""
    found: Entries = next(e for e in site["events"] if e["id"] == event_id)
    return found


def remove(site: Entries, name: str, entry_id: str) -> None:
    """Delete an entry of a list."""
    site[name] = [entry for entry in site[name] if entry["id"] != entry_id]


def rename_pattern(site: Entries) -> None:
    """Give the early times another id."""
    event(site, "craft")["when"][0]["id"] = "morning"


def put_rule(pattern: Entries, rule: str) -> None:
    """Write a rule in place of words."""
    del pattern["every"]
    pattern["rule"] = rule


REFUSED: dict[str, tuple[Callable[[Entries], object], str]] = {
    "an event that goes on": (
        lambda s: remove(s, "events", "rhymes"),
        "The event “rhymes” is gone, although it is still in people's calendars: "
        "put it back: an id never changes. To end it add “until:” and “ended:”, to call it off cancel its dates",
    ),
    "an event's id": (
        lambda s: event(s, "talk").update(id="talk-2026"),
        "The event “talk” is gone, although it is still in people's calendars: "
        "put it back: an id never changes. To end it add “until:” and “ended:”, to call it off cancel its dates",
    ),
    "one of the dates written out": (
        lambda s: event(s, "talk")["when"].update(on="2026-12-03"),
        "“Talk” on Thursday 14 January 2027 would vanish from people's calendars without a word: "
        "write “cancelled:” with the reason at the date, below “changes:”, and leave the entry as it was",
    ),
    "a date that became another one": (
        lambda s: event(s, "talk")["when"].update(on=["2026-12-04", "2027-01-14"]),
        "“Talk” on Thursday 3 December would vanish from people's calendars without a word: "
        "write “cancelled:” with the reason at the date, below “changes:”, and leave the entry as it was",
    ),
    "an extra date": (
        lambda s: event(s, "talk").pop("also_on"),
        "“Talk” on Thursday 10 December would vanish from people's calendars without a word: "
        "write “cancelled:” with the reason at the date, below “changes:”, and leave the entry as it was",
    ),
    "an extra date of a series": (
        lambda s: event(s, "rhymes").pop("also_on"),
        "“Rhymes” on Saturday 5 December would vanish from people's calendars without a word: "
        "write “cancelled:” with the reason at the date, below “changes:”, and leave the entry as it was",
    ),
    "an event that waits for the end of a closure": (
        lambda s: remove(s, "events", "waiting"),
        "The event “waiting” is gone, although it is still in people's calendars: "
        "put it back: an id never changes. To end it add “until:” and “ended:”, to call it off cancel its dates",
    ),
    "a cancelled date that became a planned gap": (
        lambda s: (event(s, "rhymes").pop("changes"), event(s, "rhymes")["when"].update({"except": ["2026-12-08"]})),
        "“Rhymes” on Tuesday 8 December would vanish from people's calendars without a word: "
        "write “cancelled:” with the reason at the date, below “changes:”, and leave the entry as it was",
    ),
    "the id of a pattern": (
        rename_pattern,
        "The times “early” of “Craft” would vanish from people's calendars and come back as another one: "
        "leave it as it was, with “until:” and “ended:” if it ends, and make the new times an event of its own",
    ),
    "a series that got a second session": (
        lambda s: event(s, "rhymes").update(
            when=[
                event(s, "rhymes")["when"] | {"id": "first"},
                event(s, "rhymes")["when"] | {"id": "second", "at": "11:00 to 12:00"},
            ]
        ),
        "The series “Rhymes” would vanish from people's calendars and come back as another one: "
        "leave it as it was, with “until:” and “ended:” if it ends, and make the new times an event of its own",
    ),
    "a series that became single dates": (
        lambda s: put_rule(event(s, "rhymes")["when"], "FREQ=MONTHLY;BYDAY=1TU,3WE"),
        "The series “Rhymes” would vanish from people's calendars and come back as another one: "
        "leave it as it was, with “until:” and “ended:” if it ends, and make the new times an event of its own",
    ),
    "a library": (
        lambda s: (s["branches"].pop(1), remove(s, "closures", "paint"), remove(s, "events", "craft")),
        "The library “south” is gone, and with it its page and its calendars: put it back, and add “closed:” to it",
    ),
    "a library closed long ago, all of a sudden": (
        lambda s: (
            s["branches"][1].update(closed={"from": "2014"}),
            remove(s, "closures", "paint"),
            remove(s, "events", "craft"),
        ),
        "The calendars of South Library would vanish: it would have closed before this website began: "
        "write the day on which it closes, or has closed",
    ),
    "an audience": (
        lambda s: (s["service"].update(audiences=[]), event(s, "rhymes").pop("for")),
        "The audience “babies” is gone, and with it the address of its calendar: "
        "put it back, and add “retired: yes” to it",
    ),
    "a type of event": (
        lambda s: (s["service"].update(types=[]), event(s, "talk").pop("type")),
        "The type of event “talk” is gone, and with it the address of its calendar: "
        "put it back, and add “retired: yes” to it",
    ),
    "a topic of news": (
        lambda s: s["service"].update(topics=[]),
        "The topic “money” is gone, and with it the address of its news feed: "
        "put it back, and add “retired: yes” to it",
    ),
    "a closure to come": (
        lambda s: remove(s, "closures", "boiler"),
        "The closure “boiler” is gone from people's calendars: "
        "put the entry back; if it does not happen, add “cancelled:” with the reason",
    ),
    "changed hours of another day": (
        lambda s: s["changed_hours"][0].update(on="2026-12-30"),
        "The changed hours of Thursday 31 December are gone from people's calendars: "
        "put the entry back; if it does not happen, add “cancelled:” with the reason",
    ),
    "the domain of the calendars": (
        lambda s: s["service"].update(calendar_domain="other.example"),
        "Every entry in people's calendars would vanish and come back as another one: "
        "write test.example again: it is no address, and need not follow the website",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_vanishes_is_refused(tmp_path: Path, name: str) -> None:
    """What people have in their calendars is not taken away; the message says what to write instead."""
    edit, message = REFUSED[name]
    assert message in messages(tmp_path, edit)


ALLOWED: dict[str, Callable[[Entries], object]] = {
    "nothing": lambda s: s,
    "changed hours of one more library": lambda s: s["changed_hours"][0].update(branches=["north", "south"]),
    "a new library before all others": lambda s: s["branches"].insert(0, s["branches"][0] | {"id": "east"}),
    "a date that is over": lambda s: event(s, "rhymes")["when"].update({"except": ["2026-11-17"]}),
    "a new title, room and time": lambda s: event(s, "rhymes").update(
        title="Songs", room="Hall", when=event(s, "rhymes")["when"] | {"at": "11:00 to 12:00"}
    ),
    "the same series as a rule": lambda s: put_rule(event(s, "rhymes")["when"], "FREQ=WEEKLY;BYDAY=TU"),
    "a series as a rule that has ended": lambda s: (
        put_rule(event(s, "craft")["when"][0], "FREQ=WEEKLY;BYDAY=FR"),
        event(s, "craft")["when"][0].update(until="2026-10-02"),
    ),
    "a series that ends before a date that is cancelled": lambda s: (
        event(s, "rhymes")["when"].update(until="2026-12-04"),
        event(s, "rhymes").pop("changes"),
    ),
    "a series that ends today": lambda s: [
        pattern.update(until="2026-11-23") for pattern in event(s, "craft")["when"]
    ],
    "a date cancelled": lambda s: event(s, "talk").update(changes=[{"date": "2027-01-14", "cancelled": "Illness"}]),
    "a date moved": lambda s: event(s, "talk").update(changes=[{"date": "2027-01-14", "moved_to": "2027-01-15"}]),
    "a cancellation taken back": lambda s: event(s, "rhymes").pop("changes"),
    "an event that ended long ago": lambda s: remove(s, "events", "old"),
    "a closure of long ago": lambda s: remove(s, "closures", "paint"),
    "a closure until further notice": lambda s: s["closures"].append(
        {"id": "storm", "branches": "all", "from": "2026-11-24", "until": "further notice", "review": "2026-12-01",
         "reason": "Flood"}
    ),
    "a closure called off": lambda s: s["closures"][0].update(cancelled="It was repaired"),
    "changed hours called off": lambda s: s["changed_hours"][0].update(cancelled="Enough staff"),
    "an audience retired": lambda s: s["service"]["audiences"][0].update(retired="yes"),
    "a library that closes": lambda s: (
        s["branches"][1].update(closed={"from": "2027-01-04"}),
        [pattern.update(until="2026-12-18") for pattern in event(s, "craft")["when"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ALLOWED)
def test_what_keeps_the_calendars_whole_is_allowed(tmp_path: Path, name: str) -> None:
    """Whatever leaves every entry in its place, or ends it as it should, is no error."""
    assert [m for m in messages(tmp_path, ALLOWED[name]) if not m.startswith("Warning: ")] == []


def test_dates_left_out_without_a_word_are_a_warning(tmp_path: Path) -> None:
    """A series that moves to another day of the week loses dates: that may be meant, so it is only said."""

    def edit(site: Entries) -> None:
        event(site, "craft")["when"][0].update(every="Saturday")
        event(site, "craft").update(updated="2026-11-23")

    # Fridays from 27 November 2026 to 16 July 2027 without 25 December, 1 January and 26 March (bank holidays):
    # 34 of them less 3 are 31.
    assert messages(tmp_path, edit) == [
        "Warning: “Craft” loses 31 dates without a word, the first on Friday 27 November: "
        "write the old lines again, with “until:” and the last date at the old times; the new times are one more "
        "pattern below “when:”, with “id:” and “from:”; if people know of the dates after it, “ended:” says why"
    ]


def test_why_a_series_ends_is_asked_for(tmp_path: Path) -> None:
    """“until:” ends a series; over dates that people have in their calendars it is asked why."""

    def edit(site: Entries) -> None:
        for pattern in event(site, "craft")["when"]:
            pattern["until"] = "2026-11-23"
        event(site, "craft").update(updated="2026-11-23")

    def answer(site: Entries) -> None:
        edit(site)
        for pattern in event(site, "craft")["when"]:
            pattern["ended"] = "Too few people came"

    # Of each pattern 31 dates, as above.
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    assert messages(tmp_path / "first", edit) == [
        "Warning: “Craft” would end and lose 62 dates without a word, the first on Friday 27 November: "
        "add “ended:” with the reason"
    ]
    assert messages(tmp_path / "second", answer) == []


def test_new_address_of_the_site_is_a_warning(tmp_path: Path) -> None:
    """A site may move, if the old addresses lead to the new ones."""
    found = messages(tmp_path, lambda s: s["service"].update(website="https://new.example/"))
    assert found == [
        "Warning: Calendars and news feeds that people subscribe to have the old address: "
        "make sure that the old one leads to the new one for good"
    ]


# --- What is called off ---


def called_off(folder: Path) -> Library:
    """Return a library whose closure and changed hours do not happen after all."""
    site = copy.deepcopy(SITE)
    site["closures"][0]["cancelled"] = "It was repaired"
    site["changed_hours"][0]["cancelled"] = "Enough staff"
    return library_of(folder / "site", site)


def test_called_off_closure_closes_nothing(tmp_path: Path) -> None:
    """A closure and changed hours that are cancelled leave the normal week as it is."""
    library = called_off(tmp_path)
    for day in ("2026-12-02", "2026-12-31"):
        hours = hours_on(library, library.branch("north"), datetime.fromisoformat(day).date())
        assert (hours.kind, [(i.opens, i.closes) for i in hours.intervals]) == ("week", [(540, 1020)])


def test_called_off_closure_is_cancelled_in_calendars(tmp_path: Path) -> None:
    """Calendars keep it under its UID, cancelled with its reason, until its day has passed."""
    library = called_off(tmp_path)
    during = date(2026, 12, 2)
    events = {
        e.value("UID"): e for e in events_of(read(closure_calendars(library, during)["feeds/closures.ics"]))
    }
    boiler = events["closure.boiler@test.example"]
    assert (boiler.value("STATUS"), boiler.value("SEQUENCE")) == ("CANCELLED", "3")
    assert boiler.text("SUMMARY") == "CANCELLED: North Library: closed (A new boiler)"
    assert boiler.text("DESCRIPTION").startswith("Cancelled: It was repaired\n")
    assert events["hours.north.20261231@test.example"].value("STATUS") == "CANCELLED"
    after = date(2026, 12, 3)
    assert b"closure.boiler@" not in closure_calendars(library, after)["feeds/closures.ics"]


# --- On the command line ---


def test_check_against_a_revision(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An id that was changed is shown as it stood in the revision, with file, line and remedy; the check fails."""
    assert main(["check", "--against", "HEAD"]) == 0
    capsys.readouterr()
    line = change(repository / "data" / "events.yaml", "id: lego-club-central", "id: lego-club")
    assert main(["check", "--against", "HEAD"]) == 1
    said = capsys.readouterr().err
    assert (
        "Error: The event “lego-club-central” is gone, although it is still in people's calendars. "
        f"You see it here as it was before this change\n   --> data/events.yaml:{line}:9\n"
    ) in said
    assert f"{line} |   - id: lego-club-central\n" in said
    assert main(["check"]) == 0


def test_slip_is_not_said_to_be_gone(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An entry with a slip in it is answered with the slip alone: it is not gone."""
    change(repository / "data" / "events.yaml", "every: last Saturday", "every: last Saturdxy")
    assert main(["check", "--against", "HEAD"]) == 1
    said = capsys.readouterr().err
    assert "did you mean last Saturday?" in said
    assert "is gone" not in said


def test_check_against_a_revision_without_pages(repository: Path) -> None:
    """A revision that had no content/ yet can be compared with as well."""
    git(repository, "rm", "-r", "-q", "--cached", "content")
    git(repository, "commit", "-m", "Entries alone")
    assert main(["check", "--against", "HEAD"]) == 0


def test_check_against_an_unknown_revision(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A revision that Git does not know ends with 1 and Git's own words."""
    assert main(["check", "--against", "nonsense"]) == 1
    assert capsys.readouterr().err.startswith("Git has no entries of “nonsense” here: ")


def test_check_against_entries_that_cannot_be_read(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was broken before cannot be compared; that is said, and a mended file passes."""
    whole = (repository / "data" / "service.yaml").read_text(encoding="utf-8")
    (repository / "data" / "service.yaml").write_text("name: 'unclosed\n", encoding="utf-8")
    git(repository, "commit", "-a", "-m", "A slip")
    (repository / "data" / "service.yaml").write_text(whole, encoding="utf-8")
    assert main(["check", "--against", "HEAD"]) == 0
    assert "The entries of HEAD cannot be read, so nothing was compared." in capsys.readouterr().err


NEWS = """\
---
title: New shelves
published: 2026-11-02
branches:
  - lewsey
topics:
  - {topic}
---

They are here.
"""


def test_last_news_of_a_feed_and_pages_that_go(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The only piece of news about a library or topic keeps its feed; a page that goes is said and stops nothing."""
    service = repository / "data" / "service.yaml"
    text = service.read_text(encoding="utf-8")
    service.write_text(
        text.replace("topics:\n", "topics:\n  - id: shelves\n    name: Shelves\n", 1), encoding="utf-8"
    )
    news = repository / "content" / "news" / "new-shelves.md"
    news.write_text(NEWS.format(topic="shelves"), encoding="utf-8")
    git(repository, "add", "data", "content")
    git(repository, "commit", "-m", "The shelves")
    news.unlink()
    assert main(["check", "--against", "HEAD"]) == 1
    said = capsys.readouterr().err
    assert (
        "Error: The news feed /feeds/news/topic/shelves.xml would vanish, to which people have subscribed."
        in said
    )
    assert "--> content/news/new-shelves.md:" in said
    assert "leave it at least one piece of news" in said
    other = repository / "content" / "news" / "other-shelves.md"
    other.write_text(NEWS.format(topic="shelves"), encoding="utf-8")
    assert main(["check", "--against", "HEAD"]) == 1
    said = capsys.readouterr().err
    assert (
        "Error: “New shelves” has another address now: feed readers show it again, and links lead nowhere"
        in said
    )
    assert "call the file content/news/new-shelves.md again" in said
    change(other, "title: New shelves", "title: Other shelves")
    assert main(["check", "--against", "HEAD"]) == 0
    said = capsys.readouterr().err
    assert "Warning: The page /news/new-shelves/ is gone, and links to it lead nowhere." in said


def test_new_hours_that_vanish_are_a_warning(tmp_path: Path) -> None:
    """New opening hours that feeds and calendars tell of do not just go; what is not published yet may."""

    def with_week(folder: str, **more: str) -> Library:
        edited = copy.deepcopy(SITE)
        (now,) = edited["branches"][0]["hours"]
        edited["branches"][0]["hours"] = [now, now | {"from": "2027-03-01", "monday": "closed"} | more]
        return library_of(tmp_path / folder, edited)

    after = library_of(tmp_path / "after", SITE)
    found = [finding.mistake for finding in gone(with_week("told", published="2026-11-20"), after, NOW)]
    assert [str(mistake.message) for mistake in found][:1] == [
        "The new opening hours of North Library from Monday 1 March 2027 are gone from calendars and news feeds"
    ]
    assert list(gone(with_week("secret", published="2026-11-24"), after, NOW)) == []
