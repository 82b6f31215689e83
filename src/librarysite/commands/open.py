"""``open``: says when a library is open."""

from datetime import datetime

import click

from librarysite.commands.command import Command
from librarysite.commands.output import branch_named, read_here, readable
from librarysite.model import ZONE
from librarysite.moment import Now
from librarysite.notation import read_day_or_moment
from librarysite.schedule.hours import State, hours_on, state_at
from librarysite.wording.facts import NO_HOURS, hours_words, moment_words


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
        print(_state(state_at(library, asked, day.replace(tzinfo=ZONE))))
    else:
        print(hours_words(hours_on(library, asked, day)))
    return 0


def _state(state: State) -> str:
    """Return “Open until 7pm on Monday 23 November”, or “Closed until ...” with the reason."""
    words = "Open" if state.open else NO_HOURS.get(state.day.kind, "Closed")
    until = f" until {moment_words(state.until, state.day.date)}" if state.until else ""
    tells_why = not state.open and state.day.reason and state.day.kind != "closed_for_good"
    return f"{words}{until}: {state.day.reason}" if tells_why else f"{words}{until}"
