"""Says how a value is to be laid out that has one line where it needs several, or a list where it needs none."""

from collections.abc import Iterable, Iterator
from typing import Any

from librarysite.model import Entry
from librarysite.problems import Mistake


def keys_of(model: type[Entry]) -> list[str]:
    """Return the keys that an entry may have, as editors write them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def needed_keys(model: type[Entry]) -> list[str]:
    """Return the keys that an entry must have."""
    return [field.alias or name for name, field in model.model_fields.items() if field.is_required()]


def model_at(kind: type[Entry], loc: Iterable[str | int]) -> type[Entry]:
    """Return the kind of entry at a place within an entry; the one around it where there is none of its own."""
    model: Any = kind
    for step in loc:
        found = isinstance(step, str) and (model.model_fields.get(step) or model.model_fields.get(f"{step}_"))
        if found:
            model = next(_models_in(found.annotation), model)
    found_model: type[Entry] = model
    return found_model


def _models_in(annotation: Any) -> Iterator[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def is_a_list(kind: type[Entry], key: str) -> bool:
    """Tell whether several values may stand at a key of an entry."""
    field = kind.model_fields.get(key) or kind.model_fields.get(f"{key}_")
    return field is not None and "tuple" in str(field.annotation)


def wrong_layout(key: str, value: object, model: type[Entry] | None, *, is_list: bool) -> Mistake:
    """Return what is wrong with a value that is laid out in another way than its key asks for."""
    if model is None:
        return Mistake(
            f"“{key}” is a list of words",
            "write each on a line of its own, with a dash and a space before it",
        )
    if is_list:
        return _list_of_entries(key, value, model)
    below = ", ".join(f"{name}:" for name in _lines(model))
    if isinstance(value, list):
        return Mistake(f"“{key}” is no list", "delete the dash before each line below it")
    first = needed_keys(model)
    if isinstance(value, str) and len(first) == 1:
        line = f"{first[0]}: {value}" if value not in ("yes", "true") else f"{first[0]}:"
        return Mistake(
            f"“{key}” has lines of its own", f"write “{line}” on the next line, two spaces further in"
        )
    return Mistake(f"“{key}” has lines of its own", f"write these below it, two spaces further in: {below}")


def _list_of_entries(key: str, value: object, model: type[Entry]) -> Mistake:
    lines = _lines(model)
    if isinstance(value, dict):
        first = next(iter(value), lines[0])
        message = f"“{key}” is a list, and the dash of its first entry is missing"
        return Mistake(message, f"write “- {first}:”, and put two more spaces before each line that follows")
    rest = f", and below it {', '.join(f'{name}:' for name in lines[1:])}" if lines[1:] else ""
    return Mistake(f"“{key}” is a list of entries", f"begin each on a line of its own: “- {lines[0]}:”{rest}")


def _lines(model: type[Entry]) -> list[str]:
    """Return the lines to show of an entry: those that it needs, else its first ones; four at most."""
    return (needed_keys(model) or keys_of(model))[:4]


def value_at(data: Any, loc: tuple[str | int, ...]) -> object:
    """Return what is written at a place of an entry; one value may stand for a list of one."""
    for step in loc:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    return data
