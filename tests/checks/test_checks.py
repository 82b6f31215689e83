from datetime import date, timedelta
from pathlib import Path

import pytest

from librarysite.checks import RULES, contradictions, due
from librarysite.model import Library
from librarysite.problems import Problem, errors, in_file_order
from librarysite.reading.load import load
from librarysite.schedule.plans import planned

SERVICE = """\
name: Luton Libraries
authority: Luton Borough Council
website: https://luton-libraries.example/
calendar_domain: luton-libraries.example
launched: 2026-11-02
help:
  phone: 01582 547418
holidays:
  unless_told: {holidays}
terms:
  - name: Spring term 2027
    from: 2027-01-04
    to: 2027-03-25
    half_term: 2027-02-15 to 2027-02-19
"""
WEEK = """\
        monday: 09:00 to 17:00
        tuesday: 09:00 to 17:00
        wednesday: 09:00 to 17:00
        thursday: 09:00 to 17:00
        friday: 09:00 to 17:00
        saturday: closed
        sunday: closed
"""
BRANCHES = f"""\
branches:
  - id: central
    name: Central Library
    hours:
      - from: 2024-06-21
        checked: 2026-06-21
{WEEK}    rooms:
      - Hall
      - Studio
  - id: lewsey
    name: Lewsey Library
    hours:
      - from: 2024-06-21
        checked: 2026-06-21
{WEEK}  - id: wigmore
    name: Wigmore Library
    closed:
      from: 2014
"""


def write(
    folder: Path, events: str = "", status: str = "", offers: str = "", holidays: str = "closed"
) -> Path:
    """Write a small site: two libraries that open Monday to Friday 9am to 5pm, and one closed for good."""
    data = folder / "data"
    data.mkdir(exist_ok=True)
    (data / "service.yaml").write_text(SERVICE.format(holidays=holidays), encoding="utf-8")
    (data / "branches.yaml").write_text(BRANCHES, encoding="utf-8")
    for name, text in (("events", events), ("status", status), ("offers", offers)):
        if text:
            (data / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def library(folder: Path) -> Library:
    """Return the library of a site whose files have no problems of their own."""
    loaded = load(folder)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.library is not None
    return loaded.library


def problems(folder: Path) -> list[Problem]:
    """Return the problems of the files and the contradictions between entries, in file order."""
    loaded = load(folder)
    assert loaded.library is not None
    found = [loaded.in_file(f) for f in contradictions(loaded.library)]
    return in_file_order([*loaded.problems, *found])


def said(folder: Path) -> list[str]:
    """Return each problem in one line: its kind, its line and its message."""
    kinds = {True: "warning", False: "error"}
    return [f"{kinds[p.warning]} {p.place.line}: {p.message}" for p in problems(folder)]


def event(name: str, when: str, more: str = "", branch: str = "branch: central") -> str:
    """Return an event of three lines, a pattern in one line, and more lines."""
    pattern = "".join(f"      {part.strip()}\n" for part in when.split(";"))
    rest = "".join(f"    {line}\n" for line in more.splitlines())
    return f"  - id: {name}\n    title: {name.capitalize()}\n    {branch}\n    when:\n{pattern}{rest}"


SERIES = "every: Wednesday; at: 10:00 to 11:00; from: 2027-01-06; until: 2027-02-24"


def test_the_sample_data_has_no_contradiction(sample: Library) -> None:
    """The data that editors start from has neither errors nor warnings."""
    assert list(contradictions(sample)) == []


def test_every_rule_says_its_rule() -> None:
    """Each rule is a generator with one sentence."""
    for rule in RULES:
        assert rule.__doc__
        assert rule.__doc__.strip().endswith(".")


def test_a_bad_entry_hides_no_contradiction_of_another(tmp_path: Path) -> None:
    """An event that cannot be read and one that never happens are told together, each in its place."""
    never = event("second", "every: Wednesday; at: 10:00 to 11:00; from: 2027-01-07; until: 2027-01-12")
    folder = write(tmp_path, "events:\n" + event("first", "on: 06/01/2027; at: 10:00 to 11:00") + never)
    assert said(folder) == [
        "error 6: A date must be written year first",
        "error 12: “Second” never takes place: no date fits",
    ]


def test_a_series_in_the_holidays_never_happens(tmp_path: Path) -> None:
    """Term time and gaps can leave nothing of a series."""
    folder = write(
        tmp_path,
        "events:\n" + event("first", "every: Wednesday; from: 2027-02-15; until: 2027-02-19; term_time: yes"),
    )
    assert said(folder) == ["error 6: “First” never takes place: no date fits"]


def test_one_of_two_patterns_that_never_happens_is_told_at_its_place(tmp_path: Path) -> None:
    """With several patterns the one without dates is marked."""
    when = (
        "- id: one; \u200b every: Wednesday; \u200b from: 2027-01-06;"
        "- id: two; \u200b every: Friday; \u200b from: 2027-01-09; \u200b until: 2027-01-10"
    )
    text = event("first", when).replace("\u200b", " ")
    folder = write(tmp_path, "events:\n" + text)
    (finding,) = contradictions(library(folder))
    assert finding.at == ("events", 0, "when", 1)
    assert [line.split(":")[0] for line in said(folder)] == ["error 9"]


def test_a_series_that_bank_holidays_drop_is_told(tmp_path: Path) -> None:
    """A series all of whose dates fall on bank holidays never takes place, which nobody would notice."""
    once = "every: Friday; at: 10:00 to 11:00; from: 2027-03-26; until: 2027-03-26"  # Good Friday
    folder = write(tmp_path, "events:\n" + event("first", once))
    assert said(folder) == ["error 6: “First” never takes place: no date fits"]


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        ("2027-01-14", "the nearest dates are 2027-01-13 and 2027-01-20"),
        ("2027-01-04", "the nearest dates are 2027-01-06 and 2027-01-13"),
        ("2030-01-01", "the nearest dates are 2027-02-17 and 2027-02-24"),
    ],
)
def test_a_change_of_no_date_is_offered_the_nearest(day: str, nearest: str, tmp_path: Path) -> None:
    """A change names a date of the series; else the two nearest dates are offered."""
    folder = write(tmp_path, "events:\n" + event("first", SERIES, f"changes:\n  - date: {day}\n    note: x"))
    (problem,) = problems(folder)
    assert problem.remedy == nearest


