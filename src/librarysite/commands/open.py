"""``open``: says when a library is open."""

from datetime import datetime

import click

from librarysite.commands.command import Command
from librarysite.commands.output import branch_named, read_here, readable
from librarysite.model import ZONE, Branch, Library
from librarysite.moment import Now
from librarysite.notation import read_day_or_moment
from librarysite.schedule.doors import shut_at
from librarysite.schedule.hours import hours_on, state_at
from librarysite.wording.facts import NO_HOURS, hours_words, moment_words
from librarysite.wording.opennow import end_words


@click.command(
    "open",
    cls=Command,
    examples=[
        "librarysite open central",
        "librarysite open leagrave 2027-01-08",
        "librarysite open central 2026-12-24 13:30",
    ],
)
@click.argument("branch", help="The id of a library, or its name.")
@click.argument("when", nargs=-1, help="A date, or a date and a time; today if left out.")
@click.pass_obj
def open_(now: Now, branch: str, when: tuple[str, ...]) -> int:
    """Say when a library is open on a day, or whether at a moment."""
    library = readable(read_here(now.today))
    if library is None:
        return 1
    asked = branch_named(library, branch)
    day = read_day_or_moment(" ".join(when)) if when else now.today
    if isinstance(day, datetime):
        print(_at(library, asked, day.replace(tzinfo=ZONE)))
    else:
        print(hours_words(hours_on(library, asked, day)))
    return 0


def _at(library: Library, branch: Branch, moment: datetime) -> str:
    """Return “Open until 7pm on Monday 23 November”, or “Closed until ...” with the reason."""
    state, today = state_at(library, branch, moment), moment.date()
    if state.open:
        return f"Open until {end_words(state.until, today)}" if state.until else "Open"
    if state.day.kind in NO_HOURS:
        return hours_words(state.day)
    shut = shut_at(library, branch, moment)
    until = f" until {moment_words(shut.opens, today)}" if shut.opens else ""
    until = " until further notice" if shut.without_end else until
    return f"Closed{until}: {shut.reason}" if shut.reason else f"Closed{until}"
