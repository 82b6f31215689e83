"""Cuts the lines of a file where its lists and entries begin, whatever slips are in them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from librarysite.yamlfile.indentation import indent, is_idle
from librarysite.yamlfile.tree import FileKeys

TOP_KEY = re.compile(r" ?([\"']?)([\w-]+)\1 *:(?=\s|$)\s*([^\s#].*)?.*")
KEY_WITHOUT_COLON = re.compile(r"()(\w+)(?: *[;=：].*| +.*)?")
ENTRY = re.compile(
    r"( *)(?:[-•·‣◦▪●–—*]|--+|- -|\d+[.)]) *[\"']?([A-Za-z_]\w*)[\"']? *(?:([:;=：])|(?=\s|$))"
)
NAMELESS_DASH = re.compile(r"( *)-\s*(?:[#{\[?@!&*|>%].*)?")
WITHOUT_DASH = re.compile(r"( *)(([A-Za-z_]\w*) *[:;=].*)")


@dataclass
class Part:
    """The lines from where a key of the file, or an entry of its list, begins.

    ``column`` is where the dashes of the list stand; None when the part is no entry.
    """

    first: int
    key: str
    end: int = 0
    column: int | None = None


def cut(lines: list[str], known: FileKeys) -> list[Part]:
    """Cut lines where a key at the left edge, or an entry of its list, begins."""
    tops = [n for n in range(len(lines)) if _is_top_key(lines, n, known)]
    parts = list(_without_key(lines, tops[0] if tops else len(lines), known))
    for first, end in pairwise([*tops, len(lines)]):
        key = _top_key(lines[first])
        parts.append(Part(first, key))
        parts.extend(_entries(lines, first + 1, end, key, known))
    for part, after in zip(parts, [*parts[1:], None], strict=False):
        part.end = after.first if after else len(lines)
    return parts


def _without_key(lines: list[str], end: int, known: FileKeys) -> Iterator[Part]:
    """Give the parts above the first key of a file: entries that have lost theirs, and what stands before them."""
    used = [n for n in range(end) if not is_idle(lines[n]) and lines[n].strip() != "---"]
    if used:
        entries = list(_entries(lines, used[0], end, "", known))
        if not entries or entries[0].first > used[0]:
            yield Part(used[0], "")
        yield from entries


def _top_key(line: str) -> str:
    found = TOP_KEY.match(line) or KEY_WITHOUT_COLON.match(line)
    assert found is not None  # _is_top_key has seen to it
    return found[2]


def _is_top_key(lines: list[str], number: int, known: FileKeys) -> bool:
    """Tell whether a key of the file is here; one that nobody knows has its list or its own keys below it."""
    found = TOP_KEY.match(lines[number])
    if not found:
        found = KEY_WITHOUT_COLON.fullmatch(lines[number])
        return found is not None and found[2] in known.top
    if found[2] in known.top:
        return True
    if found[2] in known.words or found[3]:
        return False
    below = next((line for line in lines[number + 1 : number + 20] if not is_idle(line)), "")
    return below.startswith((" ", "-"))


def _entries(lines: list[str], first: int, end: int, key: str, known: FileKeys) -> Iterator[Part]:
    """Give the entries of a list."""
    fields = known.top.get(key) or known.fields
    used = [n for n in range(first, end) if not is_idle(lines[n])]
    column = _column_of_dashes([lines[n] for n in used], fields, known.words)
    if column is not None:
        for number in _beginnings(lines, used, column, fields, known.words):
            yield Part(number, key, column=column)


def _beginnings(
    lines: list[str], used: list[int], column: int, fields: Collection[str], words: Collection[str]
) -> Iterator[int]:
    """Give the lines where entries begin: each with a dash, or with its id or its first key when the dash is lost."""
    dashed = ENTRY.match(lines[used[0]])
    leads = {"id", dashed[2]} & set(fields) if dashed else {"id"}
    seen = set(leads)
    for number in (n for n in used if indent(lines[n]) <= column + 2):
        line = lines[number]
        has_dash = indent(line) <= column + 1 and _is_entry(line, fields, words)
        lead = _first_word(line) if has_dash else _key_without_dash(line)
        if has_dash or lead in seen:
            yield number
            seen = set()
        if lead in leads:
            seen.add(lead)


def _first_word(line: str) -> str:
    found = re.match(r"\W*(\w+)", line)
    return found[1] if found else ""


def _key_without_dash(line: str) -> str:
    found = WITHOUT_DASH.match(line)
    return found[3] if found else ""


def _is_entry(line: str, fields: Collection[str], words: Collection[str]) -> bool:
    """Tell whether a line with a dash begins an entry, and not an item of a list within one."""
    if NAMELESS_DASH.fullmatch(line):
        return True
    found = ENTRY.match(line)
    return found is not None and (found[2] in fields or (found[3] is not None and found[2] not in words))


def _column_of_dashes(used: list[str], fields: Collection[str], words: Collection[str]) -> int | None:
    """Return where the dashes of a list stand: where most do that stand right for the keys below them."""
    if not used:
        return None
    pairs = zip(used, [*used[1:], ""], strict=True)
    dashes = [(line, below) for line, below in pairs if _is_entry(line, fields, words)]
    if "id" in fields and _key_without_dash(used[0]) == "id":
        return min((indent(line) for line, _ in dashes), default=max(0, indent(used[0]) - 2))
    return _commonest_column(dashes, indent(used[0])) if _is_entry(used[0], fields, words) else None


def _commonest_column(dashes: list[tuple[str, str]], first: int) -> int:
    """Return where most dashes stand that are right for the keys below them, no further in than the first one."""
    columns = {indent(line) for line, _ in dashes}
    right = [_column_for_keys(line, below) for line, below in dashes]
    likely = [column for column in right if column in columns and column <= first]
    return Counter(likely or [first]).most_common(1)[0][0]


def _column_for_keys(line: str, below: str) -> int:
    """Return where a dash stands, or should stand for the keys below it."""
    here = indent(line)
    return here - 2 if here >= 2 and indent(below) == here else here
