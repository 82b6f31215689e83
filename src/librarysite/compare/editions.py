"""Where something stands in the entries as they were before an edit, or as they are after it."""

from dataclasses import dataclass

from librarysite.problems import Where


@dataclass(frozen=True)
class InEdition:
    """A path into the Library as it was before an edit, or (``before`` False) as it is after it."""

    where: Where
    before: bool = True
