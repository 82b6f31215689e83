"""Slips in the value of a line, and in the key before it: quotation marks, signs with a meaning, colons.

Each recogniser looks at one line of lines that cannot be read, and gives the slips that it could have.
"""

import re
from collections.abc import Collection, Iterator

from librarysite.problems import Mistake
from librarysite.yamlfile.indentation import indent
from librarysite.yamlfile.slips import CURLY, CURLY_QUOTES, NEVER_CLOSED, START, WORD, Slip

LONG = 60
VALUE = re.compile(r"( *+(?:- ++)*+)(?:([A-Za-z_]\w*) *: +|(?<=- ))(\S.*)")
BEFORE_A_KEY = re.compile(rf"( *)([>+|]+ ?|\d+[.)] )( *(?:- +)?{WORD} *:(?: .*|$))")
MARKS_ROUND_A_KEY = re.compile(rf"{START}([\"'*_“‘`]+){WORD}[*_]* *:[*_]*(.*?)[\"'*_”’`]*")
WITHOUT_COLON = re.compile(rf"{START}{WORD}(?: *[-–—.,>]+)?(?: +(.*))?")
# Words that also begin the next line of a sentence.
IN_SENTENCES = {"for", "at", "on", "from", "to", "until", "except", "all", "name", "access", "a_z"}
COMMA_MISSING = re.compile(r"([\"'])\s+(?=[^\s,\]}#])")
CLOSES = {"[": "]", "{": "}"}
SIGN = re.compile(r"[*&!%@`,?|>\[\]{}]|- |-$|: ")


def in_quotes(text: str) -> str:
    """Return a text in quotation marks that do not occur in it, with its apostrophes doubled if need be."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _write(key: str | None, value: str) -> str:
    """Return the remedy: the line as it should be, unless it is too long to show."""
    if len(value) > LONG:
        return "put quotation marks round the whole text"
    return f"write {key}: {value}" if key else f"write - {value}"


def _replaced(
    line: str, number: int, found: re.Match[str], message: str, value: str, at: int, length: int
) -> Slip:
    """Return the slip of a line whose value should be another one."""
    mistake = Mistake(message, _write(found[2], value))
    return Slip(number, at, length, mistake, {number: line[: found.start(3)] + value})


def sign_before_a_key(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell ``> title: Chess``, pasted from an e-mail, and ``1. title: Chess``."""
    if (found := BEFORE_A_KEY.fullmatch(lines[number])) and found[4] in words:
        message = f"“{found[2].strip()}” does not belong before a key"
        ways = ("delete it", ""), ("put a space in its place", " " * len(found[2]))
        for remedy, instead in ways:
            mistake = Mistake(message, remedy)
            mended = {number: found[1] + instead + found[3]}
            yield Slip(number, len(found[1]), len(found[2].strip()), mistake, mended)


