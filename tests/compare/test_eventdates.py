"""What an edit takes from people's calendars, calendar by calendar: what is said of each kind, and its remedy."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from librarysite.compare.vanished import gone
from librarysite.model import Library
from tests.compare.test_vanished import NOW, WEEK
from tests.support.goldencases import SERVICE, load_entered

Site = dict[str, Any]
Edit = Callable[[Site], object]
TODAY = "2026-11-23"  # a Monday
SITE: Site = {
    "service": SERVICE
    | {"audiences": [{"id": name, "name": name.title()} for name in ("babies", "adults")]}
    | {"types": [{"id": "talk", "name": "Talks"}, {"id": "craft", "name": "Crafts"}]}
    | {
        "terms": [
            {"name": "Autumn 2026", "from": "2026-09-01", "to": "2026-12-18"},
            {"name": "Spring 2027", "from": "2027-01-04", "to": "2027-03-25"},
        ]
    },
    "branches": [
        {"id": name, "name": f"{name.title()} Library", "hours": [{"from": "2024-01-02", **WEEK}]}
        for name in ("north", "south", "west", "east")
    ] + [
        {"id": "far", "name": "Far Library", "hours": [
            {"from": "2024-01-02", **WEEK},
            {"from": "2027-06-01", "published": "2026-11-20", **WEEK, "friday": "closed"},
        ]}
    ],
    "closures": [
        {"id": "flood", "branches": ["north", "west"], "from": "2026-11-09", "until": "further notice",
         "review": "2026-12-11", "reason": "Flood"},
        {"id": "paint", "branches": ["south", "west"], "from": "2027-01-25", "to": "2027-01-26", "reason": "Paint",
         "published": "2026-11-05"},
        {"id": "leak", "branches": ["south"], "from": "2026-11-02", "to": "2026-11-03", "reason": "Leak"},
    ],
    "changed_hours": [
        {"branches": ["south", "west"], "on": "2027-02-10", "hours": "09:00 to 13:00", "reason": "Training"}
    ],
    "notices": [
        {"id": "lift", "level": "disruption", "branches": ["south"], "from": "2026-11-09", "review": "2026-12-01",
         "title": "No lift", "published": "2026-11-09"}
    ],
    "events": [
        {"id": "songs", "title": "Songs", "branch": "south", "for": ["babies"], "type": "talk",
         "when": {"every": "Tuesday", "at": "10:00 to 11:00", "from": "2026-09-01"}, "published": "2026-11-01"},
        {"id": "once", "title": "Once", "branch": "south", "when": {"on": "2026-12-16", "at": "10:00 to 11:00"}},
        {"id": "termly", "title": "Termly", "branch": "south",
         "when": {"every": "Monday", "at": "14:00 to 15:00", "from": "2026-09-07", "term_time": "yes"}},
        {"id": "tea", "title": "Tea", "branch": "south",
         "when": {"every": "Wednesday", "at": "10:00 to 11:00", "from": "2026-10-07"},
         "changes": [{"date": "2026-11-18", "moved_to": "2026-11-19"}, {"date": "2026-12-02", "cancelled": "Illness"},
                     {"date": "2026-12-09", "branch": "west", "goes_ahead": "yes"}]},
        {"id": "show", "title": "Show", "branch": "south",
         "when": {"on": "2026-11-30 to 2026-12-12", "at": "opening hours"}},
        {"id": "gallery", "title": "Gallery", "branch": "east",
         "when": {"on": "2026-11-16 to 2026-12-19", "at": "opening hours"}},
        {"id": "carols", "title": "Carols", "branch": "south", "goes_ahead": "yes",
         "when": {"on": ["2026-12-23", "2026-12-25"], "at": "10:00 to 11:00"}},
        {"id": "fair", "title": "Fair", "branch": "east",
         "when": {"on": ["2026-11-21", "2026-12-12"], "at": "10:00 to 12:00"}},
        {"id": "walk", "title": "Walk", "branch": "east",
         "when": {"every": "Monday", "at": "12:00 to 13:00", "from": "2026-10-05"},
         "changes": [{"date": "2026-11-16", "moved_to": "2026-11-26"}]},
        {"id": "quiz", "title": "Quiz", "branch": "far", "when": {"on": "2027-01-13", "at": "10:00 to 11:00"}},
        {"id": "tales", "title": "Tales", "branch": "north",
         "when": {"every": "Thursday", "at": "10:00 to 11:00", "from": "2026-10-01", "until": "2026-12-10"}},
        {"id": "trail", "title": "Trail", "branch": "east", "when": {"on": "2027-02-16 to 2027-02-18"}},
        {"id": "dance", "title": "Dance", "branch": "south", "goes_ahead": "yes",
         "when": {"every": "Friday", "at": "18:00 to 19:00", "from": "2026-09-04"}, "outside_hours": "yes"},
    ],
}  # fmt: skip


def library_of(folder: Path, site: Site) -> Library:
    """Return the library that editors have entered."""
    folder.mkdir(parents=True)
    status = {key: site[key] for key in ("closures", "changed_hours", "notices")}
    files = {"service.yaml": site["service"], "branches.yaml": {"branches": site["branches"]}}
    return load_entered(folder, files | {"events.yaml": {"events": site["events"]}, "status.yaml": status})


def told(folder: Path, *edits: Edit) -> list[str]:
    """Return what is said of some edits, made one after the other."""
    site = copy.deepcopy(SITE)
    for edit in edits:
        edit(site)
    found = gone(library_of(folder / "before", SITE), library_of(folder / "after", site), NOW)
    return [f"{'Warning' if g.warning else 'Error'}: {g.mistake.message}: {g.mistake.remedy}" for g in found]


def of(site: Site, name: str, kind: str = "events") -> Site:
    """Return one of the entries."""
    found: Site = next(entry for entry in site[kind] if entry["id"] == name)
    return found


def put(name: str, kind: str = "events", **lines: object) -> Edit:
    """Return the edit that writes lines of an entry; None deletes one."""

    def edit(site: Site) -> None:
        entry = of(site, name, kind)
        for key, value in lines.items():
            entry.pop(key.rstrip("_"), None)
            if value is not None:
                entry[key.rstrip("_")] = value

    return edit


def when(name: str, **lines: object) -> Edit:
    """Return the edit that writes lines of an event's one pattern, on the day of which the event is updated."""

    def edit(site: Site) -> None:
        pattern = of(site, name)["when"]
        pattern.update({key.rstrip("_"): value for key, value in lines.items()})
        of(site, name)["updated"] = TODAY

    return edit