def test_two_changes_of_two_sessions_are_not_one_date_twice(tmp_path: Path) -> None:
    """The morning and the afternoon of a day may each have a change; without a session it is unclear."""
    when = (
        "- id: morning; \u200b every: Wednesday; \u200b at: 10:00 to 11:00; \u200b from: 2027-01-06;"
        "- id: afternoon; \u200b every: Wednesday; \u200b at: 14:00 to 15:00; \u200b from: 2027-01-06"
    )
    both = "changes:\n" + "".join(
        f"  - date: 2027-01-13\n    session: {name}\n    note: x\n" for name in ("morning", "afternoon")
    )
    first = event("first", when, both).replace("\u200b", " ")
    assert said(write(tmp_path, "events:\n" + first)) == []
    unclear = event("first", when, "changes:\n  - date: 2027-01-13\n    note: x").replace("\u200b", " ")
    assert said(write(tmp_path, "events:\n" + unclear)) == ["error 15: There are two sessions on this day"]


def test_a_change_of_all_sessions_and_of_one_is_told(tmp_path: Path) -> None:
    """A date with a change for every session cannot have another for one of them."""
    twice = (
        "changes:\n  - date: 2027-01-13\n    note: x\n  - date: 2027-01-13\n    session: only\n    note: y"
    )
    text = event("first", "id: only; " + SERIES, twice)
    assert said(write(tmp_path, "events:\n" + text)) == ["error 14: The date 2027-01-13 is changed twice"]


@pytest.mark.parametrize(
    ("when", "line"),
    [
        ("on: 2027-03-28; at: 01:30 to 03:00", 8),
        ("on: 2027-03-28; at: 00:30 to 01:30", 8),
        ("on: 2027-03-28 01:30 to 03:00", 7),
        ("on: 2027-03-27 22:00 to 2027-03-28 01:30", 7),
        ("every: Sunday; at: 01:00 to 03:00; from: 2027-03-21; until: 2027-04-04", 8),
    ],
)
def test_a_time_in_the_spring_gap_is_refused_where_it_is_written(
    when: str, line: int, tmp_path: Path
) -> None:
    """There is no 01:00 to 01:59 on 28 March 2027, and the line with the time is marked."""
    text = event("owls", when, branch="place:\n      name: Stockwood Park")
    message = f"error {line}: On 2027-03-28 the clocks go forward and there is no such time"
    assert said(write(tmp_path, "events:\n" + text)) == [message]


