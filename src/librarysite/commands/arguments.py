"""What can be written after ``librarysite``: the commands, their options, and how each is read."""

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NoReturn, TypeVar

from librarysite.commands.freshness import site_address
from librarysite.editing.questions import QUESTIONS, Question
from librarysite.model import ZONE
from librarysite.notation import read_date, read_day_or_moment
from librarysite.problems import Mistake, nearest

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["_Parser"]

MOST_DAYS = 3660  # ten years
T = TypeVar("T")


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong with a command in the words of this project instead of its language's."""

    def error(self, message: str) -> NoReturn:
        """End the program with what is wrong, and where to read on."""
        self.exit(2, f"{_plainly(message)}\n“{self.prog} --help” tells what can be written.\n")


def _plainly(message: str) -> str:
    if found := re.match(r"argument \w+: invalid choice: '(.*)' \(choose from (.*)\)", message):
        return f"There is no “{found[1]}”: {nearest(found[1], re.findall(r'[a-z]+', found[2]))}"
    if found := re.match(r"the following arguments are required: (.*)", message):
        return f"Something is missing: {found[1]}"
    if found := re.match(r"unrecognized arguments: (.*)", message):
        return f"“{found[1]}” cannot stand here"
    if found := re.match(r"argument (.*): expected (?:one|at least one) argument", message):
        return f"Something is missing after {found[1]}"
    return message.removeprefix("argument ")


def arguments(now: datetime) -> argparse.ArgumentParser:
    """Return the parser of the command line; what it reads has the name of the ``command`` chosen."""
    parser = _Parser(prog="librarysite", description="Works on the site in the current folder.")
    today = now.astimezone(ZONE).date()
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _check(commands)
    _agenda(commands, today)
    _open(commands)
    _new(commands)
    _close(commands)
    _cancel(commands)
    commands.add_parser("schema", help="tell editing programs what can stand in the data files")
    _watch(commands)
    _preview(commands)
    return parser


def _check(commands: "Commands") -> None:
    check = commands.add_parser("check", help="find every mistake in data/ and content/")
    check.add_argument(
        "--due", action="store_true", help="fail, too, on what has become wrong because time passed"
    )
    check.add_argument(
        "--against",
        metavar="REV",
        help="refuse, too, what subscribers would lose, compared with a Git revision",
    )
    check.add_argument(
        "--impact",
        action="store_true",
        help="tell what readers will see of your edit, since the last commit or the revision of --against",
    )
    check.add_argument(
        "--reading", action="store_true", help="tell only how easily each page can be read; never fails"
    )


def _agenda(commands: "Commands", today: date) -> None:
    dates = commands.add_parser("agenda", help="list the dates of events")
    dates.add_argument("--from", dest="first", type=_date, default=today, metavar="DATE")
    dates.add_argument("--days", type=_days, default=7, metavar="N")
    dates.add_argument("--branch", metavar="ID")
    dates.add_argument("--json", action="store_true", help="as data")


def _open(commands: "Commands") -> None:
    hours = commands.add_parser("open", help="say when a library is open, or whether it is at a moment")
    hours.add_argument("branch", metavar="BRANCH", help="the id of a library, or its name")
    hours.add_argument(
        "when", nargs="*", metavar="WHEN", help="2026-12-24 or 2026-12-24 13:30, today if left out"
    )


def _new(commands: "Commands") -> None:
    new = commands.add_parser("new", help="add an entry: asks what is needed, or takes it from options")
    kinds = new.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind, questions in QUESTIONS.items():
        _questions(kinds.add_parser(kind, help=f"a new {kind}"), questions)


def _close(commands: "Commands") -> None:
    close = commands.add_parser("close", help="close libraries for a time, or until further notice")
    close.add_argument("branches", nargs="+", metavar="BRANCH", help="ids of libraries, or all")
    close.set_defaults(kind="closure")
    _questions(close, [question for question in QUESTIONS["closure"] if question.key != "branches"])


def _questions(parser: argparse.ArgumentParser, questions: Iterable[Question]) -> None:
    for question in questions:
        words = question.words.replace("%", "%%") + (
            f" For example: {question.example}" * bool(question.example)
        )
        parser.add_argument(f"--{question.option}", dest=question.key, metavar="TEXT", help=words)


def _cancel(commands: "Commands") -> None:
    cancel = commands.add_parser("cancel", help="cancel one date of an event, so that people are told")
    cancel.add_argument("event", metavar="EVENT", help="the id of the event")
    cancel.add_argument("day", type=_date, metavar="DATE", help="the date that was announced")
    cancel.add_argument("--reason", required=True, metavar="TEXT", help="why: people will want to know")
    cancel.add_argument("--session", metavar="ID", help="which one, if there are several on that day")


def _watch(commands: "Commands") -> None:
    watch = commands.add_parser("watch", help="fail if a published site is too old or cannot be reached")
    watch.add_argument("address", type=_address, metavar="URL", help="the address of the home page")
    watch.add_argument(
        "--hours", type=_hours, default=timedelta(hours=36), metavar="N", help="how old it may be (36)"
    )


def _preview(commands: "Commands") -> None:
    preview = commands.add_parser(
        "preview", help="show the site on this computer and build it at each change"
    )
    preview.add_argument(
        "--as-of",
        type=_morning_or_moment,
        metavar="MOMENT",
        help="as it will be on 2026-12-25 (at 9am) or at 2026-12-25T13:30, now if left out",
    )
    preview.add_argument("--port", type=_port, default=8000, metavar="N", help="another port than 8000")


def _told(read: Callable[[str], T], text: str) -> T:
    """Read an argument; what is wrong with it ends the program with its sentences."""
    try:
        return read(text)
    except Mistake as mistake:
        raise argparse.ArgumentTypeError(f"{mistake.message}: {mistake.remedy}") from None


def _date(text: str) -> date:
    return _told(read_date, text)


def _days(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"write a number of days from 1 to {MOST_DAYS:,}")
    return int(text)


def _address(text: str) -> str:
    return _told(site_address, text)


def _morning_or_moment(text: str) -> datetime:
    when = _told(read_day_or_moment, text)
    return when if isinstance(when, datetime) else datetime.combine(when, time(9))


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: write for example 8001")
    return int(text)


def _hours(text: str) -> timedelta:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 10_000:
        raise argparse.ArgumentTypeError(f"{text} is not a number of hours: write for example 36")
    return timedelta(hours=int(text))
