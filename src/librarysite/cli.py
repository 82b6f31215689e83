"""The command line ``librarysite``: reads what is written after it, asks the clock, and runs the command."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from librarysite.commands.arguments import arguments
from librarysite.commands.ask import agenda, open_, watch
from librarysite.commands.check import check
from librarysite.commands.edit import add, cancel
from librarysite.commands.output import ROOT, tell_mistake
from librarysite.commands.preview import preview
from librarysite.commands.schema import schema
from librarysite.moment import moment_from
from librarysite.problems import Mistake
from librarysite.site import Reading, read_site

# What each command does: with the site of the current folder, or without one.
HERE: dict[str, Callable[[argparse.Namespace, Reading], int]] = {
    "check": check,
    "agenda": agenda,
    "open": open_,
    "new": add,
    "close": add,
    "cancel": cancel,
    "schema": schema,
}
ELSEWHERE: dict[str, Callable[[argparse.Namespace], int]] = {"watch": watch, "preview": preview}


def main(words: list[str] | None = None) -> int:
    """Run a command; return 0, or 1 when something is wrong. Who stops reading early, as ``head`` does, has enough."""
    try:
        code = _run(words)
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


def _run(words: list[str] | None) -> int:
    try:
        now = moment_from(os.environ, datetime.now(UTC))
    except Mistake as mistake:
        tell_mistake(mistake)
        return 2
    parser = arguments(now)
    chosen = parser.parse_args(words)
    chosen.now = now
    try:
        if chosen.command in ELSEWHERE:
            return ELSEWHERE[chosen.command](chosen)
        if not (ROOT / "data").is_dir():
            parser.exit(2, "There is no site here: go to the folder that holds data/ and content/.\n")
        return HERE[chosen.command](chosen, read_site(ROOT, now))
    except Mistake as mistake:
        tell_mistake(mistake)
        return 1
