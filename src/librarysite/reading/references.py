"""Finds what an entry names that is not there: an unknown library, audience, type of event, topic or facility.

It looks at the entry as written: one that cannot be read for another reason may have this fault too.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from librarysite.problems import Mistake, nearest, the_whole_list
from librarysite.yamlfile.tree import Path_

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
    name: str,
    data: Mapping[str, object],
    known: Mapping[str, Mapping[str, object]],
    past: Mapping[str, Collection[str]],
) -> Iterator[tuple[Path_, Mistake]]:
    """Give the path of each unknown id in an entry. Lists that could not be read are not in ``known``.

    What is ``past``, such as a library that has closed for good, is known, but not offered.
    """
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
        offered = [entry_id for entry_id in known[target] if entry_id not in past.get(target, ())]
        called = "libraries" if target == "branches" else target
        remedy = (
            _not_one_id(name, path, value, offered)
            or _nearest_id(value, offered, called)
            or f"enter it under “{target}:” in {_file_of(target)} first"
        )
        yield path, Mistake(f"There is no {CALLED[target]} “{value}”", remedy)


def _file_of(target: str) -> str:
    return "data/branches.yaml" if target == "branches" else "data/service.yaml"


def _not_one_id(name: str, path: Path_, written: str, offered: Collection[str]) -> str:
    """Return the remedy where one value holds none, all, or several, such as “stopsley, lewsey”."""
    words = written.lower().strip()
    everywhere = re.fullmatch(r"all( the)?( libraries| branches)?|every(where| library| branch)?|any", words)
    if REFERENCES[name] is STATUS and path[0] == "branches":
        if found := re.fullmatch(
            r"all(?: libraries| branches)?,? (?:except|but|apart from)(?: for)? (.+)", words
        ):
            return f"write “branches: all”, and on the next line “except: {found[1]}”"
        if everywhere:
            return "did you mean all?"
    if name == "articles" and everywhere:
        return f"delete “{path[0]}:” and what belongs to it: then it is about all of them"
    if name == "events" and path[-1] == "branch":
        if words in ("online", "zoom", "teams", "virtual"):
            return "write “online: yes” instead"
        if everywhere:
            return f"make an event for each library: {', '.join(offered)}"
    parts = [part for part in re.split(r"\s*[,;&/]\s*|\s+and\s+", words) if part]
    if len(parts) > 1 and all(_nearest_id(part, offered).startswith("did you mean") for part in parts):
        if path[-1] in ("branch", "type"):
            return "keep one of them" if path[-1] == "type" else "make an event for each library"
        return "write one a line, each after a dash"
    return ""


def _nearest_id(written: str, known: Collection[str], called: str = "") -> str:
    """Return the remedy for an unknown id; “Lewsey Library” means lewsey rather than mobile-library."""
    words = "-" + re.sub("[^a-z0-9]+", "-", written.lower()) + "-"
    within = [entry_id for entry_id in known if f"-{entry_id}-" in words]
    if not within:
        return nearest(written, known, called)
    return f"did you mean {max(within, key=len)}?{the_whole_list(list(known), called)}"


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
