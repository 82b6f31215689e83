"""Works out from the models which keys the editors' files may have, so that slips in their form can be named."""

from collections.abc import Iterable, Mapping
from functools import cache

from librarysite.model import Entry
from librarysite.problems import Mistake
from librarysite.reading.layout import keys_of, model_at, needed_keys
from librarysite.yamlfile.tree import FileKeys


def keys_of_lists(lists: Mapping[str, type[Entry]]) -> FileKeys:
    """Return the keys of a file of lists, each of entries of one kind."""
    top = {name: frozenset(keys_of(kind)) for name, kind in lists.items()}
    within = {key: found for kind in lists.values() for key, found in keys_of_entry(kind).top.items()}
    words = frozenset().union(*(keys_of_entry(kind).words for kind in lists.values()))
    return FileKeys(top, words | lists.keys(), within)


@cache
def keys_of_entry(kind: type[Entry]) -> FileKeys:
    """Return the keys of a file that is one entry."""
    below = {key: model_at(kind, [key]) for key in keys_of(kind)}
    within = {key: frozenset(() if inner is kind else keys_of(inner)) for key, inner in below.items()}
    inner_words = (keys_of_entry(inner).words for inner in below.values() if inner is not kind)
    return FileKeys(within, frozenset(within).union(*inner_words), within)


def keys_of_a_file_by_itself(lists: Mapping[str, type[Entry]]) -> FileKeys:
    """Return the keys of a file that is one entry of the first list, or has the lists themselves."""
    several = keys_of_lists(lists)
    single = keys_of_entry(next(iter(lists.values())))
    return FileKeys(single.top | several.top, several.words, several.within)


def misplaced(name: str, data: object, files: Iterable[Mapping[str, type[Entry]]]) -> Mistake | None:
    """Tell whether an entry has the keys of another list of its file, such as a closure among the notices."""
    lists = next((lists for lists in files if name in lists), {})
    keys = set(data) if isinstance(data, dict) else set()
    fitting = [key for key, kind in lists.items() if set(needed_keys(kind)) <= keys <= set(keys_of(kind))]
    if name in fitting or len(fitting) != 1:
        return None
    return Mistake(
        f"This entry is one of “{fitting[0]}:”, and stands under “{name}:”", f"move it to “{fitting[0]}:”"
    )
