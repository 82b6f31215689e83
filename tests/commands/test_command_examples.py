"""The pages of help: each says what a command does, in plain words, with examples that can be used as they stand."""

import re
import shlex
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from librarysite.cli import PROGRAM, main
from librarysite.commands.command import Command, Group
from tests.conftest import git
from tests.test_cli import Output, moment_is_told

__all__ = ["moment_is_told"]

# What somebody answers to whom ``new event`` asks, in the order of the questions.
CHESS_CLUB = ["Chess club", "", "leagrave", "", "Saturday", "14:00 to 16:00", "2027-01-09", *[""] * 7]


def commands(command: Command | Group = PROGRAM, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield what can be written after ``librarysite``: nothing, each command, and each command after that."""
    yield words
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*words, name))


def examples(words: tuple[str, ...]) -> list[str]:
    """Return the examples of a command, as they stand in its help."""
    command: Command | Group = PROGRAM
    for word in words:
        command = command.commands[word]
    return list(command.examples)


COMMANDS = list(commands())
EXAMPLES = sorted({example for words in COMMANDS for example in examples(words)})


def test_every_command_is_looked_at() -> None:
    """There are nine commands and four kinds of entry, so that the tests below miss none."""
    assert len(COMMANDS) == 1 + 9 + 4


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("width", ["40", "200"])
def test_help_says_what_and_how(
    words: tuple[str, ...], width: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Help is a sentence, options and one to three examples, which are whole lines at any width, without colours."""
    monkeypatch.setenv("COLUMNS", width)
    assert main([*words, "--help"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "\x1b" not in said.out
    usage, sentence = said.out.split("\n\n")[:2]
    assert usage.startswith(" ".join(["Usage: librarysite", *words]))
    assert re.search(r"^  [A-Z][^.]+\.", sentence)
    assert "-h, --help" in said.out
    shown = said.out.partition("\nExamples:\n")[2].splitlines()
    assert shown == [f"  {example}" for example in examples(words)]
    assert 1 <= len(shown) <= 3


@pytest.mark.parametrize("words", [words for words in COMMANDS if words])
def test_examples_are_of_the_command(words: tuple[str, ...]) -> None:
    """Each example on a command's page is one of that command."""
    begin = " ".join(["librarysite", *words])
    assert [example for example in examples(words) if not f"{example} ".startswith(f"{begin} ")] == []


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_option_and_word_is_explained(words: tuple[str, ...], capsys: Output) -> None:
    """No option, and nothing else that can be written, stands in the help without a word on what it is."""
    main([*words, "--help"])
    rows = re.findall(r"^  (-[-\w]+|\[?[A-Z]+\]?\.*)( [A-Z]+)?(.*)$", capsys.readouterr().out, re.M)
    assert [name for name, _, told in rows if not told.strip()] == []
    assert rows


@pytest.mark.parametrize("words", [(), ("new",)], ids=" ".join)
def test_lists_of_commands_are_not_cut_short(words: tuple[str, ...], capsys: Output) -> None:
    """On a screen of the usual width the sentence of each command is shown to its end."""
    main([*words, "--help"])
    rows = re.findall(r"^  [a-z]+ +[A-Z].*$", capsys.readouterr().out, re.M)
    assert len(rows) >= 4
    assert [row for row in rows if not row.endswith(".") or row.endswith("...")] == []


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES)
def test_example_can_be_used(example: str, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example does what it says on the sample site; only the internet and the server are not there."""
    answers = iter(CHESS_CLUB if example == "librarysite new event" else [])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    monkeypatch.setattr("librarysite.commands.watch.freshness", told_fresh)
    monkeypatch.setattr("librarysite.commands.preview.show", shown)
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    program, *words = shlex.split(example)
    assert program == "librarysite"
    assert main(words) == 0


def told_fresh(address: str, now: datetime, longest: timedelta) -> str:
    """Stand in for the question to a site, which needs the internet."""
    assert address.startswith("https://")
    return f"{address} at {now}, at most {longest}"


def shown(folder: Path, host: str, port: int) -> int:
    """Stand in for the server, which would never end."""
    assert port
    return 0
