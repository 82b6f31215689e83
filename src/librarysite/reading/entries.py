"""Reads one entry into its model, and puts pydantic's faults into plain words."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import ValidationError

from librarysite.model import Entry
from librarysite.problems import Mistake, Problem
from librarysite.reading.filenames import tidy
from librarysite.reading.keynames import alike, missing_key, named, remedy_for
from librarysite.reading.layout import is_a_list, keys_of, model_at, value_at, wrong_layout
from librarysite.yamlfile.tree import Document, Path_

E = TypeVar("E", bound=Entry)
Loc = tuple[str | int, ...]
NAMED_KEY = re.compile("“([a-z_]+):”")


def read_entry(
    document: Document,
    path: Path_,
    kind: type[E],
    data: object,
    told: Collection[Path_] = (),
    *,
    lost: bool = False,
) -> tuple[E | None, list[Problem]]:
    """Return the entry at a path of a document, or None and its problems, less those told already.

    Of an entry that has ``lost`` lines nobody can say what is missing, and it is never taken for right.
    """
    if not isinstance(data, dict):
        mistake = Mistake("An entry with keys is expected here", "write “key: value” lines")
        return None, [document.problem_at(path, mistake)]
    try:
        entry = kind.model_validate(data)
    except ValidationError as error:
        faults = _to_be_told(error.errors(include_url=False), told)
        if lost:  # what is said of several keys together may be because of the one that is lost
            faults = [
                f for f in faults if f["type"] != "missing" and isinstance(value_at(data, f["loc"]), str)
            ]
        return None, list(_UnreadableEntry(document, path, kind, data).problems(faults))
    return (None if lost else entry), []


def _to_be_told(faults: list[Any], told: Collection[Path_]) -> list[Any]:
    """Return the faults less those told already, and a list that is too short because its items cannot be read.

    What is wrong with an entry as a whole is told when each of its values is right.
    """
    known = {*told, *((*where, 0) for where in told)}  # one value may stand for a list of one
    if told:
        known.add(())
    above = {fault["loc"][:n] for fault in faults for n in range(len(fault["loc"]))}
    new = (fault for fault in faults if fault["loc"] not in known)
    return [fault for fault in new if fault["type"] != "too_short" or fault["loc"] not in above]


@dataclass(frozen=True)
class _UnreadableEntry:
    """An entry that cannot be read, with all that its messages look at."""

    document: Document
    path: Path_
    kind: type[Entry]
    data: dict[str, object]

    def problems(self, faults: list[Any]) -> Iterator[Problem]:
        """Give one problem for each slip: a key in place of one that is missing is told once."""
        missing = {fault["loc"] for fault in faults if fault["type"] == "missing"}
        unknown = [fault["loc"] for fault in faults if fault["type"] == "extra_forbidden"]
        for group, mistake, settles in self._unknown(unknown, missing):
            missing -= {(*group[0][:-1], key) for key in settles}
            yield self.document.problem_at((*self.path, *group[0]), mistake, at_key=True)
        for fault in faults:
            if fault["loc"] in missing:
                yield self._missing(fault["loc"])
            elif fault["type"] not in ("missing", "extra_forbidden"):
                yield self._wrong(fault)

    def _unknown(self, locs: list[Loc], missing: set[Loc]) -> Iterator[tuple[list[Loc], Mistake, set[str]]]:
        """Give the keys that nobody knows, those together that belong below one other, and the keys they stand for."""
        elsewhere: dict[tuple[Loc, str], list[Loc]] = {}
        for loc in locs:
            kind, known = self._known(loc[:-1])
            lacking = [str(other[-1]) for other in missing if other[:-1] == loc[:-1]]
            key = str(loc[-1])
            answer = named(key, kind.__name__, [*lacking, *known])
            if not answer and (place := self._place_of(key, kind, loc)):
                elsewhere.setdefault((loc[:-1], place), []).append(loc)
            else:
                answer = answer or alike(key, known, lacking)
                yield [loc], self._not_known(loc, answer, known), {answer, *NAMED_KEY.findall(answer)}
        for (above_all, place), group in elsewhere.items():
            yield group, self._misplaced(above_all, place, [str(loc[-1]) for loc in group]), {place}

    def _known(self, loc: Iterable[str | int]) -> tuple[type[Entry], list[str]]:
        kind = model_at(self.kind, loc)
        return kind, keys_of(kind)

    def _not_known(self, loc: Loc, answer: str, known: Collection[str]) -> Mistake:
        entry = value_at(self.data, loc[:-1])
        written = entry.keys() if isinstance(entry, dict) else ()
        return Mistake(f"“{loc[-1]}” is not known here", remedy_for(answer, known, written))

    def _place_of(self, key: str, kind: type[Entry], loc: Loc) -> str:
        """Return the keys, joined by “or”, below which a key belongs, or with < the one beside which it belongs."""
        below = [
            name
            for name in keys_of(kind)
            if key in keys_of(model_at(kind, [name])) and model_at(kind, [name]) != kind
        ]
        if below:
            return "” or “".join(f"{name}:" for name in below)[:-1]
        above = [step for step in loc[:-1] if isinstance(step, str)]
        return f"<{above[-1]}" if above and key in keys_of(model_at(self.kind, above[:-1])) else ""

    def _misplaced(self, above: Loc, place: str, keys: list[str]) -> Mistake:
        quoted = [f"“{key}”" for key in keys]
        words = " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
        message = f"{words} {'is' if len(keys) == 1 else 'are'} not known here"
        it = "it" if len(keys) == 1 else "each of these lines"
        if place.startswith("<"):
            return Mistake(message, f"move {it} to the left, as far as “{place[1:]}:”")
        if "” or “" in place:
            return Mistake(message, f"move {it} below “{place}:”, two spaces further in than that")
        written = value_at(self.data, (*above, place))
        if isinstance(written, str):
            return Mistake(message, f"move {it} below “{place}:”, in place of “{written}”")
        if written:
            return Mistake(message, f"move {it} below “{place}:”, as far in as the lines there")
        if self.document.has_key((*self.path, *above, place)):
            return Mistake(message, f"put two more spaces before {it}, to belong to “{place}:”")
        return Mistake(message, f"write “{place}:” in the line above, and put two more spaces before {it}")

    def _missing(self, loc: Loc) -> Problem:
        where = (*self.path, *loc)
        empty = self.document.has_key(where)
        of_file = tidy(PurePosixPath(self.document.name).stem) if where == ("id",) else ""
        mistake = missing_key(str(loc[-1]), empty=empty, example=of_file)
        return self.document.problem_at(where if empty else where[:-1], mistake, at_key=empty)

    def _wrong(self, fault: Any) -> Problem:
        """Return the problem of a value: its reader's own mistake, or what is wrong with its layout."""
        where = (*self.path, *fault["loc"])
        mistake = fault.get("ctx", {}).get("error")
        if isinstance(mistake, Mistake):
            return self.document.problem_at((*where, mistake.key) if mistake.key else where, mistake)
        if fault["type"] == "too_short":
            return self.document.problem_at(
                where, Mistake("There is nothing in this list", "write at least one")
            )
        names = [step for step in fault["loc"] if isinstance(step, str)]
        kind = model_at(self.kind, names)
        is_list = is_a_list(model_at(self.kind, names[:-1]), names[-1])
        model = kind if kind != model_at(self.kind, names[:-1]) else None
        value = value_at(self.data, fault["loc"])
        return self.document.problem_at(where, wrong_layout(names[-1], value, model, is_list=is_list))