def no_colon(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell ``title Chess`` and ``when`` without a colon; a line that goes on with a sentence has no key."""
    found = WITHOUT_COLON.fullmatch(lines[number])
    if not found or found[2] not in words:
        return
    value = found[3] or ""
    if _has_no_value(lines, number, found):
        mistake = Mistake(
            f"“{found[2]}” has nothing after it", f"write {found[2]}, a colon, a space and the value"
        )
        mended = {number: f"{found[1]}{found[2]}:"}
        yield Slip(number, len(found[1]), len(found[2]), mistake, mended, lost=True)
    elif not number or not _may_be_a_sentence(found[2], value):
        meant = f"{found[2]}: {value}".rstrip()
        mistake = Mistake(f"There is no colon after “{found[2]}”", f"write {meant}")
        yield Slip(number, len(found[1]), len(found[2]), mistake, {number: found[1] + meant})


def _has_no_value(lines: list[str], number: int, found: re.Match[str]) -> bool:
    """Tell whether a key within an entry has nothing after it, neither on its line nor below it."""
    below = _next_line(lines, number)
    has_lines = indent(below) > len(found[1]) or below.lstrip().startswith("- ")
    return bool(found[1]) and not found[3] and not has_lines


def _next_line(lines: list[str], number: int) -> str:
    """Return the next line that has something in it."""
    return next((line for line in lines[number + 1 :] if line.strip()), "")


def _may_be_a_sentence(word: str, rest: str) -> bool:
    """Tell whether the sentence of the line above may go on with a word that is also a key."""
    return bool(rest) and word in IN_SENTENCES and not rest[0].isdigit()


def marks_round_a_key(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell ``"title: Chess"`` and ``**title:** Chess``."""
    found = MARKS_ROUND_A_KEY.fullmatch(lines[number])
    if found and found[3] in words:
        value = found[4].strip()
        meant = f"{found[3]}: {in_quotes(value) if re.search(': | #', value) else value}".rstrip()
        mistake = Mistake(f"“{found[2]}” does not belong before a key", f"write {meant}")
        yield Slip(number, found.start(2), len(found[2]), mistake, {number: found[1] + meant})


def key_nobody_knows(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell ``titel:Chess`` and ``titel;Chess``."""
    found = re.fullmatch(rf"{START}{WORD} *(:|;|=)(?!//) *(\S.*)", lines[number])
    if found and not re.match(r": ", lines[number][found.start(3) :]):
        meant = f"{found[2]}: {found[4]}"
        message = (
            "A colon needs a space after it" if found[3] == ":" else f"A colon belongs here, not “{found[3]}”"
        )
        mistake = Mistake(message, f"write {meant}")
        yield Slip(number, found.start(3), 1, mistake, {number: found[1] + meant})


def quotation_marks(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell quotation marks that are not closed, closed too early, curly or with a backslash between them."""
    line = lines[number]
    found = VALUE.fullmatch(line)
    if not found:
        return
    value, at = found[3].rstrip(), found.start(3)
    if CURLY.match(value):
        meant = in_quotes(CURLY.sub("", value[:1]) + value[1:].rstrip("‘’“”\"'"))
        yield Slip(number, at, 1, CURLY_QUOTES, {number: line[:at] + meant})
    elif value[0] in "'\"":
        yield from _straight_marks(line, number, found, value)


def _straight_marks(line: str, number: int, found: re.Match[str], value: str) -> Iterator[Slip]:
    end = _end_of_quoted(value)
    rest = value[end + 1 :]
    if not end:
        yield from _never_closed(line, number, found, value)
    elif rest.strip() and not re.match(r"\s+#", rest):
        yield _closed_early(line, number, found, value, end)
    elif value[0] == '"' and "\\" in value:
        yield _backslash(line, number, found, value[: end + 1], value[1:end])


def _end_of_quoted(value: str) -> int:
    """Return where the quotation marks at the beginning of a value close; 0 if they do not."""
    pattern = r"'(?:[^']|'')*+'(?!')" if value[0] == "'" else r'"(?:[^"\\]|\\.)*+"'
    found = re.match(pattern, value)
    return found.end() - 1 if found else 0


def _never_closed(line: str, number: int, found: re.Match[str], value: str) -> Iterator[Slip]:
    at, mark, inside = found.start(3), value[0], value[1:]
    if mark == '"' and inside.endswith('\\"'):
        yield _backslash(line, number, found, value, inside[:-1])
    if CURLY.match(inside[-1:]):
        message = "This text begins with a straight quotation mark and ends with a curly one"
        yield _replaced(line, number, found, message, in_quotes(inside[:-1]), at + len(value) - 1, 1)
    elif len(inside) > 1 and inside[-1] in "'\"":
        message = "This text begins with one kind of quotation mark and ends with another"
        yield _replaced(line, number, found, message, in_quotes(inside[:-1]), at + len(value) - 1, 1)
    body = re.split(r"(?= #)", inside, maxsplit=1)[0]
    remark = inside[len(body) :]
    yield Slip(number, at, 1, NEVER_CLOSED, {number: line[:at] + in_quotes(body.rstrip()) + remark})


def _closed_early(line: str, number: int, found: re.Match[str], value: str, end: int) -> Slip:
    at = found.start(3)
    if value.startswith("''") and value.endswith("''"):
        message = "Two apostrophes are not a quotation mark"
        return _replaced(line, number, found, message, in_quotes(value.strip("'")), at, 2)
    message, meant = _text_ended_early(value, value[end + 1 :])
    return _replaced(line, number, found, message, in_quotes(meant), at + end, 1)


def _text_ended_early(value: str, rest: str) -> tuple[str, str]:
    """Return why quotation marks end before the text does, and the text that is meant."""
    within_a_word = re.match(r"\w", rest) is not None
    if within_a_word and value[0] == "'":
        message = "An apostrophe ends a text in single quotation marks"
        if value.endswith("'"):
            return message, value[1:-1].replace("''", "'")
        return f"{message}, and these are never closed", value[1:].replace("''", "'")
    if within_a_word and value.endswith('"') and value.count('"') > 2:
        return "Quotation marks inside quotation marks end the text too early", value[1:-1]
    return "The quotation marks end before the text does", value


def _backslash(line: str, number: int, found: re.Match[str], value: str, inside: str) -> Slip:
    message = "A backslash has a special meaning inside double quotation marks"
    at = found.start(3) + value.index("\\")
    return _replaced(line, number, found, message, in_quotes(inside), at, 1)


def sign_with_a_meaning(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell a value that begins with a sign which YAML takes for its own, such as ``*NEW*`` or ``[sample] Chess``."""
    line = lines[number]
    found = VALUE.fullmatch(line)
    if not found or not SIGN.match(found[3]):
        return
    value = found[3].rstrip()
    if slip := _slip_in_brackets(line, number, found, value):
        yield slip
    elif value[0] == "-" and found[2]:
        yield from _list_behind_key(lines, number, found, value, words)
    elif not _is_in_brackets(value):
        message = f"A text beginning with {value[0]} has a special meaning here"
        yield _replaced(line, number, found, message, in_quotes(value), found.start(3), 1)


def _is_in_brackets(value: str) -> bool:
    closing = CLOSES.get(value[0])
    return closing is not None and value.endswith(closing) and value.count(value[0]) == value.count(closing)


def _slip_in_brackets(line: str, number: int, found: re.Match[str], value: str) -> Slip | None:
    """Return the slip of a bracket that is never closed, or of a comma that is missing after it."""
    if value[0] not in CLOSES:
        return None
    if CLOSES[value[0]] not in value:
        return _bracket_unclosed(line, number, found, value)
    if gap := COMMA_MISSING.search(value):
        at = found.start(3)
        mistake = Mistake("Something is missing here, inside the brackets", "put a comma between two values")
        mended = {number: line[:at] + COMMA_MISSING.sub(r"\1, ", value)}
        return Slip(number, at + gap.end(), 1, mistake, mended)
    return None


def _bracket_unclosed(line: str, number: int, found: re.Match[str], value: str) -> Slip:
    closing = CLOSES[value[0]]
    mistake = Mistake("A bracket opens here and is never closed", f"write {closing} at the end of the list")
    ended = value[:-1] if value[-1] in ")}]," else value
    return Slip(number, found.start(3), 1, mistake, {number: line[: found.start(3)] + ended + closing})


def _list_behind_key(
    lines: list[str], number: int, found: re.Match[str], value: str, words: Collection[str]
) -> Iterator[Slip]:
    message = "A list cannot begin on the line of its key"
    at = found.start(3)
    below = _next_line(lines, number)
    rest = re.match(rf"- +{WORD} *:", value)
    if (rest and rest[1] in words) or below.lstrip().startswith("- "):
        mistake = Mistake(message, "begin a new line before the dash")
        yield Slip(number, at, 1, mistake, {number: lines[number][:at].rstrip()}, lost=True)
    remedy = f"begin a new line before the dash, or {_write(found[2], in_quotes(value))} if it is no list"
    meant = {number: lines[number][:at] + in_quotes(value)}
    yield Slip(number, at, 1, Mistake(message, remedy), meant, lost=True)


def colon_in_a_value(lines: list[str], number: int, words: Collection[str]) -> Iterator[Slip]:
    """Tell a colon within a text, and two keys in one line."""
    line = lines[number]
    found = VALUE.fullmatch(line)
    colon = re.search(r":(?=\s|$)", found[3]) if found else None
    if not found or not colon or found[3][0] in "'\"|>":
        return
    value, at = re.split(r"\s#", found[3], maxsplit=1)[0].rstrip(), found.start(3)
    before = re.search(rf"(?:^|\s){WORD}$", value[: colon.start()])
    if before and before[1] in words:
        start = at + before.start(1)
        message = f"“{before[1]}:” begins a new key in the middle of a line"
        remedy = "begin a new line before it"
        if found[2] != "id" and value[: before.start()] and not value[: before.start(1)].endswith("  "):
            remedy += f", or {_write(found[2], in_quotes(value))} if it is part of the text"
        mended = {number: line[:start].rstrip()}
        yield Slip(number, start, len(before[1]) + 1, Mistake(message, remedy), mended, lost=True)
    message = "A colon followed by a space starts a new value here"
    yield _replaced(line, number, found, message, in_quotes(value), at + colon.start(), 1)


value_slips = (
    sign_before_a_key,
    marks_round_a_key,
    no_colon,
    key_nobody_knows,
    quotation_marks,
    sign_with_a_meaning,
    colon_in_a_value,
)
