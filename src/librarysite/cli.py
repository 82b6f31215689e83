"""The command line: ``librarysite check``, ``agenda``, ``open`` and ``watch``."""

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from librarysite.agenda import dates_between
from librarysite.arguments import arguments
from librarysite.holidayplan import holiday_plan
from librarysite.hours import State, hours_on, state_at
from librarysite.load import load
from librarysite.model import ZONE, Library
from librarysite.moment import moment_from
from librarysite.opendata.events import event_record
from librarysite.problems import Mistake, Problem, count, errors, nearest, report
from librarysite.site import Reading, read_site, vanished
from librarysite.watch import freshness
from librarysite.wording import NO_HOURS, hours_words, moment_words

ROOT = Path()
ENTRIES = ("data", "content")


def main(words: list[str] | None = None) -> int:
    """Run a command; return 0, or 1 when something is wrong."""
    try:
        now = moment_from(os.environ, datetime.now(UTC))
    except Mistake as mistake:
        print(f"{mistake.message}: {mistake.remedy}", file=sys.stderr)
        return 2
    parser = arguments(now)
    chosen = parser.parse_args(words)
    chosen.now = now
    if chosen.command in ELSEWHERE:
        return ELSEWHERE[chosen.command](chosen)
    if not (ROOT / "data").is_dir():
        parser.exit(2, "There is no site here: go to the folder that holds data/ and content/.\n")
    return HERE[chosen.command](chosen, read_site(ROOT, now))


def _tell(problems: list[Problem]) -> None:
    if problems:
        print(report(problems), file=sys.stderr)
    if os.environ.get("GITHUB_ACTIONS"):
        for problem in problems:
            print(problem.annotation())


def _check(chosen: argparse.Namespace, reading: Reading) -> int:
    problems = reading.problems
    if chosen.against:
        try:
            problems = [*problems, *_vanished(chosen, reading)]
        except Mistake as mistake:
            print(f"{mistake.message}: {mistake.remedy}", file=sys.stderr)
            return 2
    _tell([*problems, *reading.due])
    wrong = errors(problems)
    if wrong or reading.library is None:
        return 1
    library = reading.library
    print(
        f"All is well: {len(library.in_service_on(chosen.now.date()))} libraries in service, "
        f"{count(len(library.events), 'event')}, {count(len(library.closures), 'closure')}."
    )
    plan = list(holiday_plan(library, chosen.now.date()))
    print("Holidays in the next eight weeks:" if plan else "No holidays in the next eight weeks.")
    print(*(f"  {sentence}\n" for sentence in plan), sep="", end="")
    return 1 if chosen.due and reading.due else 0


def _vanished(chosen: argparse.Namespace, reading: Reading) -> list[Problem]:
    """Return what would vanish, compared with the entries as they were in a revision that Git knows."""
    if errors(reading.problems):
        return []  # an entry with a slip in it is not gone
    with TemporaryDirectory() as folder:
        before = load(_as_it_was(chosen.against, Path(folder)))
    if before.library is None:
        print(f"The entries of {chosen.against} cannot be read, so nothing was compared.", file=sys.stderr)
    return vanished(before, reading.loaded, chosen.now, chosen.against)


def _as_it_was(revision: str, folder: Path) -> Path:
    """Put the entries as they were in a revision into a folder; Mistake when Git cannot give them."""
    listed = subprocess.run(
        ["git", "ls-tree", "--name-only", revision], cwd=ROOT, capture_output=True, check=False
    )
    there = [name for name in ENTRIES if name.encode() in listed.stdout.split()]
    command = ["git", "archive", "--format=tar", revision, "--", *(there or ENTRIES)]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if asked.returncode:
        why = asked.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise Mistake(f"Git has no entries of “{revision}” here", "".join(why) or "name a branch or a commit")
    with tarfile.open(fileobj=io.BytesIO(asked.stdout)) as archive:
        for member in archive:
            if content := archive.extractfile(member):  # only files: no link may lead out of the folder
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
    return folder


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
    dates = dates_between(library, chosen.first, chosen.first + timedelta(days=chosen.days))
    found = [o for o in dates if chosen.branch is None or o.concerns(chosen.branch)]
    if chosen.json:
        print(json.dumps([event_record(library, o) for o in found], indent=2, ensure_ascii=False))
        return 0
    for o in found:
        where = o.branch.id if o.branch else None
        words = [f"{o.start.isoformat()} to {o.end.isoformat()}", o.title, where, o.state, o.reason]
        print("  ".join(filter(None, words)))
    return 0


def _open(chosen: argparse.Namespace, reading: Reading) -> int:
    library = _readable(reading)
    if library is None or not _known(library, chosen.branch):
        return 1
    branch = library.branch(chosen.branch)
    if isinstance(chosen.when, datetime):
        print(_state(state_at(library, branch, chosen.when.replace(tzinfo=ZONE))))
    else:
        print(hours_words(hours_on(library, branch, chosen.when)))
    return 0


def _state(state: State) -> str:
    """Return “Open until 7pm on Monday 23 November”, or “Closed until ...” with the reason."""
    words = "Open" if state.open else NO_HOURS.get(state.day.kind, "Closed")
    until = f" until {moment_words(state.until, state.day.date)}" if state.until else ""
    tells_why = not state.open and state.day.reason and state.day.kind != "closed_for_good"
    return f"{words}{until}: {state.day.reason}" if tells_why else f"{words}{until}"


def _watch(chosen: argparse.Namespace) -> int:
    try:
        print(freshness(chosen.address, chosen.now, chosen.hours))
    except Mistake as mistake:
        print(": ".join(filter(None, [mistake.message, mistake.remedy])), file=sys.stderr)
        return 1
    return 0


def _known(library: Library, branch: str) -> bool:
    ids = [b.id for b in library.branches]
    if branch not in ids:
        print(f"There is no library “{branch}”: {nearest(branch, ids)}", file=sys.stderr)
    return branch in ids


# What each command does: with the site of the current folder, or without one.
HERE: dict[str, Callable[[argparse.Namespace, Reading], int]] = {
    "check": _check,
    "agenda": _agenda,
    "open": _open,
}
ELSEWHERE: dict[str, Callable[[argparse.Namespace], int]] = {"watch": _watch}
