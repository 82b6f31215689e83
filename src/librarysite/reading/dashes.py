"""Finds what YAML takes for something else than was meant, although its form is right: a dash too many, or none."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from librarysite.problems import Place, Problem, error
from librarysite.yamlfile.tree import Mapping, Node, Sequence, is_blank


def entries_in(node: Node) -> list[Node]:
    """Return the entries of a list; one that stands there without a dash is the only one."""
    if isinstance(node, Sequence):
        return list(node.items)
    return [node] if isinstance(node, Mapping) and not is_blank(node) else []


def entries_as_meant(items: list[Node], fields: Collection[str]) -> tuple[list[Node], list[Problem[Place]]]:
    """Return the entries of a list, each with the keys that a dash too many has cut off, and these dashes."""
    pairs = list(_with_dashes_too_many(items, fields))
    return [item for item, wrong in pairs if not wrong], [wrong for _, wrong in pairs if wrong]


def _with_dashes_too_many(
    items: list[Node], fields: Collection[str]
) -> Iterator[tuple[Node, Problem[Place] | None]]:
    """Give the entries of a list, each with the problem if it is none: its dash begins with a key of the entry above.

    The entry above has an id and none of these keys; they are added to it.
    """
    above: Mapping | None = None
    for item in items:
        if not isinstance(item, Mapping) or "id" in item.keys or not item.keys:
            above = item if isinstance(item, Mapping) and "id" in item.keys else None
            yield item, None
        elif (
            above is not None and not item.keys.keys() & above.keys.keys() and item.keys.keys() <= set(fields)
        ):
            above.keys.update(item.keys)
            above.values.update(item.values)
            first = next(iter(item.keys))
            dash = replace(item.place, column=max(1, item.place.column - 2), length=1)
            message = f"The dash before “{first}” begins a new entry"
            yield item, error(dash, message, "put a space in its place")
        else:
            above = None
            yield item, None