def add(kind: str, **lines: object) -> Edit:
    """Return the edit that adds an entry."""
    return lambda site: site[kind].append({key.rstrip("_"): value for key, value in lines.items()})


def both(*edits: Edit) -> Edit:
    """Return several edits as one."""

    def edit(site: Site) -> None:
        for one in edits:
            one(site)

    return edit


def without(kind: str, number: int) -> Edit:
    """Return the edit that deletes an entry."""
    return lambda site: site[kind].pop(number)


class Case(NamedTuple):
    """An edit, how what is said of it begins (the whole message) and what the remedy says among other things."""

    edit: Edit
    message: str
    remedy: str
    answer: Edit | None = None  # the edit that the remedy asks for, in place of the first


# Tuesdays from 24 November 2026 to the end of 2028: 110, less 28 December 2027 and 26 December 2028 (holidays) 108. On
# 26 January 2027 South Library is painted, so that date has an entry of its own, which does not go along to another
# library: 107. After 15 December there are 104. Of the Mondays of the autumn term, 15, one fell into the leak: 14.
UPDATED = {"updated": TODAY}
SONGS = {"every": "Tuesday", "at": "10:00 to 11:00", "from": "2026-09-01"}
ONCE = {"on": "2026-12-16", "at": "10:00 to 11:00"}
STORM = {
    "id": "storm",
    "branches": ["south"],
    "from_": "2026-12-01",
    "until": "further notice",
    "reason": "Storm",
}
LATER = {"id": "later", "every": "Tuesday", "at": "11:00 to 12:00", "from": "2026-12-01"}
TEA = [
    {"date": "2026-11-18", "moved_to": "2026-11-19"},
    {"date": "2026-12-02", "cancelled": "Illness"},
    {"date": "2026-12-09", "branch": "west", "goes_ahead": "yes"},
]
NEW_TIMES = "write the old lines again, with “until:” and the last date at the old times"
CASES = {
    "a series at another library": Case(
        put("songs", branch="north", outside_hours="yes", **UPDATED),
        "Error: The calendar “South Library: events” would lose 107 dates to come of “Songs” without a word",
        "write “branch: south” again, end it with “until:” and “ended:”, and make a new event of it at the other place",
        both(
            when("songs", until="2026-11-24", ended="It is at North Library now"),
            add("events", id="songs-north", title="Songs", branch="north", when=SONGS | {"from": "2026-12-15"}),
        ),
    ),
    "a series that goes elsewhere": Case(
        put("songs", branch=None, place={"name": "The park"}, **UPDATED),
        "Error: The calendar “South Library: events” would lose 107 dates to come of “Songs” without a word",
        "end it with “until:” and “ended:”, and make a new event of it at the other place",
    ),
    "a single date at another library": Case(
        put("once", branch="west", goes_ahead="yes", **UPDATED),
        "Error: The calendar “South Library: events” would lose 1 date to come of “Once” without a word",
        "write “branch: south” again, and below “changes:” write each date with “branch: west”",
        put("once", changes=[{"date": "2026-12-16", "branch": "west", "goes_ahead": "yes"}], **UPDATED),
    ),
    "another audience": Case(
        put("songs", for_=["adults"]),
        "Warning: The calendar “Test Libraries: for babies” would lose 108 dates to come of “Songs” without a word",
        "write “babies” below “for:” again, beside the others",
        put("songs", for_=["babies", "adults"]),
    ),
    "no type any more": Case(
        put("songs", type=None),
        "Warning: The calendar “Test Libraries: talks” would lose 108 dates to come of “Songs” without a word",
        "write “type: talk” again",
        put("songs", type="talk"),
    ),
    "another type": Case(
        put("songs", type="craft"),
        "Warning: The calendar “Test Libraries: talks” would lose 108 dates to come of “Songs” without a word",
        "write “type: talk” again",
    ),
    "a one-off that becomes a series": Case(
        put("once", when=SONGS | {"every": "Wednesday", "from": "2026-12-16"}, **UPDATED),
        "Error: “Once” on Wednesday 16 December would vanish from people's calendars and come back as another one",
        "write the series as one more pattern below it, with an “id:” of its own and from a later day on",
        put("once", when=[ONCE, LATER | {"every": "Wednesday", "from": "2027-01-06"}], **UPDATED),
    ),
    "a series that ends early": Case(
        when("songs", until="2026-12-15"),
        "Warning: “Songs” would end and lose 104 dates without a word, the first on Tuesday 22 December",
        "add “ended:” with the reason",
        when("songs", until="2026-12-15", ended="Too few people came"),
    ),
    "a span of days that ends early": Case(
        when("show", on="2026-11-30 to 2026-12-05"),
        "Warning: “Show” would end and lose 7 dates without a word, the first on Sunday 6 December",
        "add “ended:” with the reason",
        when("show", on="2026-11-30 to 2026-12-05", ended="The paintings are sold"),
    ),
    "another time": Case(
        when("songs", at="11:00 to 12:00"),
        "Warning: Dates of “Songs” that have passed would change in people's calendars, the first "
        "on Tuesday 1 September",
        NEW_TIMES,
        put("songs", when=[SONGS | {"until": "2026-11-24"}, LATER], **UPDATED),
    ),
    "another day of the week": Case(
        when("songs", every="Thursday"),
        "Warning: “Songs” loses 108 dates without a word, the first on Tuesday 24 November",
        NEW_TIMES,
        put(
            "songs",
            when=[SONGS | {"until": "2026-11-24", "ended": "On Thursdays now"}, LATER | {"every": "Thursday"}],
            **UPDATED,
        ),
    ),
    "a series that follows the opening hours": Case(
        when("songs", at="opening hours"),
        "Error: “Songs” on Tuesday 24 November would vanish from people's calendars and come back as another one",
        NEW_TIMES,
        put("songs", when=[SONGS | {"until": "2026-11-24"}, LATER | {"at": "opening hours"}], **UPDATED),
    ),
    "a series that follows the opening hours, and whose next date is cancelled": Case(
        both(
            when("songs", at="opening hours"),
            put("songs", changes=[{"date": "2026-11-24", "cancelled": "Ill"}], **UPDATED),
        ),
        "Error: “Songs” on Tuesday 1 December would vanish from people's calendars and come back as another one",
        NEW_TIMES,
    ),
    "another time of dates that are written out": Case(
        when("fair", at="11:00 to 13:00"),
        "Warning: Dates of “Fair” that have passed would change in people's calendars, the first "
        "on Saturday 21 November",
        "write at each date that has passed the time that it had, as in “2026-11-21 10:00 to 12:00”",
        when("fair", on=["2026-11-21 10:00 to 12:00", "2026-12-12"], at="11:00 to 13:00"),
    ),
    "times for a span of days that has begun": Case(
        when("gallery", at="10:00 to 12:00"),
        "Error: “Gallery” on Monday 23 November would vanish from people's calendars and come back as another one; "
        "6 more dates as well",
        "and in “on:” the last date at the old times for its last day",
        put(
            "gallery",
            when=[
                {"on": "2026-11-16 to 2026-11-23", "at": "opening hours"},
                {"id": "mornings", "on": "2026-11-24 to 2026-12-19", "at": "10:00 to 12:00"},
            ],
            **UPDATED,
        ),
    ),
    "times for a span of days to come": Case(
        when("trail", at="opening hours"),
        "Error: “Trail” on Tuesday 16 February 2027 would vanish from people's calendars and come back as another one",
        "write the old lines again, cancel the dates below “changes:”, and make the new times an event of its own",
        both(
            put(
                "trail",
                changes=[{"date": f"2027-02-{day}", "cancelled": "At other times"} for day in (16, 17, 18)],
                **UPDATED,
            ),
            add("events", id="trail-hours", title="Trail in the garden", branch="east",
                when={"on": "2027-02-16 to 2027-02-18", "at": "opening hours"}),
        ),
    ),
    "a span of days that begins later than it did": Case(
        when("gallery", on="2026-11-18 to 2026-12-19"),
        "Warning: Dates of “Gallery” that have passed would change in people's calendars, the first "
        "on Monday 16 November",
        "write 2026-11-16 for the first day of “on:” again",
    ),
    "a span of days that ends before dates that have passed": Case(
        when("gallery", on="2026-11-16 to 2026-11-18", ended="The paintings are sold"),
        "Warning: Dates of “Gallery” that have passed would change in people's calendars, the first "
        "on Thursday 19 November",
        "write “on: 2026-11-16 to 2026-11-22”, or a later day",
        when("gallery", on="2026-11-16 to 2026-11-22", ended="The paintings are sold"),
    ),
    "a first day later than the dates that have passed": Case(
        when("songs", from_="2026-10-06"),
        "Warning: Dates of “Songs” that have passed would change in people's calendars, the first "
        "on Tuesday 1 September",
        "write “from: 2026-09-01” again",
    ),
    "a last day before dates that have passed": Case(
        when("songs", until="2026-11-10", ended="Too few people came"),
        "Warning: Dates of “Songs” that have passed would change in people's calendars, the first "
        "on Tuesday 17 November",
        "write “until: 2026-11-17”, or a later day",
        when("songs", until="2026-11-17", ended="Too few people came"),
    ),
    "a gap in the past": Case(
        when("songs", except_=["2026-11-10"]),
        "Warning: Dates of “Songs” that have passed would change in people's calendars, the first "
        "on Tuesday 10 November",
        "leave the days in “except:” that have passed as they were",
    ),
    "a gap of dates to come": Case(
        when("songs", except_=["2026-12-08", "2026-12-15"]),
        "Warning: “Songs” loses 2 dates without a word, the first on Tuesday 8 December",
        "if people know of them already, cancel or move them below “changes:” instead",
        put(
            "songs",
            changes=[{"date": "2026-12-08", "cancelled": "Ill"}, {"date": "2026-12-15", "moved_to": "2026-12-17"}],
            **UPDATED,
        ),
    ),
    "a cancelled date without its lines": Case(
        put("tea", changes=[TEA[0], TEA[2]], **UPDATED),
        "Warning: People were told that “Tea” on Wednesday 2 December is cancelled, and would not be told otherwise",
        "put its lines below “changes:” back; if it takes place as planned, write “note:” with that instead",
        put("tea", changes=[TEA[0], {"date": "2026-12-02", "note": "It takes place"}, TEA[2]], **UPDATED),
    ),
    "a date at another library without its lines": Case(
        put("tea", changes=TEA[:2], **UPDATED),
        "Warning: People were told that “Tea” on Wednesday 9 December is not as planned, and "
        "would not be told otherwise",
        "put its lines below “changes:” back",
    ),
    "a date at another library that goes to a third": Case(
        put("tea", changes=[*TEA[:2], TEA[2] | {"branch": "north"}], **UPDATED),
        "Error: The calendar “West Library: events” would lose 1 date to come of “Tea” without a word",
        "write the change as it was; if the date moves again, cancel it, and add the new one below “also_on:”",
    ),
    "a moved date that has passed, without its lines": Case(
        put("tea", changes=TEA[1:], **UPDATED),
        "Error: “Tea” on Thursday 19 November would vanish from people's calendars",
        "leave it as it was: 30 days after its date it goes from calendars by itself",
    ),
    "a date on a holiday that does not go ahead": Case(
        put("carols", goes_ahead=None, **UPDATED),
        "Warning: 1 date would vanish from people's calendars because of bank holidays, the first "
        "“Carols” on Friday 25 December",
        "cancel them below “changes:” of the event; what takes place all the same says “goes_ahead: yes”",
        put("carols", goes_ahead=None, changes=[{"date": "2026-12-25", "cancelled": "Closed"}], **UPDATED),
    ),
    "a term that is over and gone": Case(
        lambda s: s["service"]["terms"].pop(0),
        "Error: The term “Autumn 2026” is gone, and with it 14 dates of 1 event in people's calendars",
        "put it back: terms stay when they are over",
    ),
    "a term to come with other days": Case(
        lambda s: s["service"]["terms"][1].update({"from": "2027-01-12"}),
        "Warning: The term “Spring 2027” has other days, and 2 dates of 1 event in people's "
        "calendars would vanish without a word",
        "cancel below “changes:” of the events what does not take place",
        put("termly", changes=[{"date": f"2027-01-{day}", "cancelled": "No term"} for day in ("04", "11")], **UPDATED),
    ),
    "a new week without the days of an exhibition": Case(
        lambda s: s["branches"][1]["hours"].append({**WEEK, "from": "2026-12-01", "friday": "closed"}),
        "Warning: “Show” on Friday 4 December would vanish from people's calendars without a word; 1 more date as well",
        "write “cancelled:” with the reason at the date, below “changes:”",
        both(
            lambda s: s["branches"][1]["hours"].append({**WEEK, "from": "2026-12-01", "friday": "closed"}),
            put("show", changes=[{"date": f"2026-12-{d}", "cancelled": "Closed"} for d in ("04", "11")], **UPDATED),
        ),
    ),
    "a closure until further notice over single dates": Case(
        add("closures", **STORM, review="2026-12-08"),
        "Warning: 5 dates after it would vanish from people's calendars without a word, the first "
        "“Show” on Wednesday 9 December",
        "cancel below “changes:” of the event what will not take place, or write a “review:” after it",
        add("closures", **STORM, review="2026-12-23"),
    ),
    "a library taken out of a closure that has begun": Case(
        put("flood", "closures", branches=["north"], **UPDATED),
        "Error: The closure “flood” is gone from the calendar of West Library",
        "put West Library back, end it for all with “to: 2026-11-22”, and enter another one, with an “id:” of its own, "
        "from 2026-11-23 on",
        both(
            put("flood", "closures", until=None, review=None, to="2026-11-22", **UPDATED),
            add("closures", id="flood-2", branches=["north"], from_=TODAY, until="further notice", review="2026-12-11",
                reason="Flood", published=TODAY),
        ),
    ),
    "a library taken out of a closure to come": Case(
        put("paint", "closures", branches=["west"], **UPDATED),
        "Error: The closure “paint” is gone from the calendar of South Library",
        "put South Library back, call it off for all with “cancelled:”, and enter another one, with an “id:”",
        both(
            put("paint", "closures", cancelled="Only West Library is painted", **UPDATED),
            add("closures", id="paint-2", branches=["west"], from_="2027-01-25", to="2027-01-26", reason="Paint",
                published=TODAY),
        ),
    ),
    "an exception of a closure": Case(
        put("paint", "closures", branches="all", except_=["south"], **UPDATED),
        "Error: The closure “paint” is gone from the calendar of South Library",
        "put South Library back",
    ),
    "a closure that is over, called off": Case(
        put("leak", "closures", cancelled="It was dry", **UPDATED),
        "Error: The closure “leak” is called off, although days of it have passed",
        "delete “cancelled:”: it is over",
    ),
    "a closure that has begun, called off": Case(
        put("flood", "closures", cancelled="It was dry", **UPDATED),
        "Error: The closure “flood” is called off, although days of it have passed",
        "delete “cancelled:”, and write “to: 2026-11-22”",
        put("flood", "closures", until=None, review=None, to="2026-11-22", **UPDATED),
    ),
    "another id of a closure": Case(
        put("paint", "closures", id="paint-2027"),
        "Error: The closure “paint” is gone from people's calendars",
        "write “id: paint” again",
    ),
    "an id for changed hours that had none": Case(
        lambda s: s["changed_hours"][0].update(id="training-2027"),
        "Error: The changed hours of Wednesday 10 February 2027 are gone from people's calendars",
        "delete its “id:” again",
    ),
    "a library that joins a closure that has begun": Case(
        put("flood", "closures", branches=["north", "west", "east"], **UPDATED),
        "Warning: The closure “flood” is in the calendar of East Library from a day on that has passed",
        "leave East Library out here, and enter another one, with an “id:” of its own, from 2026-11-23 on; "
        "if it held there then already, leave it so",
        add("closures", id="flood-2", branches=["east"], from_=TODAY, until="further notice", review="2027-02-19",
            reason="Flood", published=TODAY),
    ),
    "other hours written over the normal week": Case(
        lambda s: s["branches"][3]["hours"][0].update(wednesday="10:00 to 16:00"),
        "Warning: East Library would have had other hours since Tuesday 2 January 2024",
        "write the hours as they were, and below them one more week with the new ones, “from:” the day on which "
        "they begin; if the old ones were never right, leave it so",
        lambda s: s["branches"][3]["hours"].append(WEEK | {"from": "2026-12-01", "wednesday": "10:00 to 16:00"}),
    ),
    "a normal week to come that is taken out": Case(
        lambda s: s["branches"][4]["hours"].pop(),
        "Error: The hours of Far Library from Tuesday 1 June 2027 no longer count: “Quiz” and others would seem older "
        "than what people have in their calendars",
        "put them back, or write “updated: 2026-11-23” at other hours of Far Library",
    ),
    "a normal week to come, published on another day": Case(
        lambda s: s["branches"][4]["hours"][1].update(published="2026-11-25"),
        "Error: The hours of Far Library from Tuesday 1 June 2027 no longer count: “Quiz” and others would seem older "
        "than what people have in their calendars",
        "write “published: 2026-11-20” again",
    ),
    "a moved date that is cancelled instead": Case(
        put("walk", changes=[{"date": "2026-11-16", "cancelled": "Ill"}], **UPDATED),
        "Warning: People were told that “Walk” on Thursday 26 November is not as planned, and would not be told "
        "otherwise",
        "write its “moved_to:” again, beside “cancelled:”",
        put("walk", changes=[{"date": "2026-11-16", "moved_to": "2026-11-26", "cancelled": "Ill"}], **UPDATED),
    ),
    "an event that goes ahead in a closure from now on": Case(
        put("tales", goes_ahead="yes", **UPDATED),
        "Warning: Dates of “Tales” that have passed would change in people's calendars, the first "
        "on Thursday 12 November",
        "write “goes_ahead: yes” at the dates to come instead, below “changes:”",
        put("tales", changes=[{"date": "2026-11-26", "goes_ahead": "yes"}], **UPDATED),
    ),
    "another first day of a closure that has begun": Case(
        put("flood", "closures", from_="2026-11-16", **UPDATED),
        "Warning: The closure “flood” is in people's calendars from another day on, which has passed",
        "write 2026-11-09 again",
    ),
    "changed hours without an id, of another library first": Case(
        lambda s: s["changed_hours"][0].update(branches=["west", "south"]),
        "Error: The changed hours of Wednesday 10 February 2027 are gone from people's calendars",
        "write its libraries in the order in which they were",
    ),
    "a library taken out of changed hours": Case(
        lambda s: s["changed_hours"][0].update(branches=["south"], updated=TODAY),
        "Error: The changed hours of Wednesday 10 February 2027 are gone from the calendar of West Library",
        "put West Library back, call it off for all with “cancelled:”",
    ),
    "a notice that is taken off": Case(
        without("notices", 0),
        "Warning: The notice “lift” is gone, and people who have read it in news feeds would not be told",
        "put it back, with “to:” and its last day, or with “cancelled:” and the reason",
        put("lift", "notices", cancelled="Mended", **UPDATED),
    ),
    "other holidays": Case(
        lambda s: s["service"].update(holidays={"region": "SCT"}),
        "Warning: 2 bank holidays would vanish from calendars of closures: Monday 29 March 2027 "
        "and Monday 30 August 2027",
        "make sure that “holidays:” here and in data/branches.yaml says what holds",
    ),
    "a library under another id": Case(
        lambda s: s["branches"][2].update(id="far-west") or ([c.update(branches=["north"]) for c in s["closures"][:1]]
        and s["closures"][1].update(branches=["south"])) or s["changed_hours"][0].update(branches=["south"])
        or of(s, "tea")["changes"].pop(),
        "Error: The library “west” is gone, and with it its page and its calendars",
        "put it back, and add “closed:” to it",
    ),
    "a day of publishing that changes": Case(
        put("songs", published="2026-11-20"),
        "Warning: News feeds have announced this already, and it would change its day there, or vanish",
        "write “published: 2026-11-01” again; what is new says “updated:”",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_lost_is_told_and_the_remedy_works(tmp_path: Path, name: str) -> None:
    """Each loss is told with its cause; when the remedy is followed to the letter, nothing more is said."""
    case = CASES[name]
    found = told(tmp_path / "first", case.edit)
    assert [said for said in found if said.startswith(f"{case.message}: ") and case.remedy in said], found
    if case.answer:
        assert told(tmp_path / "second", case.answer) == []


UNTOLD: dict[str, tuple[Edit, str]] = {
    "other dates": (lambda s: of(s, "songs")["when"].update(until="2027-11-30", ended="Too few"), "Songs"),
    "a date cancelled": (put("once", changes=[{"date": "2026-12-16", "cancelled": "Ill"}]), "Once"),
    "one more date": (put("once", also_on=["2026-12-17 10:00 to 11:00"]), "Once"),
    "a longer closure": (put("paint", "closures", to="2027-01-27"), "Paint"),
    "a shorter closure": (put("paint", "closures", to="2027-01-25"), "Paint"),
    "a closure called off": (put("paint", "closures", cancelled="No paint"), "Paint"),
    "other changed hours": (lambda s: s["changed_hours"][0].update(hours="09:00 to 12:00"), "Training"),
    "other new opening hours": (
        lambda s: s["branches"][4]["hours"][1].update(friday="10:00 to 12:00"),
        "New opening hours of Far Library",
    ),
    "a notice that ends": (put("lift", "notices", review=None, to="2026-11-24"), "No lift"),
}


@pytest.mark.parametrize("name", UNTOLD)
def test_change_that_nobody_is_told_of_is_a_warning(tmp_path: Path, name: str) -> None:
    """Where dates or periods change, “updated:” with today is asked for; when it is there, nothing is said."""
    edit, title = UNTOLD[name]

    def answer(site: Site) -> None:
        edit(site)
        entries = [*site["events"], *site["closures"], *site["changed_hours"], *site["notices"]]
        of_week = site["branches"][4]["hours"][1]
        next((e for e in entries if title in (e.get("title"), e.get("reason"))), of_week)["updated"] = TODAY

    said = f"Warning: “{title}” has changed, and people who follow the news feeds would not be told: "
    assert told(tmp_path / "first", edit) == [f"{said}write “updated: 2026-11-23”"]
    assert told(tmp_path / "second", answer) == []


QUIET: dict[str, Edit] = {
    "nothing": lambda s: s,
    "a new title and summary": put("songs", title="Singing", summary="For all"),
    "a closure over some dates": add(
        "closures", id="snow", branches=["south"], from_="2026-12-01", to="2026-12-02", reason="Snow"
    ),
    "a review day that moves on": put("flood", "closures", review="2026-12-18"),
    "an entry that is published today": add(
        "events",
        id="new",
        title="New",
        branch="south",
        published=TODAY,
        when={"on": "2026-12-17", "at": "10:00 to 11:00"},
    ),
    "the libraries of a closure written otherwise": put(
        "paint", "closures", branches="all", except_=["north", "east", "far"]
    ),
    "a date of the past that was cancelled": put(
        "songs", changes=[{"date": "2026-11-17", "cancelled": "Ill"}]
    ),
    "an audience retired": lambda s: s["service"]["audiences"][0].update(retired="yes"),
    "other hours of the library of an exhibition": lambda s: s["branches"][3]["hours"].append(
        WEEK | {"from": "2026-12-01", "monday": "10:00 to 18:00", "tuesday": "10:00 to 18:00"}
    ),
    "every date of a series cancelled": put(
        "trail", changes=[{"date": f"2027-02-{day}", "cancelled": "Ill"} for day in (16, 17, 18)], **UPDATED
    ),
    "every date of a series moved": put(
        "trail",
        changes=[{"date": f"2027-02-{day}", "moved_to": f"2027-03-{day}"} for day in (16, 17, 18)],
        **UPDATED,
    ),
    "some dates of a series cancelled, and a closure over the others": both(
        put("trail", changes=[{"date": "2027-02-18", "cancelled": "Ill"}], **UPDATED),
        add("closures", id="snow", branches=["east"], from_="2027-02-15", to="2027-02-17", reason="Snow"),
    ),
    "an exhibition that ends early, with the reason": when(
        "gallery", on="2026-11-16 to 2026-11-28", ended="The paintings are sold"
    ),
}


@pytest.mark.parametrize("name", QUIET)
def test_nothing_is_said_where_nothing_is_lost(tmp_path: Path, name: str) -> None:
    """An edit that takes nothing from anybody passes without a word."""
    assert told(tmp_path, QUIET[name]) == []
