"""Reads one entry into its model, and puts pydantic's faults into plain words."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import ValidationError

from librarysite.filenames import tidy
from librarysite.model import Entry
from librarysite.problems import Mistake, Problem, nearest
from librarysite.yamltree import Document, Path_

E = TypeVar("E", bound=Entry)

OF_WRONG_FORM = {"tuple_type", "list_type", "model_type", "dict_type", "model_attributes_type"}


def read_entry(
    document: Document, path: Path_, kind: type[E], data: object, told: Collection[Path_] = ()
) -> tuple[E | None, list[Problem]]:
    """Return the entry at a path of a document, or None and its problems, less those told already."""
    if not isinstance(data, dict):
        mistake = Mistake("An entry with keys is expected here", "write “key: value” lines")
        return None, [document.problem_at(path, mistake)]
    try:
        return kind.model_validate(data), []
    except ValidationError as error:
        faults = error.errors(include_url=False)
        deeper = {fault["loc"][:n] for fault in faults for n in range(len(fault["loc"]))}
        known = {*told, *((*where, 0) for where in told)}  # one value may stand for a list of one
        shown = (f for f in faults if f["loc"] not in known)
        whole = (f for f in shown if f["type"] != "too_short" or f["loc"] not in deeper)
        return None, [_problem(document, path, kind, fault) for fault in whole]


def _problem(document: Document, path: Path_, kind: type[Entry], fault: Any) -> Problem:
    where = (*path, *fault["loc"])
    key = str(fault["loc"][-1]) if fault["loc"] else ""
    if fault["type"] == "missing":
        return _missing(document, where, key)
    if fault["type"] == "extra_forbidden":
        known = _keys_at(kind, fault["loc"][:-1])
        return document.problem_at(
            where, Mistake(f"“{key}” is not known here", nearest(key, known)), at_key=True
        )
    mistake = fault.get("ctx", {}).get("error")
    if isinstance(mistake, Mistake):
        return document.problem_at((*where, mistake.key) if mistake.key else where, mistake)
    if fault["type"] == "too_short":
        return document.problem_at(where, Mistake("There is nothing in this list", "write at least one"))
    if fault["type"] in OF_WRONG_FORM:
        return document.problem_at(
            where, Mistake("This is not in the right form", "compare it with the example")
        )
    return document.problem_at(where, Mistake("This value does not fit here", "compare it with the example"))


def _missing(document: Document, where: Path_, key: str) -> Problem:
    if document.has_key(where):
        mistake = Mistake(f"“{key}” has nothing after it", "write it after the colon")
        return document.problem_at(where, mistake, at_key=True)
    of_file = f" {tidy(PurePosixPath(document.name).stem)}" if where == ("id",) else ""
    mistake = Mistake(f"“{key}” is missing from this entry", f"add a line “{key}:{of_file}”")
    return document.problem_at(where[:-1], mistake)


def _keys_at(kind: type[Entry], loc: Iterable[str | int]) -> list[str]:
    """Return the keys that an entry knows at a place within it."""
    model: Any = kind
    for step in loc:
        if isinstance(step, str) and (
            found := model.model_fields.get(step) or model.model_fields.get(f"{step}_")
        ):
            model = next((m for m in _models_in(found.annotation)), model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)
