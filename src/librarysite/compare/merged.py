"""Finds what Git has mixed up when it joined two edits: it compares lines, and knows nothing of entries.

Where a form has put the keys of a file into another order, a line that a colleague has changed may end up in the
next entry, without a conflict. Here each entry is joined key by key, and what came of the merge is compared with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from librarysite.model import Entry, Library
from librarysite.problems import Problem, Where, error, in_file_order
from librarysite.reading.loaded import Loaded

EITHER = object()  # both edits changed it, so that only a person could join them
LISTS = ("branches", "closures", "changed_hours", "notices", "events", "offers", "articles")


@dataclass(frozen=True)
class Found:
    """An entry, where it stands, and the edition of all entries that it is in."""

    loaded: Loaded
    where: Where
    entry: Entry

    def problem(self, message: str, remedy: str, *below: str) -> Problem:
        """Return a problem at the entry or at one of its keys."""
        return self.loaded.in_file(error((*self.where, *below), message, remedy))

    def says(self, key: str) -> str:
        """Return what to do so that a key says what it says here."""
        source = self.loaded.sources[str(self.where[0])][int(self.where[1])]
        if not source.document.has_key((*source.path, key)):
            return "delete it"
        written = source.document.place((*source.path, key), at_key=True)
        line = source.document.lines[written.line - 1].strip(" -")
        return f"write “{line}”" if re.search(r": [^|>{]", line) else "look at both edits"


def mixed_up(base: Loaded, ours: Loaded, theirs: Loaded, joined: Loaded) -> list[Problem]:
    """Return what a merge of two edits says that neither of them, or not the two together, have said."""
    was, one, other, now = map(_entries, (base, ours, theirs, joined))
    problems: list[Problem] = []
    for name in {**was, **one, **other, **now}:
        problems += _entry(was.get(name), one.get(name), other.get(name), now.get(name))
    return in_file_order(problems)


def _entries(loaded: Loaded) -> dict[tuple[str, str], Found]:
    """Return all entries by their list and their name."""
    library = loaded.library
    if library is None:
        return {}
    found = {("service", ""): Found(loaded, ("service", 0), library.service)}
    for kind in LISTS:
        for number, entry in enumerate(getattr(library, kind)):
            found[kind, _name(library, entry)] = Found(loaded, (kind, number), entry)
    return found


def _name(library: Library, entry: Entry) -> str:
    known = getattr(entry, "id", None) or getattr(entry, "path", None)
    return known or library.name_of(entry)  # type: ignore[arg-type]  # only changed hours have neither


def _entry(was: Found | None, one: Found | None, other: Found | None, now: Found | None) -> Iterator[Problem]:
    """Give what is wrong with one entry of a merge."""
    wanted = _wanted(_said_by(was), _said_by(one), _said_by(other))
    if wanted is None:
        if now:
            yield now.problem("One of the two edits that Git has joined deleted this entry", "delete it")
    elif wanted is EITHER and not (one and other):
        return  # one edit deleted what the other changed: Git has left that to a person
    elif now:
        yield from _keys(was, one, other, now)
    elif kept := one or other:
        yield kept.problem("This entry was lost when Git joined two edits", "write it again")


def _said_by(found: Found | None) -> Entry | None:
    return found.entry if found else None


def _keys(was: Found | None, one: Found | None, other: Found | None, now: Found) -> Iterator[Problem]:
    """Give what is wrong with the keys of an entry that at least one of the edits has."""
    for name, field in type(now.entry).model_fields.items():
        before, here, there = (getattr(found.entry, name) if found else None for found in (was, one, other))
        wanted = _wanted(before, here, there)
        if wanted is EITHER or wanted == getattr(now.entry, name):
            continue
        side = one if one and wanted == here else other
        key = field.alias or name
        message = f"Git has joined two edits here, and “{key}” is not as they have it"
        yield now.problem(message, side.says(key) if side else "", key)


def _wanted(before: object, here: object, there: object) -> object:
    """Return what two edits say together."""
    if here == there or there == before:
        return here
    return there if here == before else EITHER
