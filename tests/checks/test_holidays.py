"""The rules about bank holidays: a day that is taken away would else be one."""

from pathlib import Path

import pytest

from librarysite.problems import Problem
from librarysite.reading.load import load
from tests.support.checkcases import problems, write


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
