"""How an editor says “I mean it”: every rule with the line that answers it, or the reason why there is none.

The table is that of the decision page. Each rule is tried: what it is about is found without the line and not with it.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from librarysite.checks import RULES, contradictions
from librarysite.problems import Problem, Where
from librarysite.reading.load import load
from tests.support.checkcases import SERIES, event, problems, write

ONCE = "on: 2027-01-07; at: 10:00 to 11:00"
LATE = "on: 2027-01-07; at: 18:00 to 19:00"
PARK = "place:\n      name: Park"
CLOSED = (
    "closures:\n  - id: snow\n    branches: all\n    from: 2027-01-04\n    to: 2027-01-10\n    reason: Snow\n"
)
CHANGED = "changed_hours:\n  - id: late\n    branches:\n      - central\n"
NEVER = "never right: "


class Case(NamedTuple):
    """A rule in plain words, whether it stops a build, how to say that it is meant, and an example in two files.

    Where a key says it, MEANT in the example is the place of its line.
    """

    words: str
    kind: str
    how: str
    events: str = ""
    status: str = ""
    page: str = ""


def twice(more: str) -> str:
    """Return two events in one room at one time, the second with another line."""
    return event("first", ONCE, "room: Hall") + event("second", ONCE, f"room: Hall\n{more}")


def status(name: str, lines: str) -> str:
    """Return a list of one closure, notice or changed hours from lines that are separated by semicolons."""
    first, *rest = [part.strip() for part in lines.split(";")]
    return f"{name}:\n  - {first}\n" + "".join(f"    {line}\n" for line in rest)


TABLE = {
    "series_never_happens": Case(
        "an event has no date at all", "error", "`goes_ahead: yes` where all its dates are bank holidays",
        event("first", "every: Friday; at: 10:00 to 11:00; from: 2027-03-26; until: 2027-03-26", "MEANT"),
    ),
    "change_outside_the_series": Case(
        "a change is of a day on which the event does not take place", "error", NEVER + "write one of its dates",
        event("first", SERIES, "changes:\n  - date: 2027-01-14\n    note: x"),
    ),
    "date_changed_twice": Case(
        "one date has two changes", "error", NEVER + "join them into one",
        event("first", SERIES, "changes:\n  - date: 2027-01-13\n    note: x\n  - date: 2027-01-13\n    note: y"),
    ),
    "clock_time_that_does_not_exist": Case(
        "an event begins or ends in the hour that the clocks leave out or go through twice", "error",
        NEVER + "nobody could tell when it is",
        event("owls", "on: 2027-03-28; at: 01:30 to 03:00", branch=PARK),
    ),
    "opening_hours_at_a_time_that_does_not_exist": Case(
        "the same of the hours of a library on Sundays", "error", NEVER + "nobody could tell when it is",
    ),
    "status_at_a_time_that_does_not_exist": Case(
        "the same of a closure or a notice", "error", NEVER + "nobody could tell when it is",
        status=status("closures", "id: a; branches: all; from: 2027-03-27; to: 2027-03-28 01:30; reason: Works"),
    ),
    "changed_hours_at_a_time_that_does_not_exist": Case(
        "the same of changed hours", "error", NEVER + "nobody could tell when it is",
        status=status("changed_hours", "id: a; branches: all; on: 2027-03-28; hours: 01:30 to 09:00; reason: Night"),
    ),
    "event_at_closed_branch": Case(
        "an event is at a library that has closed for good", "error", NEVER + "write `place:` if the building is used",
        event("first", ONCE, branch="branch: wigmore"),
    ),
    "dates_after_the_branch_closes": Case(
        "dates are left after their library has closed for good", "error", "`goes_ahead: yes`",
        event("first", SERIES, "MEANT", branch="branch: lewsey"),
    ),
    "dates_before_the_branch_opens": Case(
        "an event takes place before its library opens", "error", "`goes_ahead: yes`",
        event("first", ONCE, "MEANT", branch="branch: lewsey"),
    ),
    "unknown_room": Case(
        "a room is not among those of its library", "warning", "the room in `rooms:` of the library",
        event("first", ONCE, "room: Haal"),
    ),
    "date_outside_hours": Case(
        "a single date (error) or a series (warning) is outside the opening hours", "error or warning",
        "`outside_hours: yes`",
        event("first", LATE, "MEANT"),
    ),
    "moved_onto_a_closure": Case(
        "a date moves to a day on which its library is closed", "warning", "`goes_ahead: yes` at the change",
        event("first", SERIES, "changes:\n  - date: 2027-01-20\n    moved_to: 2027-01-07\n    MEANT"), CLOSED,
    ),
    "two_events_in_one_room": Case(
        "two events are in one room at the same time", "error", "`shares_room: yes` at one of them", twice("MEANT")
    ),
    "hours_changed_twice": Case(
        "a day of a library has changed hours in two entries", "error", NEVER + "only one of them can hold",
        status=CHANGED + "    on: 2027-01-07\n    hours: 10:00 to 12:00\n    reason: A\n  - id: b\n    branches: all\n"
        "    on: 2027-01-07\n    hours: 10:00 to 13:00\n    reason: B\n",
    ),
    "changed_hours_of_one_name": Case(
        "people's calendars cannot tell two entries of changed hours apart", "error", "`id:` with a name of its own",
        status="changed_hours:\n  - branches: [central]\n    on: 2027-01-07\n    hours: 10:00 to 12:00\n    reason: A\n"
        "    cancelled: B\n  - branches: [central]\n    on: 2027-01-07\n    hours: 10:00 to 13:00\n    reason: C\n"
        "    MEANT\n",
    ),
    "opens_on_a_closed_weekday": Case(
        "changed hours of several days open a library on its closing day", "warning", "`opens_closed_days: yes`",
        status=CHANGED + "    from: 2027-01-08\n    to: 2027-01-09\n    hours: 10:00 to 12:00\n"
        "    reason: A\n    MEANT\n",
    ),
    "status_for_closed_branch": Case(
        "a closure, changed hours or a notice name a library that has closed for good", "error",
        NEVER + "it is closed for good",
        status=status("closures", "id: a; branches: [wigmore]; on: 2027-01-07; reason: Snow"),
    ),
    "status_before_the_branch_opens": Case(
        "a closure or changed hours name a library that is not open yet", "error",
        "`opened:` of the library, if it is open already",
        status=status("closures", "id: a; branches: [lewsey]; on: 2027-01-07; reason: Snow"),
    ),
    "status_of_no_branch": Case(
        "a closure, changed hours or a notice are for no library", "error", NEVER + "they would say nothing",
        status=status("closures", "id: a; branches: all; except: [central, lewsey]; on: 2027-01-07; reason: Snow"),
    ),
    "hours_over_holidays": Case(
        "changed hours of several days would open a library on bank holidays", "warning", "`bank_holidays: closed`",
        status=CHANGED + "    from: 2027-03-25\n    to: 2027-03-26\n    hours: 10:00 to 12:00\n"
        "    reason: A\n    MEANT\n",
    ),
    "as_usual_says_nothing": Case(
        "hours “as usual” open no library that would else be closed", "warning",
        NEVER + "write the hours, or nothing",
        status=CHANGED + "    on: 2027-03-28\n    hours: as usual\n",
    ),
    "no_holiday_to_take_away": Case(
        "a day of `not:` is no bank holiday", "warning", NEVER + "such a day takes nothing away",
    ),
    "reserved_id": Case(
        "an id is a word that the website needs for its own addresses", "error",
        NEVER + "two pages cannot have one address", event("month", ONCE),
    ),
    "two_pages_at_one_address": Case(
        "two pages have the same address", "error", NEVER + "two pages cannot have one address",
        event("first", ONCE), page="whats-on/first.md",
    ),
    "event_without_place": Case(
        "an event has no place", "error", NEVER + "write `online: yes`, or `place:` with “To be announced”",
        event("first", ONCE, branch="summary: x"),
    ),
    "gap_beside_the_series": Case(
        "a day of `except:` is none on which the event takes place", "warning",
        NEVER + "such a day leaves nothing out", event("first", SERIES + "; except: 2027-01-12"),
    ),
    "moved_far": Case(
        "a date moves to long before the event began, or more than a year away", "error",
        "cancel the date, and write the new one below `also_on:`",
        event("first", SERIES, "changes:\n  - date: 2027-01-13\n    moved_to: 2028-12-13"),
    ),
    "booking_opens_too_late": Case(
        "booking opens after the last date", "error", NEVER + "nobody could book",
        event("first", SERIES, "booking:\n  opens: 2028-01-01"),
    ),
    "review_before_it_begins": Case(
        "the day to look again is before the beginning", "error", NEVER + "there is nothing to look at by then",
        status=status("notices", "id: a; level: information; from: 2027-01-07; review: 2026-01-07; title: A"),
    ),
    "far_in_the_future": Case(
        "something is more than three years ahead of what is entered, or ends ten years after it began", "warning",
        "`far_ahead: yes`", event("first", "on: 2037-01-07; at: 10:00 to 11:00", "MEANT"),
    ),
    "announced_when_over": Case(
        "something is over before it is published", "warning", "leave `published:` out of a record of the past",
        event("first", ONCE, "published: 2027-11-20"),
    ),
    "updated_before_published": Case(
        "something is updated before it is published", "error", NEVER + "one of the two dates is a slip",
        event("first", ONCE, "published: 2026-11-20\nupdated: 2026-10-20"),
    ),
    "status_without_effect": Case(
        "a closure or changed hours lie wholly within another closure", "warning", "`overlaps_another: yes`",
        status=CLOSED + CHANGED + "    on: 2027-01-07\n    hours: 10:00 to 12:00\n    reason: A\n    MEANT\n",
    ),
    "changed_hours_as_usual": Case(
        "changed hours are the usual ones", "warning", "write a notice to remind people",
        status=CHANGED + "    on: 2027-01-07\n    hours: 09:00 to 17:00\n    reason: A\n",
    ),
    "extra_date_in_the_series": Case(
        "an extra date is one that the event has anyway", "error", NEVER + "people would see it twice",
        event("first", SERIES, "also_on: 2027-01-13"),
    ),
    "date_without_time": Case(
        "a date says no time, and the times of its event differ", "error", NEVER + "nobody could tell when it is",
        event("first", "on: [2027-01-06 10:00 to 11:00, 2027-01-07]"),
    ),
    "written_date_left_out": Case(
        "another line of the event leaves out dates that are written out", "warning",
        NEVER + "they are on, or not written; a span of days leaves out some with `except:`",
        event("first", "on: [2027-01-06, 2027-02-17]; at: 10:00 to 11:00; term_time: yes"),
    ),
    "away_on_a_great_holiday": Case(
        "an event online or elsewhere is on 25 or 26 December, 1 January or Easter Sunday", "warning",
        "`goes_ahead: yes`", event("first", "on: 2027-03-28; at: 10:00 to 11:00", "MEANT", branch="online: yes"),
    ),
    "change_of_a_holiday": Case(
        "a change is of a date that a bank holiday leaves out", "warning", "`goes_ahead: yes` at the change",
        event("first", SERIES.replace("02-24", "05-05").replace("Wednesday", "Monday"),
              "changes:\n  - date: 2027-05-03\n    title: Maypole\n    MEANT"),
    ),
    "sessions_at_one_time": Case(
        "two patterns of an event give a date at the same time", "warning", NEVER + "people would see it twice",
        event("first", "- id: a; ~ on: 2027-01-06; ~ at: 10:00 to 11:00;- id: b; ~ on: 2027-01-06; ~ at: 10:00 to 11:00"
              .replace("~", "\u200b")).replace("\u200b", " "),
    ),
    "moved_to_a_date_it_has": Case(
        "a date moves to where it is anyway, or to where another date of its event is", "warning",
        NEVER + "nothing would move, or people would see it twice",
        event("first", SERIES, "changes:\n  - date: 2027-01-13\n    moved_to: 2027-01-20"),
    ),
    "event_entered_twice": Case(
        "two events have the same title, place and dates", "warning", NEVER + "people would see it twice",
        event("first", ONCE) + event("second", ONCE).replace("Second", "First"),
    ),
    "notice_entered_twice": Case(
        "two notices of a library have the same title at the same time", "warning", NEVER + "people would see it twice",
        status="notices:\n" + "".join(
            f"  - id: {name}\n    level: information\n    on: 2027-01-07\n    title: The lift\n" for name in "ab"
        ),
    ),
}  # fmt: skip
KEYS = {name: case.how.split("`")[1] for name, case in TABLE.items() if case.how.startswith("`")}
KEYS["changed_hours_of_one_name"] = "id: another"
KEYS["status_before_the_branch_opens"] = "opened: 2015"


def found(folder: Path, case: Case, line: str) -> set[str]:
    """Return the rules that find something in an example, with a line in its place."""
    events, statuses = (text.replace("MEANT", line) for text in (case.events, case.status))
    write(folder, f"events:\n{events}" if events else "", statuses)
    branches = folder / "data" / "branches.yaml"
    text = branches.read_text(encoding="utf-8")
    if case is TABLE["dates_after_the_branch_closes"]:
        text = text.replace("Lewsey Library\n", "Lewsey Library\n    closed:\n      from: 2027-02-10\n")
    if case in (TABLE["dates_before_the_branch_opens"], TABLE["status_before_the_branch_opens"]):
        opened = "2015" if line == "opened: 2015" else "2027-02-10"
        text = text.replace("Lewsey Library\n", f"Lewsey Library\n    opened: {opened}\n")
    if case is TABLE["opening_hours_at_a_time_that_does_not_exist"]:
        text = text.replace("sunday: closed", "sunday: 01:30 to 09:00", 1)
    if case is TABLE["no_holiday_to_take_away"]:
        text = text.replace("Lewsey Library\n", "Lewsey Library\n    holidays:\n      not: 2027-05-04\n")
    branches.write_text(text, encoding="utf-8")
    if case.page:
        (folder / "content" / case.page).parent.mkdir(parents=True)
        (folder / "content" / case.page).write_text("---\ntitle: A\n---\n", encoding="utf-8")
    loaded = load(folder)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.library is not None
    return {rule.__name__ for rule in RULES if list(rule(loaded.library))}


def test_every_rule_is_in_the_table() -> None:
    """A new rule says how to answer it, or why nobody can be right against it."""
    assert set(TABLE) == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize("name", TABLE)
def test_a_contradiction_is_found(name: str, tmp_path: Path) -> None:
    """Each example is found by its rule, and as the error or the warning that the table says."""
    assert name in found(
        tmp_path, TABLE[name], "sample: no" if "changes" not in TABLE[name].events else "note: x"
    )
    kinds = {("warning" if finding.warning else "error") for finding in _findings(tmp_path, name)}
    assert all(kind in TABLE[name].kind for kind in kinds)


def _findings(folder: Path, name: str) -> list[Problem[Where]]:
    library = load(folder).library
    assert library is not None
    return [finding for rule in RULES if rule.__name__ == name for finding in rule(library)]


@pytest.mark.parametrize("name", KEYS)
def test_a_contradiction_that_is_meant_is_not_told(name: str, tmp_path: Path) -> None:
    """With its key the same example is without this fault, and has no other."""
    assert found(tmp_path, TABLE[name], KEYS[name]) == set()


@pytest.mark.parametrize(
    "name", sorted(set(KEYS) - {"changed_hours_of_one_name", "status_before_the_branch_opens"})
)
def test_the_remedy_names_the_key(name: str, tmp_path: Path) -> None:
    """The message itself says how to answer it."""
    found(tmp_path, TABLE[name], "sample: no" if "changes" not in TABLE[name].events else "note: x")
    assert any(KEYS[name] in finding.mistake.remedy for finding in _findings(tmp_path, name))


@pytest.mark.parametrize("name", [name for name, case in TABLE.items() if case.how.startswith(NEVER)])
def test_a_rule_without_an_answer_says_so(name: str) -> None:
    """Where nobody can be right against a rule, its key is missing from the model, and the table says why."""
    assert len(TABLE[name].how) > len(NEVER)


def test_the_decision_page_has_the_table(root: Path) -> None:
    """What editors and developers read about the rules is what is tested here."""
    page = (root / "docs" / "decisions" / "0018-saying-that-it-is-meant.md").read_text(encoding="utf-8")
    rows = [f"| {case.words} | {case.kind} | {case.how} |" for case in TABLE.values()]
    assert [row for row in rows if row not in page.splitlines()] == []


def test_a_series_at_the_wrong_half_of_the_day_is_offered_the_other(tmp_path: Path) -> None:
    """A time in the night that would be right in the afternoon is most likely that."""
    text = event("first", "every: Wednesday; at: 2:30 to 3:30; from: 2027-01-06")
    (problem,) = problems(write(tmp_path, f"events:\n{text}"))
    assert problem.remedy.startswith("did you mean 14:30 to 15:30?")


def test_a_closure_that_does_not_cover_all_is_no_contradiction(tmp_path: Path) -> None:
    """A flood until further notice and a closure of all libraries at Christmas are both right."""
    flood = "  - id: flood\n    branches: [lewsey]\n    from: 2026-12-01\n    until: further notice\n"
    statuses = CLOSED + flood + "    review: 2027-02-01\n    reason: Flood\n"
    loaded = load(write(tmp_path, status=statuses))
    assert loaded.library is not None
    assert list(contradictions(loaded.library)) == []


def test_a_series_of_many_years_that_goes_on_is_not_years_away(tmp_path: Path) -> None:
    """What is entered some years after the site began is compared with what was added last."""
    old = event("first", "on: 2031-01-08; at: 10:00 to 11:00", "published: 2030-12-01")
    new = event("second", "on: 2031-03-12; at: 10:00 to 11:00", "published: 2030-12-02")
    plain = event("third", "on: 2031-02-05; at: 10:00 to 11:00")
    assert problems(write(tmp_path, f"events:\n{old}{new}{plain}")) == []
