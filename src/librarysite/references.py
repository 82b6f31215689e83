"""Finds what an entry names that is not there: an unknown library, audience, type of event, topic or facility.

It looks at the entry as written: one that cannot be read for another reason may have this fault too.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from librarysite.problems import Mistake, nearest
from librarysite.yamltree import Path_

# Which keys of the entries of which list name an entry of another list.
STATUS = {"branches": "branches", "except": "branches"}
REFERENCES: dict[str, dict[str, str]] = {
    "branches": {"facilities": "facilities"},
    "closures": STATUS,
    "changed_hours": STATUS,
    "notices": STATUS,
    "events": {"branch": "branches", "for": "audiences", "type": "types"},
    "articles": {"branches": "branches", "topics": "topics"},
}
CALLED = {
    "branches": "library",
    "audiences": "audience",
    "types": "type of event",
    "topics": "topic",
    "facilities": "facility",
}
ALL = "all"


def unknown_references(
    name: str, data: Mapping[str, object], known: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[Path_, Mistake]]:
    """Give the path of each unknown id in an entry. Lists that could not be read are not in ``known``."""
    for path, value, target in _references(name, data):
        if target not in known or value in known[target]:
            continue
        if value == ALL and REFERENCES[name] is STATUS and path[0] == "branches":
            if len(path) > 1 and len(_several(data["branches"])) > 1:
                yield (
                    path,
                    Mistake("“all” stands alone", "write “branches: all”, or leave it out of the list"),
                )
            continue
        where = "branches" if target == "branches" else "service"
        remedy = _several_in_one(value, known[target], may_be_all=REFERENCES[name] is STATUS)
        remedy = (
            remedy
            or _nearest_id(value, known[target])
            or f"enter it under “{target}:” in data/{where}.yaml first"
        )
        yield path, Mistake(f"There is no {CALLED[target]} “{value}”", remedy)


def _several_in_one(written: str, known: Collection[str], *, may_be_all: bool) -> str:
    """Return the remedy where one value holds what belongs into several, such as “stopsley, lewsey”."""
    words = written.lower().strip()
    if may_be_all and (
        found := re.fullmatch(r"all(?: libraries| branches)?,? (?:except|but)(?: for)? (.+)", words)
    ):
        return f"write “branches: all”, and on the next line “except: {found[1]}”"
    if may_be_all and re.fullmatch(r"all( the)?( libraries| branches)?|every(where| library| branch)", words):
        return "did you mean all?"
    parts = [part for part in re.split(r"\s*[,;&]\s*|\s+and\s+", words) if part]
    if len(parts) > 1 and all(
        _nearest_id(part, known).startswith("did you mean") or part in known for part in parts
    ):
        return "write one a line, each after a dash"
    return ""


def _nearest_id(written: str, known: Collection[str]) -> str:
    """Return the remedy for an unknown id; “Lewsey Library” means lewsey rather than mobile-library."""
    words = "-" + re.sub("[^a-z0-9]+", "-", written.lower()) + "-"
    within = [entry_id for entry_id in known if f"-{entry_id}-" in words]
    return f"did you mean {max(within, key=len)}?" if within else nearest(written, known)


def _references(name: str, data: Mapping[str, object]) -> Iterator[tuple[Path_, str, str]]:
    """Give path, value and list of every id that an entry names."""
    for key, target in REFERENCES.get(name, {}).items():
        for index, value in enumerate(_several(data.get(key))):
            if isinstance(value, str):
                yield ((key, index) if isinstance(data[key], list) else (key,)), value, target
    for index, change in enumerate(_several(data.get("changes")) if name == "events" else ()):
        branch = change.get("branch") if isinstance(change, dict) else None
        if isinstance(branch, str):
            yield ("changes", index, "branch"), branch, "branches"


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
