"""What the program says in words that stand beside this module, in YAML, where who does not program can add to them."""

from functools import cache
from pathlib import Path
from typing import Any

from librarysite.yamlfile.reader import plain, read


@cache
def table(name: str) -> Any:
    """Return one of the tables in this folder, ``lines`` or ``keynames``; it is read when it is first asked for."""
    file = f"{name}.yaml"
    return plain(read(Path(__file__).with_name(file), file).root)
