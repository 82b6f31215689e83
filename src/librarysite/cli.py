"""The command line ``librarysite``: what its commands do. Only here and in hooks/ is anything printed or written."""

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from librarysite.agenda import dates_between
from librarysite.arguments import arguments
from librarysite.drafts import draft
from librarysite.edits import Edit, add, cancel
from librarysite.holidayplan import holiday_plan
from librarysite.hours import State, hours_on, state_at
from librarysite.impact import impact, impact_words, read_edition
from librarysite.load import load
from librarysite.model import ZONE, Library
from librarysite.moment import moment_from
from librarysite.opendata.events import event_record
from librarysite.problems import Mistake, Problem, count, errors, nearest, report
from librarysite.questions import QUESTIONS
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
    library = reading.library
    if errors(problems) or library is None:
        if chosen.impact:
            print("What this edit changes is told as soon as that is put right.", file=sys.stderr)
        return 1
    print(
        f"All is well: {len(library.in_service_on(chosen.now.date()))} libraries in service, "
        f"{count(len(library.events), 'event')}, {count(len(library.closures), 'closure')}."
    )
    plan = list(holiday_plan(library, chosen.now.date()))
    print("Holidays in the next eight weeks:" if plan else "No holidays in the next eight weeks.")
    print(*(f"  {sentence}\n" for sentence in plan), sep="", end="")
    if chosen.impact and not _told_impact(library, chosen.against or "HEAD", chosen.now):
        return 2
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


def _told_impact(library: Library, revision: str, now: datetime) -> bool:
    """Tell what readers will see of the edit since a revision; False when Git cannot give its entries."""
    with TemporaryDirectory() as name:
        try:
            folder = _as_it_was(revision, Path(name))
        except Mistake as mistake:
            print(f"{mistake.message}: {mistake.remedy}", file=sys.stderr)
            return False
        before = read_site(folder, now)
        if before.library is None or errors(before.problems):
            why = f"The entries of {revision} have mistakes, so what this edit changes cannot be told."
            print(why, file=sys.stderr)
            return True
        words = impact_words(
            impact(read_edition(folder, before.library, now), read_edition(ROOT, library, now))
        )
    print(f"\n{words}")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as page:
            page.write(
                f"Of the changes in data/ and content/ readers will see:\n\n~~~~~text\n{words}\n~~~~~\n"
            )
    return True


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


def _add(chosen: argparse.Namespace, reading: Reading) -> int:
    """Add the entry that ``new`` and ``close`` describe, asking for what was not given."""
    given = {key: value for key, value in vars(chosen).items() if isinstance(value, str)}
    given |= {"branches": ",".join(chosen.branches)} if chosen.command == "close" else {}
    given = {
        question.key: given[question.key] for question in QUESTIONS[chosen.kind] if question.key in given
    }
    today = chosen.now.astimezone(ZONE).date()

    def edit() -> Edit:
        assert reading.library is not None
        return add(chosen.kind, draft(chosen.kind, given, reading.library, today, input), _bytes_of)

    return _make(edit, chosen, reading)


def _cancel(chosen: argparse.Namespace, reading: Reading) -> int:
    def edit() -> Edit:
        reason = " ".join(chosen.reason.split())
        return cancel(reading.loaded, chosen.event, chosen.day, chosen.session, reason, _bytes_of)

    return _make(edit, chosen, reading)


def _bytes_of(name: str) -> bytes:
    path = ROOT / name
    return path.read_bytes() if path.exists() else b""


def _make(edit_of: Callable[[], Edit], chosen: argparse.Namespace, reading: Reading) -> int:
    """Make an edit if the site is without mistakes before it and after it, else tell why nothing was written."""
    if _readable(reading) is None:
        return 1
    try:
        edit = edit_of()
        new = [p for p in _tried(edit, chosen.now).problems if p not in reading.problems]
        _tell(new)
        if errors(new):
            raise Mistake(
                f"Nothing was written. These lines would have been added to {edit.file}", edit.added
            )
        _write(edit)
    except Mistake as mistake:
        print(": ".join(filter(None, [mistake.message, mistake.remedy])), file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print("\nNothing was written.", file=sys.stderr)
        return 1
    print(edit.said)
    return 0


def _tried(edit: Edit, now: datetime) -> Reading:
    """Read the site as it would be with an edit, in a copy."""
    with TemporaryDirectory() as folder:
        for name in ENTRIES:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, Path(folder) / name, symlinks=True)
        path = Path(folder) / edit.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(edit.after)
        return read_site(Path(folder), now)


def _write(edit: Edit) -> None:
    """Put the new file in place of the old one in one step; Mistake if that cannot be done, the old one then stays."""
    path = (ROOT / edit.file).resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    try:
        if _bytes_of(edit.file) != edit.before:
            raise Mistake(
                f"Somebody else has changed {edit.file} meanwhile", "nothing was written: try again"
            )
        new.write_bytes(edit.after)
        if path.exists():
            shutil.copymode(path, new)
        new.replace(path)
    except OSError as error:
        message = f"{edit.file} cannot be written: {error.strerror}"
        raise Mistake(message, "the file is as it was") from None
    finally:
        new.unlink(missing_ok=True)


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
    "new": _add,
    "close": _add,
    "cancel": _cancel,
}
ELSEWHERE: dict[str, Callable[[argparse.Namespace], int]] = {"watch": _watch}
