"""``/data/libraries.csv``: the register of libraries, by the table schema of Libraries Hacked.

The schema and its notes: https://github.com/LibrariesHacked/schema-librarydata (``libraries``). Hours are written
``09:00-12:00,13:00-17:00``, special hours ``2026-12-25: X,2026-12-31: 09:00-13:00``, as its notes ask.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date

from librarysite import paths
from librarysite.model import Branch, Library
from librarysite.notation import clock
from librarysite.opendata.datafile import harmless
from librarysite.schedule.hours import Interval, doors_open, exceptions, intervals_in
from librarysite.wording.facts import DAYS, date_words, opens_words, part_date_words

COLUMNS = (
    "Local authority", "Library name", "Address 1", "Address 2", "Address 3", "Postcode",
    "Unique property reference number", "Statutory", "Type of library", "Year opened", "Year closed",
    *(f"{day} staffed hours" for day in DAYS), *(f"{day} unstaffed hours" for day in DAYS),
    "Special hours", "Co-located", "Co-located with", "Notes", "URL", "Email address",
)  # fmt: skip


def libraries_table(library: Library, today: date) -> dict[str, bytes]:
    """Return ``data/libraries.csv`` by address: every library, those closed for good too.

    The schema takes no library without a postcode, type and “statutory”; where one is not known it is left out.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")  # RFC 4180
    table.writeheader()
    for branch in library.branches:
        if branch.address and branch.address.postcode and branch.run_as and branch.statutory is not None:
            cells = _row(library, branch, today)
            table.writerow({name: harmless(cell) for name, cell in cells.items()})
    return {paths.LIBRARIES_TABLE: text.getvalue().encode()}


def _row(library: Library, branch: Branch, today: date) -> dict[str, str]:
    assert branch.address is not None  # the caller sees to it
    return {
        "Local authority": library.service.authority,
        "Library name": branch.name,
        "Address 1": branch.address.street,
        "Address 2": branch.address.town,
        "Postcode": branch.address.postcode or "",
        "Unique property reference number": branch.uprn or "",
        "Statutory": _yes_no(branch.statutory),
        "Type of library": branch.run_as or "",
        "Year opened": str(branch.opened.first.year) if branch.opened else "",
        **_hours(library, branch, today),
        "Co-located": _yes_no(branch.shares_building),
        "Co-located with": branch.shares_with or "",
        "URL": library.service.website + paths.library_page(branch.id),
        "Email address": branch.email or library.service.help.email or "",
    }


def _yes_no(value: bool | None) -> str:
    return {True: "Yes", False: "No", None: ""}[value]


def _hours(library: Library, branch: Branch, today: date) -> dict[str, str]:
    """Return the week in force and the special hours; of a library closed for good, since when it is."""
    if branch.closed and branch.closed_for_good_on(today):
        return {"Year closed": str(branch.closed.from_.first.year), "Notes": branch.closed.reason or ""}
    cells = {}
    if not library.not_yet_open_on(branch, today) and (week := branch.week_on(today)):
        for weekday, name in enumerate(DAYS):
            intervals = intervals_in(week, weekday)
            cells[f"{name} staffed hours"] = _ranges(i for i in intervals if i.kind == "staffed")
            cells[f"{name} unstaffed hours"] = _ranges(i for i in intervals if i.kind == "self_service")
    return cells | {
        "Special hours": _special(library, branch, today),
        "Notes": _notes(library, branch, today),
    }


def _ranges(intervals: Iterable[Interval]) -> str:
    return ",".join(f"{clock(i.opens)}-{clock(i.closes)}" for i in intervals)


def _special(library: Library, branch: Branch, today: date) -> str:
    """Return the coming days that differ, each with its date, ``X`` where closed. With or without staff is not told.

    Days that are not decided yet are in the notes alone: here they could only be open or closed.
    """
    parts = []
    for day in (d for d in exceptions(library, branch, today) if d.kind != "undecided"):
        times = [f"{clock(i.opens)}-{clock(i.closes)}" for i in doors_open(day.intervals)] or ["X"]
        parts += [f"{day.date.isoformat()}: {time}" for time in times]
    return ",".join(parts)


def _notes(library: Library, branch: Branch, today: date) -> str:
    """Return what the columns cannot say: other weeks to come, days not decided, that it will close for good."""
    undecided = [d.date for d in exceptions(library, branch, today) if d.kind == "undecided"]
    opening = library.opening_of(branch)
    notes = [opens_words(opening)] if opening and today < opening.first else []
    later = (
        week.from_ for week in branch.hours if week.from_ > (max(today, opening.first) if opening else today)
    )
    notes += [f"New weekly hours from {date_words(day)}" for day in later]
    notes += [f"Not decided yet: {date_words(day)}" for day in undecided]
    if branch.closed:
        notes.append(f"Closes for good: {part_date_words(branch.closed.from_)}")
    return ". ".join(notes)
