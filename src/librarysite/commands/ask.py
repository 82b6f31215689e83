"""``agenda`` and ``open``: questions that somebody asks of the entries; and ``watch``, of a published site."""

import argparse
import json
import sys
from datetime import datetime, timedelta

from librarysite.commands.freshness import freshness
from librarysite.commands.output import branch_named, readable
from librarysite.model import ZONE
from librarysite.notation import read_day_or_moment
from librarysite.opendata.events import event_record
from librarysite.problems import count
from librarysite.schedule.agenda import dates_between
from librarysite.schedule.hours import State, hours_on, state_at
from librarysite.site import Reading
from librarysite.wording.facts import NO_HOURS, hours_words, moment_words


def agenda(chosen: argparse.Namespace, reading: Reading) -> int:
    """Print the dates of events in some days, a line each or as data."""
    library = readable(reading)
    if library is None:
        return 1
    branch = branch_named(library, chosen.branch).id if chosen.branch else None
    dates = dates_between(library, chosen.first, chosen.first + timedelta(days=chosen.days))
    found = [o for o in dates if branch is None or o.concerns(branch)]
    if chosen.json:
        print(json.dumps([event_record(library, o) for o in found], indent=2, ensure_ascii=False))
        return 0
    for o in found:
        where = o.branch.id if o.branch else None
        words = [f"{o.start.isoformat()} to {o.end.isoformat()}", o.title, where, o.state, o.reason]
        print("  ".join(filter(None, words)))
    if not found:
        print(f"No dates from {chosen.first} on, for {count(chosen.days, 'day')}.", file=sys.stderr)
    return 0


def open_(chosen: argparse.Namespace, reading: Reading) -> int:
    """Print the hours of a library on a day, or whether it is open at a moment."""
    library = readable(reading)
    if library is None:
        return 1
    branch = branch_named(library, chosen.branch)
    when = read_day_or_moment(" ".join(chosen.when)) if chosen.when else chosen.now.astimezone(ZONE).date()
    if isinstance(when, datetime):
        print(_state(state_at(library, branch, when.replace(tzinfo=ZONE))))
    else:
        print(hours_words(hours_on(library, branch, when)))
    return 0


def _state(state: State) -> str:
    """Return “Open until 7pm on Monday 23 November”, or “Closed until ...” with the reason."""
    words = "Open" if state.open else NO_HOURS.get(state.day.kind, "Closed")
    until = f" until {moment_words(state.until, state.day.date)}" if state.until else ""
    tells_why = not state.open and state.day.reason and state.day.kind != "closed_for_good"
    return f"{words}{until}: {state.day.reason}" if tells_why else f"{words}{until}"


def watch(chosen: argparse.Namespace) -> int:
    """Print how old a published site is; Mistake when it is too old or cannot be reached."""
    print(freshness(chosen.address, chosen.now, chosen.hours))
    return 0