@pytest.mark.parametrize("when", ["on: 2027-03-28; at: 02:00 to 03:00", "on: 2027-10-31; at: 00:30 to 03:00"])
def test_times_beside_the_gap_are_taken(when: str, tmp_path: Path) -> None:
    """Two o'clock exists in spring, and an event may last through the hour that comes twice in autumn."""
    assert said(write(tmp_path, "events:\n" + event("owls", when, branch="online: yes"))) == []


def test_a_date_moved_into_the_spring_gap_is_refused_at_the_change(tmp_path: Path) -> None:
    """A new time that does not exist is told at the change."""
    text = event(
        "owls",
        "on: 2027-03-27; at: 20:00 to 21:00",
        "changes:\n  - date: 2027-03-27\n    moved_to: 2027-03-28 01:30 to 02:30",
        branch="online: yes",
    )
    message = "error 10: On 2027-03-28 the clocks go forward and there is no such time"
    assert said(write(tmp_path, "events:\n" + text)) == [message]


def test_no_change_moves_an_event_to_a_library_closed_for_good(tmp_path: Path) -> None:
    """A date cannot be moved to a library that is closed for good."""
    change = "changes:\n  - date: 2027-01-13\n    branch: wigmore"
    assert said(write(tmp_path, "events:\n" + event("first", SERIES, change))) == [
        "error 12: Wigmore Library is closed for good"
    ]


def test_a_series_outside_hours_is_a_warning_and_a_single_date_an_error(tmp_path: Path) -> None:
    """A series may be meant; a date that was written out is most likely a slip."""
    late = event("series", "every: Wednesday; at: 18:00 to 19:00; from: 2027-01-06") + event(
        "single", "on: 2027-01-07; at: 18:00 to 19:00"
    )
    found = problems(write(tmp_path, "events:\n" + late))
    assert [problem.warning for problem in found] == [True, False]
    assert len(errors(found)) == 1


@pytest.mark.parametrize("said_so", ["outside_hours: yes", "goes_ahead: yes"])
def test_an_event_outside_hours_that_says_so_is_taken(said_so: str, tmp_path: Path) -> None:
    """Who writes that it is outside the hours is believed."""
    text = event("single", "on: 2027-01-07; at: 18:00 to 19:00", said_so)
    assert said(write(tmp_path, "events:\n" + text)) == []


@pytest.mark.parametrize("at", ["09:00 to 17:00", "09:00 to 10:00", "16:00 to 17:00", "opening hours"])
def test_an_event_that_fills_the_opening_hours_is_taken(at: str, tmp_path: Path) -> None:
    """The first and the last minute of the opening hours belong to them."""
    assert said(write(tmp_path, "events:\n" + event("single", f"on: 2027-01-07; at: {at}"))) == []


def test_a_date_on_a_closing_day_is_told_with_the_day(tmp_path: Path) -> None:
    """A single event on a Saturday, when the library is closed, is an error that names the day."""
    folder = write(tmp_path, "events:\n" + event("single", "on: 2027-01-09"))
    assert said(folder) == ["error 6: On Saturday 2027-01-09 Central Library is closed"]


def test_a_closure_is_never_a_mistake(tmp_path: Path) -> None:
    """An event during a closure is cancelled by it, and nobody is told off for either."""
    status = "closures:\n  - id: snow\n    branches: all\n    on: 2027-01-07\n    reason: Snow\n"
    assert (
        said(write(tmp_path, "events:\n" + event("single", "on: 2027-01-07; at: 10:00 to 11:00"), status))
        == []
    )


def test_changed_hours_make_no_series_wrong(tmp_path: Path) -> None:
    """Shorter hours on a day cancel the dates outside them; the series stays right."""
    first = "changed_hours:\n  - branches: all\n    on: 2027-01-06\n"
    status = first + "    hours: 14:00 to 17:00\n    reason: Training\n"
    assert said(write(tmp_path, "events:\n" + event("first", SERIES), status)) == []


