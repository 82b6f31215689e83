"""Turns the bytes of a file into lines, and finds what nobody meant to be in them, before any YAML is read.

Each fault is told and mended: the lines that are given back read as they were meant, at the same places.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from librarysite.problems import Mistake, Place, Problem
from librarysite.yamlfile.conflicts import conflicts, first_sides
from librarysite.yamlfile.indentation import is_idle

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WINDOWS = "as in windows-1252"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(WINDOWS, _as_windows)


LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTXYaesijopcyxhdqwABEZHIKMNOPTYXo"
)
FOREIGN = f"[{''.join(map(chr, LOOK_ALIKES))}]"
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"

# What cannot be seen: where it is, what it is called, what to do, and what was meant.
UNSEEN = [
    (
        re.compile(r"[\u00a0\u2007\u202f]"),
        Mistake("There is a no-break space here", "type an ordinary space instead"),
        " ",
    ),
    (
        re.compile(r"[\u2000-\u2006\u2008-\u200a\u205f\u3000]"),
        Mistake("There is a space here that is no ordinary one", "type an ordinary space instead"),
        " ",
    ),
    (
        re.compile(r"[\u00ad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]|(?<=[!-~])[\u200c\u200d](?=[!-~])"),
        Mistake("There is an invisible character here", "delete it"),
        "",
    ),
    (
        re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]"),
        Mistake("There is a control character here", "delete it"),
        "",
    ),
]
DIRECTION = re.compile(r"[\u200e\u200f]")
INVISIBLE = UNSEEN[2][1]
WORD_IN_TWO_ALPHABETS = re.compile(rf"\b(?=\w*[A-Za-z])(?=\w*{FOREIGN})[\w-]+")
SUSPICIOUS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u0370-\u052f\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff\ufffe\uffff]"
)
TAB = re.compile(r"^( *+-?) *+(\t[ \t]*)", re.MULTILINE)
SEPARATOR = re.compile(r"(---|\.\.\.)(?=\s|$)")
DOES = {"---": "starts a second document", "...": "ends the document"}


@dataclass
class Text:
    """The lines of a file as written and as meant, and what is wrong between the two.

    ``guessed`` has the lines whose meaning is a guess, ``left_out`` those of the other side of a merge. Lines
    count from 0.
    """

    written: list[str]
    meant: list[str]
    problems: list[Problem[Place]] = field(default_factory=list)
    guessed: set[int] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)

    def tell(self, line: int, column: int, length: int, mistake: Mistake) -> None:
        """Note a fault; line and column count from 0."""
        self.problems.append(Problem(Place(line + 1, column + 1, length), mistake))


def text_of(raw: bytes) -> Text | None:
    """Return the text of a file; None when its bytes are no text."""
    encoding = _unicode_encoding(raw)
    if encoding:
        text = _plain_text(raw.decode(encoding, "replace"))
        mistake = Mistake(f"This file is saved as {encoding[:6].upper()}", "save it as UTF-8")
        text.tell(0, 0, 1, mistake)
    else:
        try:
            text = _plain_text(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            text = _windows_text(raw)
    if _is_binary(text.meant):
        return None
    _mend(text, "\n".join(text.meant))
    return text


def _plain_text(whole: str) -> Text:
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Text(lines, list(lines))


def _unicode_encoding(raw: bytes) -> str | None:
    """Return the encoding that a byte order mark tells, or every second byte being zero."""
    if marked := next((name for mark, name in BYTE_ORDER_MARKS.items() if raw.startswith(mark)), None):
        return marked
    first, second = raw[0:2000:2], raw[1:2000:2]
    if second.count(0) * 4 > len(second) * 3 and not first.count(0):
        return "utf-16-le"
    return "utf-16-be" if first.count(0) * 4 > len(first) * 3 and not second.count(0) else None


def _is_binary(lines: list[str]) -> bool:
    """Tell whether a file is no text: a picture, or a document of a word processor."""
    head = "\n".join(lines[:100])[:2000]
    controls = sum(1 for sign in head if (sign < " " and sign not in "\t\n") or sign == "\ufffd")
    return controls > max(8, len(head) // 20)


def _windows_text(raw: bytes) -> Text:
    """Read each line that is not UTF-8 as Windows-1252, and tell its first character that shows it."""
    text = Text([], [])
    raw = raw.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    mistake = Mistake(
        "This character was saved in an old Windows encoding", "type it again and save the file as UTF-8"
    )
    for number, line in enumerate(raw.split(b"\n")):
        try:
            text.written.append(line.decode())
        except UnicodeDecodeError as error:
            text.written.append(line.decode("utf-8", WINDOWS))
            text.tell(number, len(line[: error.start].decode()), 1, mistake)
    text.meant = list(text.written)
    return text


def _mend(text: Text, whole: str) -> None:
    """Find and mend what is in the lines; the whole text is searched first, because most files have none of it."""
    if SUSPICIOUS.search(whole):
        for number, line in enumerate(text.meant):
            text.meant[number] = _seen(text, number, line)
    if re.search(r"^[<=>|]{7}", whole, re.MULTILINE):
        text.problems += conflicts(text.meant)
        text.meant, text.left_out = first_sides(text.meant)
    if re.search(r"^(---|\.\.\.)", whole, re.MULTILINE):
        _join_documents(text)
    if TAB.search(whole):
        _expand_tabs(text)


def _seen(text: Text, number: int, line: str) -> str:
    """Return a line without what cannot be seen, or looks like something else, in it."""
    for pattern, mistake, meant in UNSEEN:
        if found := pattern.search(line):
            text.tell(number, found.start(), len(found.group()), mistake)
            line = pattern.sub(meant, line)
    if (found := DIRECTION.search(line)) and not re.search(f"[{RIGHT_TO_LEFT}]", line):
        text.tell(number, found.start(), 1, INVISIBLE)
        line = DIRECTION.sub("", line)
    if found := WORD_IN_TWO_ALPHABETS.search(line):
        text.tell(number, found.start(), len(found.group()), _in_two_alphabets(found.group()))
        line = WORD_IN_TWO_ALPHABETS.sub(lambda word: word.group().translate(LOOK_ALIKES), line)
    return line


def _in_two_alphabets(word: str) -> Mistake:
    sign = next(sign for sign in word if re.match(FOREIGN, sign))
    name = "Greek" if sign < "\u0400" else "Cyrillic"
    latin = word.translate(LOOK_ALIKES)
    return Mistake(
        f"The “{sign}” in this word is a {name} letter that only looks like “{sign.translate(LOOK_ALIKES)}”",
        f"type the word again: {latin}",
    )


def _join_documents(text: Text) -> None:
    """Refuse lines of ``---`` and ``...`` but at the beginning and the end: YAML would begin a new document there."""
    used = [n for n, line in enumerate(text.meant) if not is_idle(line)]
    begun = next((n for n in used if not text.meant[n].startswith("%")), -1)
    if used and text.meant[used[-1]].startswith("..."):
        used.pop()  # it may end the document
    for number in used:
        found = SEPARATOR.match(text.meant[number])
        if found and number > begun:
            text.tell(number, 0, 3, Mistake(f"A line of {found[1]} {DOES[found[1]]}", "delete the line"))
            text.meant[number] = ""


def _expand_tabs(text: Text) -> None:
    """Put spaces in place of tabs that indent: as many as the line above has, which is a guess."""
    above = 0
    for number, line in enumerate(text.meant):
        if found := TAB.match(line):
            rest = line[found.end() :]
            tabs = len(found[2].rstrip(" "))
            if found[1].endswith("-"):
                mistake = Mistake("There is a tab after the dash", "type a space instead")
                text.meant[number] = f"{found[1]} {rest}"
            else:
                mistake = Mistake("A tab is used to indent", "use spaces, two for each step")
                text.meant[number] = " " * above + rest if rest else ""
                text.guessed.add(number)
            text.tell(number, found.start(2), tabs, mistake)
        elif not is_idle(line):
            dashed = re.match(r" *+(?:- ++)*+", line)
            above = dashed.end() if dashed else 0
            above += 2 if line.rstrip().endswith(":") else 0


def ids_in(lines: list[str]) -> Iterator[str]:
    """Give the ids that can be seen in lines which cannot be read."""
    for line in lines:
        if found := re.match(r" *(?:- *)?id *:? *[\"']?([a-z0-9]+(?:-[a-z0-9]+)*)", line):
            yield found[1]
