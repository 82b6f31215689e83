"""Finds which calendars an event would leave: of a library, an audience or a type that it is no longer for."""

from collections.abc import Iterator

from librarysite.compare.editions import InEdition
from librarysite.compare.held import Dates, Edited
from librarysite.problems import Problem, count

AS_IT_WAS = (
    "write the change as it was; if the date moves again, cancel it, and add the new one below “also_on:”"
)


def calendars_left(edited: Edited) -> Iterator[Problem[InEdition]]:
    """Give each calendar that loses an event which others keep: at another library, for others, or of another type."""
    old, new = edited.old, edited.new
    for selection, dates in edited.calendars_left.items():
        ahead = edited.ahead(dates)
        number = f"{count(len(ahead), 'date')} to come" if ahead else count(len(dates), "date")
        message = (
            f"The calendar “{selection.calendar_name}” would lose {number} of “{old.title}” without a word"
        )
        if selection.key == "for":
            remedy = f"write “{selection.id}” below “for:” again, beside the others; if it was never right, leave it so"
            yield edited.problem(message, remedy, "for" if new.for_ else "id", is_warning=True)
        elif selection.key == "type":
            remedy = f"write “type: {selection.id}” again; if it was never right, leave it so"
            yield edited.problem(message, remedy, "type" if new.type else "id", is_warning=True)
        elif old.branch == new.branch:
            yield edited.problem(message, AS_IT_WAS, "changes" if new.changes else "id")
        else:
            yield edited.problem(message, _stays_at(edited, ahead), "branch" if new.branch else "id")


def _stays_at(edited: Edited, ahead: Dates) -> str:
    """Return how an event goes to another library so that people at the first are told."""
    again = f"write “branch: {edited.old.branch}” again"
    if any(pattern.repeat for pattern in edited.old.when) or not edited.new.branch:
        repeats = any(p.repeat for p in edited.old.when)
        ends = "end it with “until:” and “ended:”" if repeats else "cancel its dates"
        return f"{again}, {ends}, and make a new event of it at the other place"
    if len(ahead) == 0:
        return f"{again}, because it was there"
    return f"{again}, and below “changes:” write each date with “branch: {edited.new.branch}”"