def test_two_events_in_one_room_are_told_once(tmp_path: Path) -> None:
    """A clash of two series is one problem, at the first date."""
    events = event("first", SERIES, "room: Hall") + event(
        "second", SERIES.replace("10:00", "10:30"), "room: Hall"
    )
    assert said(write(tmp_path, "events:\n" + events)) == [
        "error 19: Hall is taken on Wednesday 2027-01-06 by “First”"
    ]


def test_every_event_in_a_room_that_is_taken_is_told(tmp_path: Path) -> None:
    """A long event clashes with each of the short ones in its time, not with the first alone."""
    events = (
        event("long", "on: 2027-01-06; at: 09:00 to 17:00", "room: Hall")
        + event("short", "on: 2027-01-06; at: 10:00 to 11:00", "room: Hall")
        + event("later", "on: 2027-01-06; at: 12:00 to 13:00", "room: Hall")
    )
    found = [problem.place.line for problem in problems(write(tmp_path, "events:\n" + events))]
    assert found == [15, 22]


@pytest.mark.parametrize(
    ("at", "room", "more"),
    [
        ("11:00 to 12:00", "Hall", ""),
        ("10:30 to 11:30", "Studio", ""),
        ("10:30 to 11:30", "Hall", "\nshares_room: yes"),
        ("10:30 to 11:30", "Hall", "\nchanges:\n  - date: 2027-01-06\n    cancelled: Ill\n"),
    ],
)
def test_rooms_that_are_free(at: str, room: str, more: str, tmp_path: Path) -> None:
    """One event after the other, another room, a shared one or a cancelled date are no clash."""
    events = event("first", "on: 2027-01-06; at: 10:00 to 11:00", "room: Hall") + event(
        "second", f"on: 2027-01-06; at: {at}", f"room: {room}{more}"
    )
    assert said(write(tmp_path, "events:\n" + events)) == []


def test_rooms_of_the_same_name_in_two_libraries_are_two_rooms(tmp_path: Path) -> None:
    """A room belongs to its library."""
    once = "on: 2027-01-06; at: 10:00 to 11:00"
    events = event("first", once, "room: Hall") + event("second", once, "room: Hall", branch="branch: lewsey")
    assert said(write(tmp_path, "events:\n" + events)) == []


def test_opening_on_a_closing_day_is_a_warning(tmp_path: Path) -> None:
    """Changed hours from Friday to Monday would open the library at the weekend."""
    status = (
        "changed_hours:\n  - branches:\n      - lewsey\n    from: 2027-01-08\n    to: 2027-01-11\n"
        "    hours: 10:00 to 16:00\n    reason: Training\n"
    )
    assert said(write(tmp_path, status=status)) == [
        "warning 6: This opens Lewsey Library on Saturday 2027-01-09, when it is usually closed"
    ]


def test_an_unknown_library_in_a_long_list_is_told_in_its_line(tmp_path: Path) -> None:
    """Of several libraries the wrong one is marked."""
    first = "closures:\n  - id: snow\n    branches:\n      - central\n      - lewsy\n"
    status = first + "    on: 2027-01-07\n    reason: Snow\n"
    loaded = load(write(tmp_path, status=status))
    assert [(p.place.line, p.remedy) for p in loaded.problems] == [
        (5, "did you mean lewsey? libraries are: central, lewsey")
    ]


# --- What is wrong only because time passes --------------------------------------------------------------

OFFERS = "offers:\n  - id: line\n    title: Help line\n    summary: x\n    until: 2027-01-31\n"
FLOOD = (
    "closures:\n  - id: flood\n    branches:\n      - lewsey\n    from: 2027-01-04\n"
    "    until: further notice\n    review: 2027-01-20\n    reason: Flood\n"
)


def due_on(folder: Path, day: date) -> list[str]:
    """Return what is due on a day; all of it is warnings."""
    found = list(due(library(folder), day))
    assert all(finding.warning for finding in found)
    return [finding.mistake.message for finding in found]


def test_a_review_day_is_due_on_the_day_after(tmp_path: Path) -> None:
    """On its review day a closure is still in time; a day later it is due, and never an error."""
    folder = write(tmp_path, status=FLOOD)
    assert due_on(folder, date(2027, 1, 20)) == []
    assert due_on(folder, date(2027, 1, 21)) == ["The review day 2027-01-20 has passed"]
    assert said(folder) == []


