"""How a word of the command line becomes a value: a date, a moment, a number."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, TypeVar

import click

from librarysite.commands.output import in_one_line
from librarysite.notation import read_date, read_day_or_moment
from librarysite.problems import Mistake

T = TypeVar("T")


class Value(click.ParamType[T]):
    """A value that a function reads from a word; what is wrong with it ends the program with its sentences."""

    def __init__(self, name: str, read: Callable[[str], T]) -> None:
        """Keep how the value is read, and what it is called in the help, there in capitals."""
        self.name = name
        self.read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """Return the value of a word; what is no word is the default, a value already."""
        try:
            return self.read(value) if isinstance(value, str) else value
        except Mistake as mistake:
            self.fail(in_one_line(mistake), param, ctx)


def number(name: str, what: str, least: int, most: int) -> Value[int]:
    """Return the kind of value that is a whole number between two, both included."""

    def read(text: str) -> int:
        is_short = text.isascii() and text.isdigit() and len(text) <= len(str(most))
        if is_short and least <= int(text) <= most:
            return int(text)
        raise Mistake(f"{text} is not {what} from {least:,} to {most:,}")

    return Value(name, read)


def _morning_or_moment(text: str) -> datetime:
    when = read_day_or_moment(text)
    return when if isinstance(when, datetime) else datetime.combine(when, time(9))


DATE = Value("date", read_date)
MOMENT = Value("moment", _morning_or_moment)  # a date alone means its 9am
