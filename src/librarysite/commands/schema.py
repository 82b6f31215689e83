"""``schema``: tells editing programs what can stand in the data files."""

import click

from librarysite.commands.command import Command
from librarysite.commands.output import ROOT, read_here
from librarysite.moment import Now
from librarysite.problems import errors


@click.command(cls=Command, examples=["librarysite schema"])
@click.pass_obj
def schema(now: Now) -> int:
    """Tell editing programs what can stand in the data files.

    It writes files into schema/, which they read. The list of ids stays as it was while there is a mistake in the
    entries.
    """
    # Imported here because it takes time to read its own data, for which no other command should wait.
    from librarysite.schema.schemas import IDS, ids, schemas

    reading = read_here(now.today)
    made = schemas()
    if reading.library and not errors(reading.problems):
        made[IDS] = ids(reading.library)
    for path, content in made.items():
        (ROOT / path).parent.mkdir(exist_ok=True)
        (ROOT / path).write_bytes(content)
    return 0
