"""The command line: ``librarysite check``, ``librarysite agenda``, ``librarysite open``."""

import argparse
import json
import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from librarysite.hours import hours_on
from librarysite.model import ZONE, Library
from librarysite.moment import moment_from
from librarysite.notation import read_date
from librarysite.opendata.agenda import agenda
from librarysite.problems import Mistake, Problem, count, errors, nearest, report
from librarysite.site import Reading, read_site
from librarysite.wording import hours_words

ROOT = Path()


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return 0, or 1 when something is wrong."""
    try:
        now = moment_from(os.environ, datetime.now(UTC))
    except Mistake as mistake:
        print(f"{mistake.message}: {mistake.remedy}", file=sys.stderr)
        return 2
    parser = _parser(now)
    chosen = parser.parse_args(arguments)
    if not (ROOT / "data").is_dir():
        parser.exit(2, "There is no site here: go to the folder that holds data/ and content/.\n")
    reading = read_site(ROOT, chosen.now)
    code: int = chosen.run(chosen, reading)
    return code


def _parser(now: datetime) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="librarysite", description="Works on the site in the current folder."
    )
    parser.set_defaults(now=now)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="find every mistake in data/ and content/")
    check.add_argument(
        "--due", action="store_true", help="fail, too, on what has become wrong because time passed"
    )
    check.set_defaults(run=_check)
    dates = commands.add_parser("agenda", help="list the dates of events")
    dates.add_argument(
        "--from", dest="first", type=_date, default=now.astimezone(ZONE).date(), metavar="DATE"
    )
    dates.add_argument("--days", type=int, default=7, metavar="N")
    dates.add_argument("--branch", metavar="ID")
    dates.add_argument("--json", action="store_true", help="as data")
    dates.set_defaults(run=_agenda)
    hours = commands.add_parser("open", help="say when a library is open")
    hours.add_argument("branch", metavar="BRANCH")
    hours.add_argument("day", nargs="?", type=_date, default=now.astimezone(ZONE).date(), metavar="DATE")
    hours.set_defaults(run=_open)
    return parser


def _date(text: str) -> date:
    try:
        return read_date(text)
    except Mistake as mistake:
        raise argparse.ArgumentTypeError(f"{mistake.message}: {mistake.remedy}") from None


def _tell(problems: list[Problem]) -> None:
    if problems:
        print(report(problems), file=sys.stderr)
    if os.environ.get("GITHUB_ACTIONS"):
        for problem in problems:
            print(problem.annotation())


def _check(chosen: argparse.Namespace, reading: Reading) -> int:
    _tell([*reading.problems, *reading.due])
    wrong = errors(reading.problems)
    if wrong or reading.library is None:
        return 1
    library = reading.library
    print(
        f"All is well: {len(library.in_service_on(chosen.now.date()))} libraries in service, "
        f"{count(len(library.events), 'event')}, {count(len(library.closures), 'closure')}."
    )
    return 1 if chosen.due and reading.due else 0


def _readable(reading: Reading) -> Library | None:
    """Return the Library if it can be asked, else tell why not."""
    if reading.library is None or errors(reading.problems):
        _tell(reading.problems)
        return None
    return reading.library


def _agenda(chosen: argparse.Namespace, reading: Reading) -> int:
    library = _readable(reading)
    if library is None or (chosen.branch and not _known(library, chosen.branch)):
        return 1
    found = agenda(library, chosen.first, chosen.first + timedelta(days=chosen.days), chosen.branch)
    if chosen.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return 0
    for record in found:
        words = [f"{record['start']} to {record['end']}", record["title"], record["branch"], record["state"]]
        print("  ".join(filter(None, [*words, record["reason"]])))
    return 0


def _open(chosen: argparse.Namespace, reading: Reading) -> int:
    library = _readable(reading)
    if library is None or not _known(library, chosen.branch):
        return 1
    print(hours_words(hours_on(library, library.branch(chosen.branch), chosen.day)))
    return 0


def _known(library: Library, branch: str) -> bool:
    ids = [b.id for b in library.branches]
    if branch not in ids:
        print(f"There is no library “{branch}”: {nearest(branch, ids)}", file=sys.stderr)
    return branch in ids
