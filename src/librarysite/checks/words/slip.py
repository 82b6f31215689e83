"""Words that are not in the house's style."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """From where to where in a text, what is the matter, and what to write."""

    start: int
    end: int
    message: str
    words: str
