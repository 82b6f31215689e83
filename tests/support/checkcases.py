"""A small service whose entries contradict each other in one way at a time."""

from pathlib import Path

from librarysite.checks import contradictions
from librarysite.model import Library
from librarysite.problems import Problem, in_file_order
from librarysite.reading.load import load

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


FLOOD = (
    "closures:\n  - id: flood\n    branches:\n      - lewsey\n    from: 2027-01-04\n"
    "    until: further notice\n    review: 2027-01-20\n    reason: Flood\n"
)


def by_rule(rule: str, when: str, more: str = "") -> str:
    """Return an event that repeats by a rule."""
    return event("first", f"{when}; rule: RULE", more).replace("RULE", rule)


RULE = "FREQ=MONTHLY;BYDAY=1WE,3TH"  # 6 and 21 January 2027, and so on
