"""``agenda``: lists the dates of events."""

import json
import sys
from datetime import date, timedelta

import click

from librarysite.commands.command import Command
from librarysite.commands.output import branch_named, read_here, readable
from librarysite.commands.values import DATE, number
from librarysite.moment import Now
from librarysite.opendata.events import event_record
from librarysite.problems import count
from librarysite.schedule.agenda import dates_between
from librarysite.schedule.occurrences import Occurrence

MOST_DAYS = 3660  # ten years


@click.command(
    cls=Command,
    examples=[
        "librarysite agenda",
        "librarysite agenda --from 2027-01-04 --days 7 --branch leagrave",
        "librarysite agenda --days 30 --json",
    ],
)
@click.option("--from", "first", type=DATE, help="The first day; today if left out.")
@click.option(
    "--days",
    type=number("n", "a number of days", 1, MOST_DAYS),
    default=7,
    help="How many days; 7 if left out.",
)
@click.option("--branch", metavar="ID", help="Only the dates of one library: its id or its name.")
@click.option("--json", "as_data", is_flag=True, help="As data, for another program.")
@click.pass_obj
def agenda(now: Now, first: date | None, days: int, branch: str | None, as_data: bool) -> int:
    """List the dates of events.

    Those that are cancelled or moved are listed, too, with the reason.
    """
    library = readable(read_here(now.today))
    if library is None:
        return 1
    wanted = branch_named(library, branch).id if branch else None
    first = first or now.today
    dates = dates_between(library, first, first + timedelta(days=days))
    found = [o for o in dates if wanted is None or o.concerns(wanted)]
    if as_data:
        print(json.dumps([event_record(library, o) for o in found], indent=2, ensure_ascii=False))
    elif found:
        print(*map(_line, found), sep="\n")
    else:
        print(f"No dates from {first} on, for {count(days, 'day')}.", file=sys.stderr)
    return 0


def _line(o: Occurrence) -> str:
    """Return when a date is, what, where, and whether it takes place."""
    where = o.branch.id if o.branch else None
    words = [f"{o.start.isoformat()} to {o.end.isoformat()}", o.title, where, o.state, o.reason]
    return "  ".join(filter(None, words))
