"""Slips in how far lines are in, and lines that are neither a key nor an item of a list.

Each recogniser looks at one line of lines that cannot be read, and gives the slips that it could have.
"""

import re
from collections.abc import Collection, Iterator

from librarysite.problems import Mistake, count
from librarysite.yamlfile.slips import NO_KEY, Slip

BLOCK = re.compile(r"( *+(?:- ++)*+)(?:([\w-]+) *: +)?[|>][-+\d]*\s*(?:#.*)?")
KEY = re.compile(r"( *+(?:- ++)*+)[\"']?([\w-]+)[\"']? *:(?:\s|$)")


def indent(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def key_column(line: str) -> int:
    """Return the column of what stands after the indentation and the dashes of a line."""
    found = re.match(r" *+(?:- ++)*+", line)
    return found.end() if found else 0


def far_in(spaces: int) -> str:
    """Return in words how far a line is in."""
    return f"{count(spaces, 'space')} in" if spaces else "at the left edge"


def is_idle(line: str) -> bool:
    """Tell whether nothing but a remark is in a line."""
    return not line.strip() or line.lstrip().startswith("#")


def block_texts(lines: list[str]) -> set[int]:
    """Return the lines that are text below ``description: |``."""
    texts = set()
    inside = -1
    for number, line in enumerate(lines):
        if inside >= 0 and (not line.strip() or indent(line) > inside):
            texts.add(number)
            continue
        inside = _column_of_block(line)
    return texts


def _column_of_block(line: str) -> int:
    """Return the column of the key that begins a text of several lines; -1 if none does."""
    found = BLOCK.fullmatch(line)
    if not found:
        return -1
    return len(found[1]) if found[2] else indent(line)


def text_not_further_in(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell the text below ``description: |`` that is not further in than its key."""
    key = KEY.match(lines[number])
    if is_idle(lines[number]) or (key and key[2] in words):
        return
    header = next((n for n in range(number - 1, -1, -1) if not _is_text(lines, n, number)), None)
    column = _column_of_block(lines[header]) if header is not None else -1
    if header is None or column < indent(lines[number]):
        return
    name = KEY.match(lines[header])
    of = f"of “{name[2]}”" if name else "above it"
    yield _moved_text(lines, number, column + 2, f"This text {of} is not far enough in", words)


def _is_text(lines: list[str], n: int, number: int) -> bool:
    """Tell whether a line above may be an earlier line of the same text."""
    return not lines[n].strip() or (
        indent(lines[n]) > indent(lines[number]) and _column_of_block(lines[n]) < 0
    )


def _moved_text(
    lines: list[str], number: int, column: int, message: str, words: Collection[str], otherwise: str = ""
) -> Slip:
    """Return the slip of a run of lines of text that should be further in."""
    mended = {}
    for n in range(number, len(lines)):
        key = KEY.match(lines[n])
        if (key and key[2] in words) or lines[n].lstrip().startswith("- "):
            break
        if lines[n].strip():
            mended[n] = " " * (column + max(0, indent(lines[n]) - indent(lines[number]))) + lines[n].lstrip()
    several = "each line of it" if len(mended) > 1 else "it"
    more = column - indent(lines[number])
    spaces = f"{more} more spaces" if more < column else count(more, "space")
    mistake = Mistake(message, f"put {spaces} in front of {several}{otherwise}")
    return Slip(number, indent(lines[number]), len(lines[number].strip()), mistake, mended)


def text_goes_on(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell a text that goes on in the next line without being further in than its key."""
    line = lines[number]
    above = next((lines[n] for n in range(number - 1, -1, -1) if not is_idle(lines[n])), "")
    found = re.match(r"( *+(?:- ++)*+)([\w-]+) *: +[^|>\[{\s#]", above)
    if not found or not re.match(r" *[\w“‘(£&]", line) or KEY.match(line) or indent(line) > len(found[1]) + 1:
        return
    if "\t" in line.strip() or re.match(r" *\w+ *[:;=](?!//)", line):
        return
    message = f"If this line goes on with “{found[2]}”, it is not far enough in"
    yield _moved_text(lines, number, len(found[1]) + 2, message, words, ", or # if it is a remark")


def spaces_after_a_dash(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell ``-   id: a`` whose other keys stand where they belong after one space."""
    found = re.match(r"( *-)( {2,})(?=\S)", lines[number])
    if found:
        mistake = Mistake("One space belongs after a dash", "delete the other spaces")
        meant = f"{found[1]} {lines[number][found.end() :]}"
        yield Slip(number, len(found[1]), len(found[2]), mistake, {number: meant})


def not_lined_up(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell a key or a dash that does not stand below its neighbours; the nearest place is tried first."""
    line = lines[number]
    if is_idle(line) or not (KEY.match(line) or line.lstrip().startswith("- ")):
        return
    here = indent(line)
    for column in _columns_above(lines, number):
        if column != here:
            moved = _moved(lines, number, column)
            message = (
                f"This line is {far_in(here)}, and should be {far_in(column)} to line up with those above it"
            )
            away = abs(column - here)
            remedy = f"add {count(away, 'space')}" if column > here else f"delete {count(away, 'space')}"
            if len(moved) > 1:
                remedy += ", here and in the lines below that go with it"
            yield Slip(number, here, _marked(line), Mistake(message, remedy), moved)


def _marked(line: str) -> int:
    key = KEY.match(line)
    return len(key[2]) if key and key[1].strip() == "" else 1


def _columns_above(lines: list[str], number: int) -> list[int]:
    """Return the columns at which a line could line up, the nearest first, and of two the last one used."""
    columns: dict[int, int] = {}
    limit = 1_000_000
    for n in range(number - 1, -1, -1):
        if is_idle(lines[n]):
            continue
        below = 2 if lines[n].rstrip().endswith(":") else 0
        for column in (key_column(lines[n]), indent(lines[n])):
            if column < limit:
                columns.setdefault(column + below, len(columns))
                columns.setdefault(column, len(columns))
        limit = min(limit, key_column(lines[n]) + 1)
        if len(columns) > 8 or limit <= 1:
            break
    if lines[0].lstrip().startswith("-"):
        columns.pop(indent(lines[0]), None)  # there the entry begins that the line is in
    here = indent(lines[number])
    return sorted(columns, key=lambda column: (abs(column - here), columns[column]))


def _moved(lines: list[str], number: int, column: int) -> dict[int, str]:
    """Return a line and those that belong to it, moved so that it begins at a column."""
    here = indent(lines[number])
    if column < here:
        return {n: _moved_by(column - here, lines[n]) for n in _block(lines, number)}
    moved: dict[int, str] = {}
    below = 0  # the column of the lines below the last key; 0 if it has none
    for n in _block(lines, number):
        if indent(lines[n]) == here:
            below = _column_below(lines, n)
        elif not below:
            break
        if indent(lines[n]) == here or below <= column:  # else these stay below their key
            moved[n] = _moved_by(column - here, lines[n])
    return moved


def _block(lines: list[str], number: int) -> Iterator[int]:
    """Give a line and those after it, up to the first that is less far in."""
    for n in range(number, len(lines)):
        if indent(lines[n]) < indent(lines[number]) and not is_idle(lines[n]):
            return
        if not is_idle(lines[n]):
            yield n


def _column_below(lines: list[str], number: int) -> int:
    """Return how far in the lines are that belong to a key; 0 if it has none."""
    below = next((line for line in lines[number + 1 :] if not is_idle(line)), "")
    has_lines = lines[number].rstrip().endswith(":") and indent(below) > indent(lines[number])
    return indent(below) if has_lines else 0


def _moved_by(spaces: int, line: str) -> str:
    return " " * (indent(line) + spaces) + line.lstrip(" ")


def no_key(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell lines that have no key; those that follow one another are told once, and left out."""
    if is_idle(lines[number]) or KEY.match(lines[number]) or re.match(r" *(- |[\[{\"'])", lines[number]):
        return
    run = [number]
    for n in range(number + 1, len(lines)):
        if not lines[n].strip():
            continue
        if KEY.match(lines[n]) or lines[n].lstrip().startswith("- "):
            break
        run.append(n)
    remedy = "write the key, a colon, a space and the value, or delete the line"
    if len(run) > 1:
        remedy += f", and likewise the {count(len(run) - 1, 'line')} below it"
    column = indent(lines[number])
    mistake = Mistake(NO_KEY, remedy)
    yield Slip(number, column, len(lines[number].strip()), mistake, dict.fromkeys(run, ""), lost=True)


indent_slips = (
    text_not_further_in,
    spaces_after_a_dash,
    not_lined_up,
    text_goes_on,
    no_key,
)