def test_an_ended_offer_is_due(tmp_path: Path) -> None:
    """An offer is due on the day after its last."""
    folder = write(tmp_path, offers=OFFERS)
    assert due_on(folder, date(2027, 1, 31)) == []
    assert due_on(folder, date(2027, 2, 1)) == ["“Help line” has ended"]


def test_hours_are_checked_every_year(tmp_path: Path) -> None:
    """Hours that nobody has looked at for more than a year are due, for each library in service."""
    folder = write(tmp_path)
    assert due_on(folder, date(2027, 6, 21)) == []
    assert due_on(folder, date(2026, 6, 21) + timedelta(days=367)) == [
        "The hours of Central Library were last checked on 2026-06-21",
        "The hours of Lewsey Library were last checked on 2026-06-21",
    ]


def test_an_undecided_bank_holiday_is_due_eight_weeks_before(tmp_path: Path) -> None:
    """Where libraries must decide, each bank holiday that is near asks each library in service."""
    folder = write(tmp_path, holidays="decide")
    assert due_on(folder, date(2027, 4, 10)) == [
        "Central Library has not decided about 2027-05-03",
        "Central Library has not decided about 2027-05-31",
        "Lewsey Library has not decided about 2027-05-03",
        "Lewsey Library has not decided about 2027-05-31",
    ]


def test_nothing_is_due_where_holidays_close_the_libraries(tmp_path: Path) -> None:
    """With the rule “closed” nobody has to decide."""
    assert due_on(write(tmp_path), date(2027, 4, 10)) == []


# --- What a later day makes impossible -------------------------------------------------------------------


def change_branches(folder: Path, old: str, new: str) -> None:
    """Put other words into the file of libraries, once."""
    path = folder / "data" / "branches.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_series_is_compared_with_each_dated_week(tmp_path: Path) -> None:
    """A later week that closes the weekday of a series makes it a warning."""
    folder = write(tmp_path, "events:\n" + event("first", SERIES))
    later = WEEK.replace("wednesday: 09:00 to 17:00", "wednesday: closed")
    change_branches(folder, "    rooms:\n", f"      - from: 2027-02-01\n{later}    rooms:\n")
    assert said(folder) == ["warning 6: On Wednesday 2027-02-03 Central Library is closed"]


def test_a_series_ends_before_its_library_closes_for_good(tmp_path: Path) -> None:
    """Dates on or after the closing day are an error, with the last day to write."""
    folder = write(tmp_path, "events:\n" + event("first", SERIES, branch="branch: lewsey"))
    change_branches(
        folder,
        "    name: Lewsey Library\n",
        "    name: Lewsey Library\n    closed:\n      from: 2027-02-10\n",
    )
    (problem,) = problems(folder)
    assert str(problem.message) == "Lewsey Library is closed for good on Wednesday 2027-02-10"
    assert problem.remedy.startswith("write “until: 2027-02-09”; ")
    moved = "changes:\n" + "".join(
        f"  - date: {day}\n    branch: central\n" for day in ("2027-02-10", "2027-02-17", "2027-02-24")
    )
    (folder / "data" / "events.yaml").write_text(
        "events:\n" + event("first", SERIES, moved, branch="branch: lewsey"), encoding="utf-8"
    )
    assert said(folder) == []


def test_until_ends_dates_that_are_written_out(tmp_path: Path) -> None:
    """A list of dates and a span of days are cut to what lies from “from” until “until”."""
    dates = (
        "on: [2027-01-06, 2027-01-13, 2027-01-20]; at: 10:00 to 11:00; from: 2027-01-07; until: 2027-01-13"
    )
    span = "on: 2027-01-04 to 2027-01-15; at: 10:00 to 11:00; until: 2027-01-06"
    first, second = library(write(tmp_path, "events:\n" + event("a", dates) + event("b", span))).events
    known = library(tmp_path)
    assert [s.date.day for s in planned(known, first, date(2027, 1, 1), date(2027, 2, 1))] == [13]
    assert [s.date.day for s in planned(known, second, date(2027, 1, 1), date(2027, 2, 1))] == [4, 5, 6]


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


