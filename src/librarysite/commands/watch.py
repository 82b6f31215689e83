"""``watch``: says whether a published site is fresh."""

from datetime import timedelta

import click

from librarysite.commands.command import Command
from librarysite.commands.freshness import freshness, site_address
from librarysite.commands.values import Value, number
from librarysite.moment import Now


@click.command(
    cls=Command,
    examples=[
        "librarysite watch https://library.example.org/",
        "librarysite watch https://library.example.org/ --hours 12",
    ],
)
@click.argument(
    "address", type=Value("url", site_address), metavar="URL", help="The address of the home page."
)
@click.option(
    "--hours",
    type=number("n", "a number of hours", 1, 9999),
    default=36,
    help="How old it may be; 36 if left out.",
)
@click.pass_obj
def watch(now: Now, address: str, hours: int) -> int:
    """Fail if a published site is too old or cannot be reached."""
    print(freshness(address, now, timedelta(hours=hours)))
    return 0
