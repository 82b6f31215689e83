import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from librarysite.cli import main
from tests.conftest import change

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def moment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command run on Monday 23 November 2026, 9am, outside of GitHub Actions."""
    monkeypatch.setenv("LIBRARYSITE_NOW", "2026-11-23T09:00")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.fixture
def here(site_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the sample site's folder, as the current folder."""
    monkeypatch.chdir(site_copy)
    return site_copy


def test_check_of_good_files_says_so(here: Path, capsys: Output) -> None:
    """Files without a mistake end with 0 and a sentence with what was read."""
    assert main(["check"]) == 0
    said = capsys.readouterr()
    assert "5 libraries in service, 73 events, 2 closures" in said.out
    assert "Error" not in said.err


def test_reading_ages_are_told_and_never_fail(here: Path, capsys: Output) -> None:
    """``--reading`` gives a note for each page, whatever else is wrong."""
    (here / "content" / "about.md").write_text("---\ntitle: T\n---\n\nWe utilise [it](nowhere.md).\n")
    assert main(["check", "--reading"]) == 0
    said = capsys.readouterr()
    assert "content/about.md: too short for a reading age, 3 words\n  line 5: for “utilise”" in said.out
    assert said.err == ""


def test_check_of_a_mistake_ends_with_1(here: Path, capsys: Output) -> None:
    """A misspelt weekday is told on stderr with file, line, column and the nearest word; the command ends with 1."""
    line = change(here / "data" / "events.yaml", "every: Tuesday", "every: Tuseday")
    assert main(["check"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert re.search(rf"^Error: .+\n +--> data/events\.yaml:{line}:\d+$", said.err, re.M)
    assert "Tuesday" in said.err
    assert "1 thing to put right. Nothing has been published" in said.err


def test_check_tells_mistakes_of_all_files(here: Path, capsys: Output) -> None:
    """Mistakes in three files are told together, in the order of the files."""
    change(here / "data" / "status.yaml", "on: 2026-12-31", "on: 31/12/2026")
    change(here / "data" / "branches.yaml", "sunday: closed", "sunday: shut")
    change(here / "data" / "events.yaml", "at: 10:30 to 11:00", "at: 11:00 to 10:30")
    assert main(["check"]) == 1
    told = re.findall(r"^Error: .+\n +--> (data/\w+\.yaml):", capsys.readouterr().err, re.M)
    assert told == ["data/branches.yaml", "data/events.yaml", "data/status.yaml"]


@pytest.mark.parametrize(
    "content",
    [b"", b"events:\n  - [[[[[[", b"\xff\xfe\x00", b"events: {}\n", b"- a\n", b"\x93smart\x94: 1\n", b"null\n"],
    ids=["empty", "unclosed", "not text", "mapping", "list", "windows", "null"],
)  # fmt: skip
def test_check_of_any_bytes_ends_without_a_traceback(here: Path, capsys: Output, content: bytes) -> None:
    """Whatever stands in a file, the command ends with 0 or 1 and never with a Python error."""
    (here / "data" / "events.yaml").write_bytes(content)
    code = main(["check"])
    assert code in (0, 1)
    assert code == 0 or "data/events.yaml" in capsys.readouterr().err
    assert code == 1 or content in (b"", b"null\n", b"events: {}\n")


def test_check_without_a_file_names_it(here: Path, capsys: Output) -> None:
    """A file that has to be there and is not is named."""
    (here / "data" / "branches.yaml").unlink()
    assert main(["check"]) == 1
    assert "branches.yaml" in capsys.readouterr().err


def test_what_is_due_stops_only_when_asked(here: Path, capsys: Output) -> None:
    """Hours last checked long ago are told as a warning that stops nothing; ``--due`` ends with 1 on them."""
    assert main(["check"]) == 0
    assert main(["check", "--due"]) == 1
    said = capsys.readouterr().err
    assert re.search(r"Warning: .*Luton Central Library.*\n +--> data/branches\.yaml:\d+:\d+", said)


def test_nothing_due_is_well(here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """With hours checked the day before and no offer ended, ``--due`` ends with 0."""
    branches = here / "data" / "branches.yaml"
    branches.write_text(branches.read_text().replace("checked: 2024-06-21", "checked: 2026-11-22"))
    offers = here / "data" / "offers.yaml"
    offers.write_text(re.sub(r"^    until: 2020-08-31\n", "", offers.read_text(), flags=re.M))
    assert main(["check", "--due"]) == 0, capsys.readouterr().err


def planned(said: str) -> list[str]:
    """Return the lines about holidays of what ``check`` said."""
    return [line.strip() for line in said.splitlines() if line.startswith("  ")]


def test_check_lists_the_holidays_of_eight_weeks(here: Path, capsys: Output) -> None:
    """On 23 November four holidays are near; all libraries are closed on them."""
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "Holidays in the next eight weeks:" in said
    assert planned(said) == [
        "Friday 25 December, Christmas Day: all libraries closed",
        "Saturday 26 December, Boxing Day: all libraries closed",
        "Monday 28 December, Boxing Day (substitute day): all libraries closed",
        "Friday 1 January 2027, New Year’s Day: all libraries closed",
    ]


def test_check_says_when_no_holiday_is_near(
    here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In early September there is none for eight weeks, and that is said."""
    monkeypatch.setenv("LIBRARYSITE_NOW", "2027-09-06")
    assert main(["check"]) == 0
    assert "No holidays in the next eight weeks." in capsys.readouterr().out


def test_check_tells_libraries_apart(here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries that do the same are named together, in the order of the file; “as usual” is told in hours."""
    status = here / "data" / "status.yaml"
    opened = (
        "changed_hours:\n  - branches:\n      - leagrave\n      - stopsley\n"
        "    on: 2027-05-03\n    hours: as usual\n"
    )
    status.write_text(
        status.read_text(encoding="utf-8").replace("changed_hours:\n", opened), encoding="utf-8"
    )
    monkeypatch.setenv("LIBRARYSITE_NOW", "2027-04-12")
    assert main(["check"]) == 0
    assert planned(capsys.readouterr().out) == [
        "Monday 3 May, Early May bank holiday: Luton Central Library, Lewsey Library and Marsh Farm Library closed; "
        "Leagrave Library open 11am to 7pm; Stopsley Library open 11am to 5pm",
        "Monday 31 May, Spring bank holiday: all libraries closed",
    ]


def test_check_tells_holidays_that_editors_added(
    here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days that the service or a library adds are in the plan and not called expected; those taken away are gone."""
    service, branches = here / "data" / "service.yaml", here / "data" / "branches.yaml"
    own = "    holidays:\n      also:\n        - date: 2029-01-08\n          name: Lewsey Fair\n"
    moved = "  also:\n    - date: 2029-01-02\n      name: New Year’s Day (moved)\n  not: 2029-01-01\n"
    text = branches.read_text(encoding="utf-8")
    branches.write_text(text.replace("  - id: lewsey\n", f"  - id: lewsey\n{own}"), encoding="utf-8")
    text = service.read_text(encoding="utf-8")
    service.write_text(text.replace("  region: ENG\n", f"  region: ENG\n{moved}"), encoding="utf-8")
    monkeypatch.setenv("LIBRARYSITE_NOW", "2028-12-27")
    main(["check"])
    assert planned(capsys.readouterr().out) == [
        "Tuesday 2 January 2029, New Year’s Day (moved): all libraries closed",
        "Monday 8 January 2029, Lewsey Fair: Luton Central Library and Leagrave Library open 11am to 7pm; "
        "Lewsey Library closed; Marsh Farm Library open 2pm to 6pm; Stopsley Library open 11am to 5pm",
    ]


def test_dates_not_announced_are_called_expected(
    here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From 2029 on, GOV.UK has not announced the dates, and the check says so of each; of 2028 it does not."""
    monkeypatch.setenv("LIBRARYSITE_NOW", "2028-12-20")
    main(["check"])
    assert planned(capsys.readouterr().out) == [
        "Monday 25 December, Christmas Day: all libraries closed",
        "Tuesday 26 December, Boxing Day: all libraries closed",
        "Monday 1 January 2029, New Year’s Day (expected, not announced by GOV.UK): all libraries closed",
    ]


@pytest.mark.parametrize("moment", ["2026-11-23T09:00", "2029-11-19T09:00"])
def test_undecided_holidays_are_due(
    here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """A library that must decide and has not is listed and makes ``--due`` fail, in years to come as well."""
    monkeypatch.setenv("LIBRARYSITE_NOW", moment)
    undated = (here / "data" / "branches.yaml").read_text(encoding="utf-8").replace("checked: 2024-06-21", "")
    (here / "data" / "branches.yaml").write_text(
        undated.replace("  - id: lewsey\n", "  - id: lewsey\n    holidays:\n      unless_told: decide\n"),
        encoding="utf-8",
    )
    (here / "data" / "offers.yaml").unlink()
    shutil.rmtree(here / "content")
    (here / "content").mkdir()
    (here / "data" / "status.yaml").write_text("", encoding="utf-8")
    assert main(["check"]) == 0
    assert main(["check", "--due"]) == 1
    said = capsys.readouterr()
    year = moment[:4]
    assert f"Lewsey Library has not decided about {year}-12-25" in said.err
    assert "Christmas Day: add changed_hours or a closure" in said.err
    assert "Central Library has not decided" not in said.err
    assert re.search(
        r"Christmas Day.*: Luton Central Library, .*closed; Lewsey Library not decided yet", said.out
    )
    closed = f"closures:\n  - id: winter\n    branches: all\n    from: {year}-12-20\n    to: {int(year) + 1}-01-03\n"
    (here / "data" / "status.yaml").write_text(f"{closed}    reason: Winter break\n", encoding="utf-8")
    assert main(["check", "--due"]) == 0, capsys.readouterr().err


def test_github_actions_get_annotations(here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """In GitHub Actions each problem is also told in the form that marks the changed line."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    line = change(here / "data" / "events.yaml", "date: 2026-12-08", "date: 08/12/2026")
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert re.search(rf"^::error file=data/events\.yaml,line={line},col=\d+::.*2026-12-08", said, re.M)


def test_no_annotations_elsewhere(here: Path, capsys: Output) -> None:
    """On a person's own computer no annotation is printed."""
    change(here / "data" / "events.yaml", "date: 2026-12-08", "date: 08/12/2026")
    main(["check"])
    said = capsys.readouterr()
    assert "::error" not in said.out + said.err


def test_agenda_lists_a_day_of_a_library(here: Path, capsys: Output) -> None:
    """The dates of Central on 8 December stand in order, the cancelled one with its reason."""
    assert main(["agenda", "--from", "2026-12-08", "--days", "1", "--branch", "central"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[1:] for line in lines] == [
        ["Winter photographs", "central", "on"],
        ["Baby weighing", "central", "on"],
        ["Baby rhyme time", "central", "cancelled", "Staff training"],
        ["Reading group", "central", "on"],
    ]
    assert lines[2].startswith("2026-12-08T10:30:00+00:00 to 2026-12-08T11:00:00+00:00  ")


def test_agenda_as_data(here: Path, capsys: Output) -> None:
    """With ``--json`` each date has its id, times with offset, title, branch, state and reason."""
    assert main(["agenda", "--from", "2026-12-12", "--days", "1", "--branch", "lewsey", "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    expected = {
        "id": "creative-play-lewsey",
        "date": "morning.20261212",
        "start": "2026-12-12T10:30:00+00:00",
        "end": "2026-12-12T11:30:00+00:00",
        "title": "Creative play",
        "branch": "lewsey",
        "state": "on",
        "reason": None,
    }
    assert {key: first[key] for key in expected} == expected
    assert (second["start"], second["state"]) == ("2026-12-12T14:00:00+00:00", "on")
    assert second["reason"] == "This session is quieter than usual, with fewer places"


def test_agenda_in_summer_time(here: Path, capsys: Output) -> None:
    """In summer the times stand with the offset of British Summer Time."""
    assert main(["agenda", "--from", "2027-04-13", "--days", "1", "--branch", "central", "--json"]) == 0
    rhymes = [r for r in json.loads(capsys.readouterr().out) if r["id"] == "baby-rhyme-time-central"]
    assert [r["start"] for r in rhymes] == ["2027-04-13T10:30:00+01:00"]


def test_agenda_window_ends_before_its_last_midnight(here: Path, capsys: Output) -> None:
    """A window of seven days from Monday has seven days: Sunday's dates, not those of the Monday after."""
    assert main(["agenda", "--from", "2026-11-23", "--json"]) == 0
    days = {record["start"][:10] for record in json.loads(capsys.readouterr().out)}
    assert days == {f"2026-11-{day}" for day in range(23, 30)}


def test_agenda_of_an_unknown_library(here: Path, capsys: Output) -> None:
    """A misspelt library ends with 1 and the nearest name."""
    assert main(["agenda", "--branch", "centrall"]) == 1
    assert capsys.readouterr() == ("", "There is no library “centrall”: did you mean central?\n")


def test_agenda_of_broken_files(here: Path, capsys: Output) -> None:
    """Files with a mistake give no dates but the mistake."""
    change(here / "data" / "events.yaml", "date: 2026-12-08", "date: 08/12/2026")
    assert main(["agenda"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "data/events.yaml" in said.err


def test_date_day_first_is_refused(here: Path, capsys: Output) -> None:
    """A date written day first ends with 2 and says what to write."""
    assert main(["agenda", "--from", "24/11/2026"]) == 2
    assert "write 2026-11-24" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("branch", "day", "words"),
    [
        ("central", "2026-11-23", "11am to 7pm"),
        ("lewsey", "2026-11-27", "Closed"),
        ("central", "2026-12-24", "9am to 1pm"),
        ("central", "2026-12-25", "Closed: Christmas"),
        ("central", "2026-12-31", "9am to 1pm"),
        ("leagrave", "2027-01-14", "2pm to 7pm"),
        ("wigmore", "2026-11-23", "Closed for good"),
    ],
)
def test_open_says_when(here: Path, capsys: Output, branch: str, day: str, words: str) -> None:
    """``open`` says a day's hours in words, with the reason where they are not the usual ones."""
    assert main(["open", branch, day]) == 0
    assert capsys.readouterr().out.startswith(words)


def test_open_is_about_today_unless_told(here: Path, capsys: Output) -> None:
    """Without a date ``open`` is about the day of the moment that is told: Monday 23 November."""
    assert main(["open", "marsh-farm"]) == 0
    assert capsys.readouterr().out == "2pm to 6pm\n"


@pytest.mark.parametrize(
    ("branch", "moment", "words"),
    [
        ("central", "2026-11-23T10:59", "Closed until 11am on Monday 23 November"),
        ("central", "2026-11-23T11:00", "Open until 7pm on Monday 23 November"),
        ("central", "2026-11-23 19:00", "Closed until 9am on Tuesday 24 November"),
        ("central", "2026-12-24T12:59", "Open until 1pm on Thursday 24 December"),
        ("central", "2026-12-24T13:30", "Closed until 9am on Tuesday 29 December: Christmas"),
        ("central", "2026-12-24T08:00", "Closed until 9am on Thursday 24 December"),
        ("marsh-farm", "2026-12-24T09:00", "Closed until 10am on Thursday 24 December"),
        ("leagrave", "2027-01-14T08:00", "Closed until 2pm on Thursday 14 January"),
        (
            "leagrave",
            "2027-01-14T10:00",
            "Closed until 2pm on Thursday 14 January: The heating is being serviced in the morning",
        ),
        ("stopsley", "2027-02-09T20:00", "Closed until 10am on Thursday 11 February"),
        ("stopsley", "2027-02-10T08:00", "Closed until 10am on Thursday 11 February: Staff training"),
        ("central", "2026-12-31T20:00", "Closed until 9:30am on Saturday 2 January 2027"),
        ("central", "2026-12-31T14:00", "Closed until 9:30am on Saturday 2 January 2027: New Year's Eve"),
        ("central", "2027-06-01T12:00", "Open until 7pm on Tuesday 1 June"),
        ("wigmore", "2026-11-23T12:00", "Closed for good"),
    ],
)
def test_open_at_a_moment(here: Path, capsys: Output, branch: str, moment: str, words: str) -> None:
    """With a moment ``open`` says whether the doors are open then, until when, and why not."""
    assert main(["open", branch, moment]) == 0
    assert capsys.readouterr().out == f"{words}\n"


def test_outside_a_site_says_where_to_go(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder without data/ every command ends with 2 and says where to go."""
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    told = "There is no site here: go to the folder that holds data/ and content/.\n"
    assert capsys.readouterr() == ("", told)


def test_moment_that_cannot_be_read_is_told(
    here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A moment such as “tomorrow” ends with 2 and a sentence that names it, not with a Python error."""
    monkeypatch.setenv("LIBRARYSITE_NOW", "tomorrow")
    assert main(["check"]) == 2
    assert "LIBRARYSITE_NOW=tomorrow" in capsys.readouterr().err


@pytest.mark.slow
def test_command_is_installed(here: Path) -> None:
    """``librarysite`` is a command of the environment; its code and its words reach the shell."""
    command = Path(sys.executable).with_name("librarysite")
    done = subprocess.run(
        [command, "open", "centrall"], env=os.environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "did you mean central?" in done.stderr


@pytest.mark.parametrize("days", ["0", "-5", "100000000", "a week", "²", "7" * 5000])
def test_agenda_takes_a_likely_number_of_days(days: str, here: Path, capsys: Output) -> None:
    """A number of days that no calendar has is refused in words."""
    assert main(["agenda", f"--days={days}"]) == 2
    assert "is not a number of days from 1 to 3,660" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Lewsey", "LEWSEY", "Lewsey Library", "lewsey"])
def test_library_is_found_by_its_name(here: Path, capsys: Output, name: str) -> None:
    """Staff may write a library's id or its name, with capitals or without."""
    assert main(["open", name, "2026-12-24", "13:30"]) == 0
    assert "Closed" in capsys.readouterr().out


def test_agenda_without_dates_says_so(here: Path, capsys: Output) -> None:
    """Where nothing takes place, that is said, so that nobody takes it for a fault."""
    assert main(["agenda", "--branch", "wigmore"]) == 0
    assert capsys.readouterr().err == "No dates from 2026-11-23 on, for 7 days.\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chek"], "There is no “chek”: did you mean check?"),
        (["check", "--agaisnt", "main"], "There is no “--agaisnt”: did you mean --against?"),
        (["check", "--imp"], "There is no “--imp”: did you mean --impact?"),
        (["check", "-d"], "There is no “-d”: write one of: --due, --against"),
        (["age"], "There is no “age”: did you mean agenda?"),
        ([], "Something is missing: COMMAND"),
        (["agenda", "lewsey"], "“lewsey” cannot stand here"),
        (["check", "--against"], "Something is missing after --against"),
        (["check", "--against", "--impact"], "Something is missing after --against"),
        (["agenda", "--json=yes"], "Nothing can stand after --json="),
        (["cancel", "scrabble-leagrave", "2027-01-08"], "Something is missing: --reason"),
        (["cancel", "scrabble-leagrave"], "Something is missing: DATE\nFor example: librarysite cancel "),
        (["cancel", "scrabble-leagrave", "Friday", "--reason", "Flu"], "DATE: "),
        (["preview", "--port", "99999"], "--port: 99999 is not a port from 0 to 65,535"),
        (["preview", "--as-of", "Christmas"], "--as-of: "),
        (["--help=all"], "Nothing can stand after --help="),
        (["--"], "Something is missing: COMMAND"),
        (["new"], "Something is missing: KIND"),
        (["new", "event", "--titel", "Chess"], "There is no “--titel”: did you mean --title?"),
        (["new", "evnt"], "There is no “evnt”: did you mean event?"),
    ],
)
def test_slips_in_a_command_are_told_in_plain_words(capsys: Output, words: list[str], told: str) -> None:
    """A misspelt or unfinished command ends with 2, says what is wrong and where to read on."""
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(told)
    assert said.err.endswith("--help” tells what can be written.\n")
