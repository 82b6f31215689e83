"""What every command has: help that ends with examples, and no word taken for what it was not meant to be."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import click


def options_of(context: click.Context) -> dict[str, click.Option]:
    """Return the options that can be written after a command, by their names."""
    options = [param for param in context.command.get_params(context) if isinstance(param, click.Option)]
    return {name: option for option in options for name in option.opts}


class _WithExamples(click.Command):
    """Shows examples at the end of its help."""

    def __init__(self, *args: Any, examples: Sequence[str], **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.examples = examples

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what is written after the command; each UsageError says of which command, as not all of click's do."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as slip:
            slip.ctx = slip.ctx or ctx
            raise

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples; none is broken into two lines, so that each can be copied."""
        formatter.write("\nExamples:\n")
        for example in self.examples:
            formatter.write(f"  {example}\n")


class Command(_WithExamples):
    """A command of ``librarysite``."""

    allow_extra_args = True  # they are refused below

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what is written after the command; UsageError at a word too few or too many."""
        self._refuse_option_as_value(ctx, args)
        rest = super().parse_args(ctx, args)
        if rest:
            raise click.UsageError(f"“{' '.join(rest)}” cannot stand here", ctx)
        return rest

    def _refuse_option_as_value(self, ctx: click.Context, args: list[str]) -> None:
        """In ``--from --to 2027-01-20`` a day is missing, and ``--to`` is not it."""
        options = options_of(ctx)
        for word, after in pairwise(args):
            if word in options and not options[word].is_flag and after.startswith("--"):
                raise click.BadOptionUsage(word, f"Something is missing after {word}", ctx)


class Group(_WithExamples, click.Group):
    """A command that wants another one after it, which is called by the first word of ``subcommand_metavar``."""