def test_rooms_are_compared_however_long_one_event_has_run(tmp_path: Path) -> None:
    """A series of some years ago without an end still has its room."""
    old = "every: Wednesday; at: 10:00 to 11:00; from: 2022-01-05"
    events = event("old", old, "room: Hall") + event("new", SERIES, "room: Hall")
    assert said(write(tmp_path, "events:\n" + events)) == [
        "error 18: Hall is taken on Wednesday 2027-01-06 by “Old”"
    ]


def test_a_room_given_by_a_change_is_compared(tmp_path: Path) -> None:
    """One date in another room may clash there, and the change is marked."""
    events = event("first", SERIES, "room: Hall") + event(
        "second", SERIES, "changes:\n  - date: 2027-01-13\n    room: Hall"
    )
    assert said(write(tmp_path, "events:\n" + events)) == [
        "error 21: Hall is taken on Wednesday 2027-01-13 by “First”"
    ]


@pytest.mark.parametrize("path", ["whats-on/first.md", "libraries/lewsey/index.md"])
def test_no_page_of_words_takes_the_address_of_another(path: str, tmp_path: Path) -> None:
    """A page at the address of an event, a library or a list is an error in its own file."""
    folder = write(tmp_path, "events:\n" + event("first", SERIES))
    (folder / "content" / path).parent.mkdir(parents=True)
    (folder / "content" / path).write_text("---\ntitle: A\n---\n", encoding="utf-8")
    (problem,) = problems(folder)
    assert (problem.file, problem.remedy) == (f"content/{path}", "give this file another name")


def test_an_id_is_not_a_word_of_the_site(tmp_path: Path) -> None:
    """Ids that stand for lists in addresses are refused."""
    assert said(write(tmp_path, "events:\n" + event("month", SERIES))) == [
        "error 2: “month” cannot be an id: the website needs the word itself"
    ]


def test_a_time_that_comes_twice_is_refused(tmp_path: Path) -> None:
    """Half past one on the night when the clocks go back is two times."""
    text = event("owls", "on: 2027-10-31; at: 01:30 to 03:00", branch="online: yes")
    message = "error 7: On 2027-10-31 the clocks go back and this time comes twice"
    assert said(write(tmp_path, "events:\n" + text)) == [message]


@pytest.mark.parametrize(
    ("when", "more", "branch", "message"),
    [
        (
            SERIES + "; except: 2027-01-12",
            "",
            "branch: central",
            "warning 10: “First” does not take place on Tuesday 2027-01-12 anyway",
        ),
        (
            SERIES,
            "changes:\n  - date: 2027-01-13\n    moved_to: 2028-12-13",
            "branch: central",
            "error 12: 2028-12-13 is far from 2027-01-13",
        ),
        (
            SERIES,
            "booking:\n  opens: 2028-01-01",
            "branch: central",
            "error 11: Booking opens after the last date of this event",
        ),
        ("on: 2037-01-07; at: 10:00 to 11:00", "", "branch: central", "warning 6: 2037-01-07 is years away"),
        (SERIES, "", "summary: x", "error 2: It is not said where “First” takes place"),
    ],
)
def test_slips_of_events(when: str, more: str, branch: str, message: str, tmp_path: Path) -> None:
    """What can be read but is most likely a slip is told where it is written."""
    assert said(write(tmp_path, "events:\n" + event("first", when, more, branch))) == [message]


def by_rule(rule: str, when: str, more: str = "") -> str:
    """Return an event that repeats by a rule."""
    return event("first", f"{when}; rule: RULE", more).replace("RULE", rule)


RULE = "FREQ=MONTHLY;BYDAY=1WE,3TH"  # 6 and 21 January 2027, and so on


