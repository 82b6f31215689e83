"""Which files belong to a site: what stands elsewhere in ``data/`` is never read, and a page's name is its address."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from librarysite.problems import InFile, Mistake, Place, Problem, error
from librarysite.reading.folder import standing_in

ADDRESS_PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def unknown_data_files(folder: Path, homes: Mapping[str, str]) -> Iterator[Problem]:
    """Give a problem for each file of ``data/`` that nothing reads.

    ``homes`` has the file for each word that an editor may take for its name, such as ``closures``. Hidden files
    and those called README are nobody's entries.
    """
    for path, fault in standing_in(folder / "data", folder):
        name = path.relative_to(folder).as_posix()
        if path.stem.upper() == "README" or _is_read(name, homes):
            continue
        if fault:
            yield Problem(InFile(name, Place(1, 1)), fault)
        else:
            yield error(InFile(name, Place(1, 1)), "Nothing reads a file of this name", _remedy(name, homes))


def _is_read(name: str, homes: Mapping[str, str]) -> bool:
    folder = PurePosixPath(name).parent
    return name in homes.values() or (name.endswith(".yaml") and f"{folder}.yaml" in homes.values())


def _remedy(name: str, homes: Mapping[str, str]) -> str:
    renamed = PurePosixPath(name).with_suffix(".yaml").as_posix()
    if _is_read(renamed, homes):
        return f"rename it to {renamed}"
    stem = PurePosixPath(name).stem.lower().replace("-", "_")
    close = get_close_matches(stem, list(homes), n=1, cutoff=0.6)
    where = homes[close[0]] if close else "the file where others like them are"
    return f"put its entries into {where}"


def page_name_fault(below: str) -> Mistake | None:
    """Tell what is wrong with the name of a page, given as its path below ``content/``; nothing if it is right."""
    parts = PurePosixPath(below).with_suffix("").parts
    if all(ADDRESS_PART.fullmatch(part) for part in parts):
        return None
    tidied = ["index" if part == "README" else tidy(part) for part in parts]
    remedy = (
        f"rename it to {'/'.join(tidied)}.md" if all(tidied) else "use small letters, figures and hyphens"
    )
    return Mistake("The file name becomes the web address: small letters, figures and hyphens only", remedy)


def tidy(part: str) -> str:
    """Return a name in small letters, figures and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", part.lower().replace("'", "").replace("’", "")).strip("-")
