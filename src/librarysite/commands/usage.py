"""Tells what is wrong with a command as it was written, in the words of this project."""

import sys

import click

from librarysite.commands.command import Command, options_of
from librarysite.problems import did_you_mean


def tell_slip(slip: click.UsageError) -> None:
    """Print what is wrong with a command, an example if something is missing, and where to read on."""
    assert slip.ctx is not None  # every command sees to it
    command = slip.ctx.command
    print(_sentence(slip, slip.ctx), file=sys.stderr)
    if isinstance(slip, click.MissingParameter) and isinstance(command, Command):
        print(f"For example: {command.examples[0]}", file=sys.stderr)
    print(f"“{slip.ctx.command_path} --help” tells what can be written.", file=sys.stderr)


def _sentence(slip: click.UsageError, context: click.Context) -> str:
    match slip, context.command:
        case click.NoSuchCommand(command_name=name), click.Group(commands=commands):
            return f"There is no “{name}”: {did_you_mean(name, sorted(commands))}"
        case click.NoSuchOption(option_name=name), _:
            return f"There is no “{name}”: {did_you_mean(name, options_of(context))}"
        case click.BadOptionUsage(option_name=name), _:
            is_flag = options_of(context)[name].is_flag
            return f"Nothing can stand after {name}=" if is_flag else f"Something is missing after {name}"
        case click.MissingParameter(param=click.Parameter() as param), _:
            return f"Something is missing: {_name(param)}"
        case click.BadParameter(param=click.Parameter() as param), _:
            return f"{_name(param)}: {slip.message}"
        case _, click.Group(subcommand_metavar=words):  # nothing, or only options, stands after it
            return f"Something is missing: {words.split()[0]}"
    return slip.message


def _name(param: click.Parameter) -> str:
    """Return what a parameter is called where it is written: ``--reason``, ``DATE``."""
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
