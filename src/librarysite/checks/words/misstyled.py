"""Words that are not in the house's style, and those to write in their place."""

import re

from librarysite.problems import Place, Problem, warning


def misstyled(found: re.Match[str], message: str, words: str) -> Problem[Place]:
    """Return a warning about words that were found in a text; the column counts from the beginning of the text."""
    return warning(Place(1, found.start() + 1, found.end() - found.start()), message, f"write {words}")
