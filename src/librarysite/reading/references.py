"""Finds what an entry names that is not there: an unknown library, audience, type of event, topic or facility.

It looks at the entry as written: one that cannot be read for another reason may have this fault too.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from librarysite.problems import Mistake, did_you_mean, the_whole_list
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
EVERYWHERE = re.compile(r"all( the)?( libraries| branches)?|every(where| library| branch)?|any")
ALL_BUT_SOME = re.compile(r"all(?: libraries| branches)?,? (?:except|but|apart from)(?: for)? (.+)")
ONLINE = ("online", "zoom", "teams", "virtual")


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
        if value == ALL and _takes_all(name, path):
            if len(path) > 1 and len(_several(data["branches"])) > 1:
                remedy = "write “branches: all”, or leave it out of the list"
                yield path, Mistake("“all” stands alone", remedy)
            continue
        offered = [entry_id for entry_id in known[target] if entry_id not in past.get(target, ())]
        remedy = _remedy(name, path, value, target, offered)
        yield path, Mistake(f"There is no {CALLED[target]} “{value}”", remedy)


def _takes_all(name: str, path: Path_) -> bool:
    """Tell whether “all” can stand at a path of an entry, for all libraries."""
    return REFERENCES[name] is STATUS and path[0] == "branches"


def _remedy(name: str, path: Path_, written: str, target: str, offered: Collection[str]) -> str:
    """Return what to do about an id that is not there."""
    called = "libraries" if target == "branches" else target
    return (
        _none_or_all(name, path, written.lower().strip(), offered)
        or _several_ids(path, written.lower().strip(), offered)
        or _nearest_id(written, offered, called)
        or f"enter it under “{target}:” in {_file_of(target)} first"
    )


def _file_of(target: str) -> str:
    return "data/branches.yaml" if target == "branches" else "data/service.yaml"


def _none_or_all(name: str, path: Path_, words: str, offered: Collection[str]) -> str:
    """Return the remedy where a value means no library, all or all but some, such as “everywhere”."""
    everywhere = EVERYWHERE.fullmatch(words)
    if _takes_all(name, path):
        if found := ALL_BUT_SOME.fullmatch(words):
            return f"write “branches: all”, and on the next line “except: {found[1]}”"
        return "did you mean all?" if everywhere else ""
    if name == "articles" and everywhere:
        return f"delete “{path[0]}:” and what belongs to it: then it is about all of them"
    if name == "events" and path[-1] == "branch":
        if words in ONLINE:
            return "write “online: yes” instead"
        if everywhere:
            return f"make an event for each library: {', '.join(offered)}"
    return ""


def _several_ids(path: Path_, words: str, offered: Collection[str]) -> str:
    """Return the remedy where one value holds several ids, such as “stopsley, lewsey”."""
    parts = [part for part in re.split(r"\s*[,;&/]\s*|\s+and\s+", words) if part]
    if len(parts) < 2 or not all(_nearest_id(part, offered).startswith("did you mean") for part in parts):
        return ""
    if path[-1] == "type":
        return "keep one of them"
    if path[-1] == "branch":
        return "make an event for each library"
    return "write one a line, each after a dash"


def _nearest_id(written: str, known: Collection[str], called: str = "") -> str:
    """Return the remedy for an unknown id; “Lewsey Library” means lewsey rather than mobile-library."""
    words = "-" + re.sub("[^a-z0-9]+", "-", written.lower()) + "-"
    within = [entry_id for entry_id in known if f"-{entry_id}-" in words]
    if not within:
        return did_you_mean(written, known, called)
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
