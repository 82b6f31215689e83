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
from librarysite.reading.keynames import SELDOM, alike, missing_key, named, remedy_for
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
        return (None if lost else entry), []
    except ValidationError as error:
        faults = error.errors(include_url=False)
        deeper = {fault["loc"][:n] for fault in faults for n in range(len(fault["loc"]))}
        known = {*told, *((*where, 0) for where in told)}  # one value may stand for a list of one
        # What is wrong with an entry as a whole is told when each of its values is right.
        shown = (f for f in faults if f["loc"] not in known and (f["loc"] or not told))
        whole = [f for f in shown if f["type"] != "too_short" or f["loc"] not in deeper]
        if lost:  # what is said of several keys together may be because of the one that is lost
            whole = [f for f in whole if f["type"] != "missing" and isinstance(value_at(data, f["loc"]), str)]
        return None, list(_Faulty(document, path, kind, data).problems(whole))


@dataclass(frozen=True)
class _Faulty:
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
            *above, key = loc
            kind, known = self._known(above)
            written = value_at(self.data, tuple(above))
            there = written.keys() if isinstance(written, dict) else ()
            lacking = [str(other[-1]) for other in missing if other[:-1] == loc[:-1]]
            answer = named(str(key), kind.__name__, [*lacking, *known])
            if not answer and (place := self._place_of(str(key), kind, loc)):
                elsewhere.setdefault((loc[:-1], place), []).append(loc)
                continue
            answer = answer or alike(str(key), [name for name in known if name not in SELDOM], lacking)
            message = f"“{key}” is not known here"
            yield (
                [loc],
                Mistake(message, remedy_for(answer, known, there)),
                {answer, *NAMED_KEY.findall(answer)},
            )
        for (above_all, place), group in elsewhere.items():
            yield group, self._misplaced(above_all, place, [str(loc[-1]) for loc in group]), {place}

    def _known(self, loc: Iterable[str | int]) -> tuple[type[Entry], list[str]]:
        kind = model_at(self.kind, loc)
        return kind, keys_of(kind)

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
