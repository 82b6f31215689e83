"""What is wrong in a text: where, what it is and what to write; a warning stops nothing."""

from dataclasses import dataclass

from librarysite.problems import Mistake, Place


@dataclass(frozen=True)
class Fault:
    """One fault. Its place counts from the beginning of the text."""

    place: Place
    mistake: Mistake
    warning: bool = False


def error(place: Place, message: str, remedy: str = "") -> Fault:
    """Return a fault that stops a build."""
    return Fault(place, Mistake(message, remedy))


def warning(place: Place, message: str, remedy: str = "") -> Fault:
    """Return a fault that stops nothing."""
    return Fault(place, Mistake(message, remedy), warning=True)
