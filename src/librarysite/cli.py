"""The command line ``librarysite``: asks the clock, runs the command that was written, and tells what is wrong."""

import os
import sys
from datetime import UTC, datetime

import click

from librarysite.commands.agenda import agenda
from librarysite.commands.check import check
from librarysite.commands.command import Group
from librarysite.commands.edit import cancel, close, new
from librarysite.commands.open import open_
from librarysite.commands.output import NoSite, tell_mistake
from librarysite.commands.preview import preview
from librarysite.commands.schema import schema
from librarysite.commands.usage import tell_slip
from librarysite.commands.watch import watch
from librarysite.moment import moment_from
from librarysite.problems import Mistake

PROGRAM = Group(
    "librarysite",
    commands=[check, agenda, open_, new, close, cancel, schema, watch, preview],
    subcommand_metavar="COMMAND ...",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Work on the site in the current folder.",
    examples=[
        "librarysite check",
        "librarysite open central 2026-12-24",
        'librarysite close lewsey --from 2027-01-19 --to 2027-01-20 --reason "New boiler"',
    ],
)


def main(words: list[str] | None = None) -> int:
    """Run a command; return 0, or 1 when something is wrong, or 2 when nothing could be run.

    Who stops reading early, as ``head`` does, has enough.
    """
    try:
        code = _run(sys.argv[1:] if words is None else list(words))
        sys.stdout.flush()
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            why = error.strerror or "a copy cannot be made"
            tell_mistake(Mistake(f"A file cannot be read or written: {why}", "no entry was changed"))
        nowhere = os.open(os.devnull, os.O_WRONLY)  # or Python tries once more as it ends
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return 1
    return code


def _run(words: list[str]) -> int:
    try:
        now = moment_from(os.environ, datetime.now(UTC))
    except Mistake as mistake:
        tell_mistake(mistake)
        return 2
    try:
        with PROGRAM.make_context("librarysite", words, obj=now) as context:
            code: int = PROGRAM.invoke(context)
    except click.exceptions.Exit as end:  # after the help
        return end.exit_code
    except click.UsageError as slip:
        tell_slip(slip)
        return 2
    except Mistake as mistake:
        tell_mistake(mistake)
        return 2 if isinstance(mistake, NoSite) else 1
    return code
