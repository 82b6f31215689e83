"""The rules about bank holidays: what is taken away would else be one, and changed hours say what holds on them."""

from pathlib import Path

import pytest

from librarysite.problems import Problem
from librarysite.reading.load import load
from tests.support.checkcases import problems, said, write


def holidays(folder: Path, service: str, library: str = "") -> list[Problem]:
    """Return the problems of a site whose holidays have more lines: of the service, and of Lewsey Library."""
    data = write(folder) / "data"
    for file, after, more in (
        ("service", "  unless_told: closed\n", service),
        ("branches", "Lewsey Library\n", library),
    ):
        text = (data / f"{file}.yaml").read_text(encoding="utf-8")
        (data / f"{file}.yaml").write_text(text.replace(after, after + more), encoding="utf-8")
    return problems(folder)


@pytest.mark.parametrize(
    ("day", "remedy"),
    [
        ("2027-05-04", "did you mean 2027-05-03?"),
        ("2027-12-24", "did you mean 2027-12-25?"),
        ("2027-07-12", "delete this date"),  # a holiday in Northern Ireland, with none near it in England
    ],
)
def test_a_day_that_is_no_bank_holiday_is_not_taken_away(tmp_path: Path, day: str, remedy: str) -> None:
    """A slip in “not:” would leave the library closed without a word: the holiday that is near is offered."""
    [found] = holidays(tmp_path, f"  not:\n    - {day}\n")
    assert (found.message, found.remedy, found.warning) == (f"{day} is no bank holiday anyway", remedy, True)
    assert (found.at.file, found.place.line) == ("data/service.yaml", 11)


def test_a_library_takes_away_what_the_service_has(tmp_path: Path) -> None:
    """What a library takes away is compared with the holidays of the service, with all its own changes."""
    service = "  also:\n    - date: 2027-06-18\n      name: Jubilee\n  not: 2027-05-03\n"
    own = "    holidays:\n      not:\n        - 2027-06-18\n        - 2027-05-03\n"
    [found] = holidays(tmp_path, service, own)
    assert found.message == "2027-05-03 is no bank holiday anyway"
    assert found.at.file == "data/branches.yaml"


def test_a_bank_holiday_is_taken_away_without_a_word(tmp_path: Path) -> None:
    """A bank holiday, one of the real dates or one that the service adds may be taken away."""
    assert holidays(tmp_path, "  not:\n    - 2027-05-03\n    - 2027-12-26\n") == []


@pytest.mark.parametrize(
    ("lines", "message", "remedy"),
    [
        (
            "  also:\n    - date: 2027-05-03\n      name: Fair\n  not: 2027-05-03\n",
            "2027-05-03 stands below “also:” and below “not:”",
            "delete one of the two",
        ),
        (
            "  also:\n    - date: 2027-07-19\n      name: Fair\n    - date: 2027-07-19\n      name: Glasgow Fair\n",
            "2027-07-19 stands here twice",
            "keep one of the two names",
        ),
        ("  also: 2027-07-19\n", "“also” is a list of entries", ""),
        ("  also:\n    - 2027-07-19\n", "“also” is a list of entries", ""),
        ("  also:\n    - date: 2027-07-19\n", "“name” is missing", ""),
        (
            "  extra:\n    - date: 2027-07-19\n      name: Fair\n",
            "“extra” is not known here",
            "did you mean also?",
        ),
        ("  also:\n    - on: 2027-07-19\n      name: Fair\n", "“on” is not known here", "did you mean date?"),
    ],
)
def test_slips_are_answered(tmp_path: Path, lines: str, message: str, remedy: str) -> None:
    """What contradicts itself, is half said or is called otherwise gets an answer with what to write."""
    service = write(tmp_path) / "data" / "service.yaml"
    text = service.read_text(encoding="utf-8")
    service.write_text(
        text.replace("  unless_told: closed\n", f"  unless_told: closed\n{lines}"), encoding="utf-8"
    )
    found = load(tmp_path).problems
    assert found[0].message.startswith(message)
    assert remedy in found[0].remedy


WINTER = (
    "changed_hours:\n  - branches: all\n    from: 2026-12-21\n    to: 2027-01-01\n    hours: 10:00 to 16:00\n"
    "    reason: Winter hours\n    opens_closed_days: yes\n"
)
FOR_ALL = "  - branches: all\n    on: 2026-12-{}\n    hours: 10:00 to 12:00\n    reason: Open\n"
DAYS = "2026-12-25, 2026-12-26, 2026-12-28 and 2027-01-01"


@pytest.mark.parametrize(("rule", "what"), [("closed", "closed"), ("decide", "undecided")])
def test_bank_holidays_within_changed_hours_are_named(tmp_path: Path, rule: str, what: str) -> None:
    """Changed hours of several days open no library on a bank holiday; which days these are is said."""
    message = f"These hours do not hold on bank holidays: {DAYS} stay {what}"
    assert said(write(tmp_path, status=WINTER, holidays=rule)) == [f"warning 5: {message}"]


