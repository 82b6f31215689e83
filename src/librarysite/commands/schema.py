"""``schema``: tells editing programs what can stand in the data files."""

import argparse

from librarysite.commands.output import ROOT
from librarysite.problems import errors
from librarysite.schema.schemas import IDS, ids, schemas
from librarysite.site import Reading


def schema(chosen: argparse.Namespace, reading: Reading) -> int:
    """Write the schemas; the ids stay as they were while there is a mistake in the entries."""
    made = schemas()
    if reading.library and not errors(reading.problems):
        made[IDS] = ids(reading.library)
    for path, content in made.items():
        (ROOT / path).parent.mkdir(exist_ok=True)
        (ROOT / path).write_bytes(content)
    return 0