@pytest.mark.parametrize(
    ("rule", "when", "more", "messages"),
    [
        (RULE, "at: 10:00 to 11:00; from: 2027-01-06", "booking:\n  opens: 2030-01-01", []),
        (
            RULE,
            "at: 10:00 to 11:00; from: 2027-01-06; except: 2027-01-12",
            "",
            ["warning 8: “First” does not take place on Tuesday 2027-01-12 anyway"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "at: 10:00 to 11:00; from: 2027-01-06; until: 2027-02-01",
            "",
            ["warning 9: On Sunday 2027-01-31 Central Library is closed"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=5FR",
            "at: 10:00 to 11:00; from: 2027-02-01; until: 2027-04-29",
            "",
            ["error 6: “First” never takes place: no date fits"],
        ),
        (
            "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "at: 01:30 to 02:30; from: 2027-01-01; until: 2027-12-31",
            "goes_ahead: yes",
            ["error 6: On 2027-03-28 the clocks go forward and there is no such time"],
        ),
    ],
)
def test_rules_are_checked_like_words(
    rule: str, when: str, more: str, messages: list[str], tmp_path: Path
) -> None:
    """A repeat by a rule has the same gaps, hours, clocks and end as one in words, told at its line."""
    assert said(write(tmp_path, "events:\n" + by_rule(rule, when, more))) == messages


def test_a_room_is_taken_by_a_rule_without_an_end(tmp_path: Path) -> None:
    """An event that began years ago and repeats by a rule still has its room."""
    old = by_rule(RULE, "at: 10:00 to 11:00; from: 2024-09-04", "room: Hall")
    new = event("second", "on: 2027-01-21; at: 10:30 to 11:30", "room: Hall")
    assert said(write(tmp_path, "events:\n" + old + new)) == [
        "error 16: Hall is taken on Thursday 2027-01-21 by “First”"
    ]


def test_a_review_day_before_the_closure_begins_is_an_error(tmp_path: Path) -> None:
    """Nobody looks again before something begins."""
    status = FLOOD.replace("review: 2027-01-20", "review: 2026-01-20")
    assert said(write(tmp_path, status=status)) == [
        "error 7: The review day is before this begins, on 2027-01-04"
    ]


def test_an_offer_that_ended_long_ago_is_due_no_more(tmp_path: Path) -> None:
    """After eight weeks nobody is told of an ended offer again."""
    folder = write(tmp_path, offers=OFFERS)
    assert due_on(folder, date(2027, 3, 28)) == ["“Help line” has ended"]
    assert due_on(folder, date(2027, 3, 29)) == []


@pytest.mark.parametrize("repeat", ["every", "rule"])
def test_terms_are_due_eight_weeks_before_the_last_ends(repeat: str, tmp_path: Path) -> None:
    """A series in term time needs the next terms before the last one that is entered is over."""
    rest = "at: 10:00 to 11:00; from: 2027-01-06; term_time: yes"
    text = event("first", f"every: Wednesday; {rest}") if repeat == "every" else by_rule(RULE, rest)
    folder = write(tmp_path, "events:\n" + text)
    assert due_on(folder, date(2027, 1, 27)) == []
    assert due_on(folder, date(2027, 1, 28)) == [
        "The school terms run out on 2027-03-25, and “First” with them"
    ]


@pytest.mark.parametrize(
    ("branches", "remedy"),
    [
        ("all except lewsey", "write “branches: all”, and on the next line “except: lewsey”"),
        ("central, lewsey", "write one a line, each after a dash"),
        ("central and lewsey", "write one a line, each after a dash"),
        ("All", "did you mean all?"),
        ("all libraries", "did you mean all?"),
    ],
)
def test_several_libraries_in_one_line_are_told_how_to_be_written(
    branches: str, remedy: str, tmp_path: Path
) -> None:
    """What people write for several libraries gets the form that is right."""
    status = f"closures:\n  - id: snow\n    branches: {branches}\n    on: 2027-01-07\n    reason: Snow\n"
    assert remedy in [problem.remedy for problem in load(write(tmp_path, status=status)).problems]


@pytest.mark.parametrize(
    ("place", "remedy"),
    [
        ("place: Stockwood Park", "write on the next line, two spaces further in: name: Stockwood Park"),
        (
            "online: https://example.org/a",
            "write on the next line, two spaces further in: link: https://example.org/a",
        ),
    ],
)
def test_a_place_in_one_line_is_told_its_form(place: str, remedy: str, tmp_path: Path) -> None:
    """A place and a link need their key."""
    (problem,) = load(write(tmp_path, "events:\n" + event("first", SERIES, branch=place))).problems
    assert problem.remedy == remedy


def test_a_closure_on_several_days_is_told_its_form(tmp_path: Path) -> None:
    """Several days are written with from and to."""
    status = (
        "closures:\n  - id: snow\n    branches: all\n    on: 2027-01-07 to 2027-01-08\n    reason: Snow\n"
    )
    (problem,) = load(write(tmp_path, status=status)).problems
    assert problem.remedy == "write “from: 2027-01-07”, and on the next line “to: 2027-01-08”"