@pytest.mark.parametrize("hours", ["closed", "as usual", "11:00 to 13:00"])
def test_what_holds_on_bank_holidays_can_be_said(tmp_path: Path, hours: str) -> None:
    """Whatever is said of the bank holidays answers the question."""
    assert said(write(tmp_path, status=f"{WINTER}    bank_holidays: {hours}\n")) == []


def test_an_entry_for_each_day_answers_as_well(tmp_path: Path) -> None:
    """A bank holiday with an entry of its own is not among the days that are named, and is no second entry."""
    own = "".join(FOR_ALL.format(day) for day in ("25", "26", "28"))
    message = "These hours do not hold on bank holidays: 2027-01-01 stays closed"
    assert said(write(tmp_path, status=WINTER + own)) == [f"warning 5: {message}"]
    new_year = FOR_ALL.format("25").replace("2026-12-25", "2027-01-01")
    assert said(write(tmp_path, status=WINTER + own + new_year)) == []


def test_an_entry_for_some_libraries_leaves_the_day_to_the_others(tmp_path: Path) -> None:
    """A day on which one of the libraries would stay closed is named still."""
    own = "".join(FOR_ALL.format(day) for day in ("25", "26")) + FOR_ALL.format("28").replace(
        "all", "[lewsey]"
    )
    [found] = said(write(tmp_path, status=WINTER + own))
    assert found.endswith("2026-12-28 and 2027-01-01 stay closed")


def test_two_entries_for_one_bank_holiday_are_one_too_many(tmp_path: Path) -> None:
    """Of two entries for the very day, or two longer ones that say what holds on bank holidays, one can hold only."""
    own = FOR_ALL.format("25") + FOR_ALL.format("25").replace("2:00", "3:00")
    assert any("in another entry too" in line for line in said(write(tmp_path, status=WINTER + own)))
    told = WINTER + "    bank_holidays: closed\n"
    other = (
        "  - id: other\n    branches: all\n    from: 2027-01-01\n    to: 2027-01-04\n    hours: 10:00 to 11:00\n"
        "    reason: Works\n    bank_holidays: as usual\n    opens_closed_days: yes\n"
    )
    assert any("2027-01-01 in another entry" in line for line in said(write(tmp_path, status=told + other)))


def test_a_closure_that_shuts_the_day_is_no_question(tmp_path: Path) -> None:
    """A bank holiday on which a closure shuts every library for the whole day needs no word."""
    closure = "closures:\n  - id: snow\n    branches: all\n    from: 2026-12-25\n    to: 2027-01-01\n    reason: S\n"
    assert said(write(tmp_path, status=closure + WINTER)) == []


def test_a_library_that_would_be_closed_anyway_is_no_question(tmp_path: Path) -> None:
    """Changed hours that are closed, too, on the bank holidays leave nothing out."""
    days = "    from: 2027-03-25\n    to: 2027-03-29\n"
    status = f"changed_hours:\n  - branches: all\n{days}    hours: closed\n    reason: X\n"
    assert said(write(tmp_path, status=status)) == []


NOTHING = "This says nothing: no library has other hours by it than it would have without it"


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("on: 2027-03-28", "as usual"),  # Easter Sunday: no library opens on Sundays
        ("on: 2026-12-26", "as usual"),  # a Saturday
        ("on: 2027-03-24", "as usual"),  # a Wednesday, on which they open anyway
        ("from: 2027-03-22\n    to: 2027-03-25", "as usual"),
    ],
)
def test_as_usual_may_say_nothing(tmp_path: Path, day: str, hours: str) -> None:
    """Where “as usual” opens no library that would else be closed, the entry is most likely for another day."""
    status = f"changed_hours:\n  - branches: all\n    {day}\n    hours: {hours}\n"
    line = 4 if day.startswith("on") else 5
    assert said(write(tmp_path, status=status)) == [f"warning {line}: {NOTHING}"]


def test_as_usual_that_decides_says_something(tmp_path: Path) -> None:
    """Where libraries must decide, “as usual” decides that they are closed, too."""
    status = "changed_hours:\n  - branches: all\n    on: 2027-03-28\n    hours: as usual\n"
    assert said(write(tmp_path, status=status, holidays="decide")) == []


def test_as_usual_over_days_is_asked_once(tmp_path: Path) -> None:
    """“As usual” over several days opens no library on the bank holidays among them, and that is asked, not twice."""
    status = (
        "changed_hours:\n  - branches: all\n    from: 2027-03-22\n    to: 2027-03-29\n    hours: as usual\n"
    )
    message = "These hours do not hold on bank holidays: 2027-03-26 and 2027-03-29 stay closed"
    assert said(write(tmp_path, status=status)) == [f"warning 5: {message}"]
    assert said(write(tmp_path, status=f"{status}    bank_holidays: as usual\n")) == []


def test_bank_holidays_belong_to_several_days(tmp_path: Path) -> None:
    """On a single day the hours themselves hold, so that the line would say nothing."""
    status = "changed_hours:\n  - branches: all\n    on: 2027-03-26\n    hours: as usual\n    bank_holidays: closed\n"
    [found] = problems(write(tmp_path, status=status))
    assert found.message == "“bank_holidays” goes with several days"
    assert found.remedy == "delete this line: on a single day “hours:” holds, bank holiday or not"
