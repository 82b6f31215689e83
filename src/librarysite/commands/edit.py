"""``new``, ``close`` and ``cancel``: edits of the entries, made only if nothing is wrong before and after them."""

import shutil
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from librarysite.commands.command import Command, Group
from librarysite.commands.output import ENTRIES, ROOT, branch_named, read_here, readable, tell
from librarysite.commands.values import DATE
from librarysite.editing import edits
from librarysite.editing.drafts import draft
from librarysite.editing.edits import Edit
from librarysite.editing.questions import QUESTIONS
from librarysite.model import Library
from librarysite.moment import Now
from librarysite.problems import Mistake, errors
from librarysite.site import Reading, read_site

Answers = Mapping[str, str | None]  # by the key of the question; None to a question that was not answered

# What ``new`` adds, and examples of how.
NEW = {
    "event": (
        "Add an event.",
        [
            'librarysite new event --title "Chess club" --branch leagrave --on 2027-01-09 --at "14:00 to 16:00"',
            'librarysite new event --title "Chess club" --branch leagrave --every Saturday --at "14:00 to 16:00" '
            "--from 2027-01-09 --for everyone --type games --cost Free",
        ],
    ),
    "closure": (
        "Add a closure.",
        ['librarysite new closure --branches lewsey --from 2027-01-19 --to 2027-01-20 --reason "New boiler"'],
    ),
    "notice": (
        "Add a notice.",
        [
            'librarysite new notice --title "The lift is out of order" --level disruption --branches central '
            "--from 2027-01-11 --to 2027-01-22"
        ],
    ),
    "news": (
        "Add a piece of news, a page of its own.",
        [
            'librarysite new news --title "A new study room" --summary "Six more desks, open every day." '
            '--text "The room opens on Monday."'
        ],
    ),
}


def _options(kind: str, but: str = "") -> list[click.Parameter]:
    """Return the questions about an entry of a kind, but for one, as options."""
    return [
        click.Option(
            [f"--{question.option}", question.key],
            metavar="TEXT",
            help=question.words + (f" For example: {question.example}" if question.example else ""),
        )
        for question in QUESTIONS[kind]
        if question.key != but
    ]


def _new(kind: str) -> Command:
    """Return the command that adds an entry of a kind."""

    @click.pass_obj
    def add(now: Now, /, **answers: str | None) -> int:
        return _make(now.today, lambda reading, library: _added(kind, answers, library, now.today))

    words, examples = NEW[kind]
    how = "It asks you what is needed. With options, it asks only for what is still missing."
    return Command(kind, params=_options(kind), callback=add, help=f"{words}\n\n{how}", examples=examples)


new = Group(
    "new",
    commands=[_new(kind) for kind in QUESTIONS],
    subcommand_metavar="KIND ...",
    help="Add an entry: it asks what is needed, or takes it from options.",
    examples=["librarysite new event", NEW["notice"][1][0]],
)


@click.command(
    cls=Command,
    params=_options("closure", but="branches"),
    examples=[
        'librarysite close lewsey --from 2027-01-19 --to 2027-01-20 --reason "New boiler"',
        'librarysite close lewsey stopsley --from "2027-01-19 13:00" --review 2027-02-02 --reason "No heating"',
    ],
)
@click.argument(
    "branches", nargs=-1, required=True, metavar="BRANCH...", help="Ids or names of libraries, or all."
)
@click.pass_obj
def close(now: Now, /, branches: tuple[str, ...], **answers: str | None) -> int:
    """Close libraries for a time, or until further notice."""

    def edit(reading: Reading, library: Library) -> Edit:
        ids = (name if name == "all" else branch_named(library, name).id for name in branches)
        return _added("closure", {**answers, "branches": ",".join(ids)}, library, now.today)

    return _make(now.today, edit)


def _added(kind: str, answers: Answers, library: Library, today: date) -> Edit:
    """Return the edit that adds an entry, after asking for what was not given."""
    given = {key: answer for key, answer in answers.items() if answer is not None}
    return edits.add(kind, draft(kind, given, library, today, input), _bytes_of)


@click.command(
    cls=Command,
    examples=['librarysite cancel scrabble-leagrave 2027-01-08 --reason "Staff training"'],
)
@click.argument("event", help="The id of the event.")
@click.argument("day", type=DATE, metavar="DATE", help="The date that was announced.")
@click.option("--reason", required=True, help="Why: people will want to know.")
@click.option(
    "--session", metavar="ID", help="Which one, if there are several on that day; extra for an extra date."
)
@click.pass_obj
def cancel(now: Now, event: str, day: date, reason: str, session: str | None) -> int:
    """Cancel one date of an event, so that people are told."""

    def edit(reading: Reading, library: Library) -> Edit:
        why = " ".join(reason.split())
        return edits.cancel(reading.loaded, event, day, session, why, _bytes_of, today=now.today)

    return _make(now.today, edit, mends=True)


def _bytes_of(name: str) -> bytes:
    path = ROOT / name
    return path.read_bytes() if path.exists() else b""


def _make(today: date, edit_of: Callable[[Reading, Library], Edit], *, mends: bool = False) -> int:
    """Make an edit if the site is without mistakes after it, else tell why nothing was written.

    An edit that ``mends`` may be what the site needs, so it is tried although entries contradict each other now.
    """
    reading = read_here(today)
    library = reading.library if mends and not errors(reading.loaded.problems) else readable(reading)
    if library is None:
        return 1
    try:
        edit = edit_of(reading, library)
        after = _tried(edit, today).problems
        tell([p for p in after if not p.warning or p not in reading.problems])
        if errors(after):
            raise Mistake(
                f"Nothing was written. These lines would have been added to {edit.file}", edit.added
            )
        _write(edit)
    except KeyboardInterrupt:
        print("\nNothing was written.", file=sys.stderr)
        return 1
    print(edit.said)
    return 0


def _tried(edit: Edit, today: date) -> Reading:
    """Read the site as it would be with an edit, in a copy."""
    with TemporaryDirectory() as folder:
        for name in ENTRIES:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, Path(folder) / name, symlinks=True)
        path = Path(folder) / edit.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(edit.after)
        return read_site(Path(folder), today)


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
