"""Reads the bytes of one file, as far as it is an ordinary file of text and of a likely size."""

import stat
from pathlib import Path

from librarysite.problems import Mistake

# Ten thousand events come to 5 MB. What is larger was never typed, and would fill the memory of a small computer.
LARGEST = 10_000_000
NO_TEXT = Mistake("This file is not a text", "save what it is to hold as plain text, in UTF-8")


def file_bytes(path: Path) -> bytes:
    """Return what a file holds. Mistake if it is no ordinary file, cannot be read or is too large."""
    try:
        _refuse_unlikely(path)
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Mistake("This file was there a moment ago and is gone", "save it again") from None
    except PermissionError:
        raise Mistake("This file may not be read", "ask its owner to let everybody read it") from None
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise Mistake(f"This file cannot be read: {why}", "save it again") from None
    return raw


def text_in_utf8(path: Path) -> str:
    """Return the text of a file. Mistake if it cannot be read, or is no text in UTF-8."""
    raw = file_bytes(path)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:2]:
        raise Mistake("This file is saved as UTF-16, which nothing here reads", "save it as UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in raw:
            raise NO_TEXT from None
        message = "This file cannot be read as text in UTF-8"
        raise Mistake(message, "save it again with the encoding UTF-8") from None


def _refuse_unlikely(path: Path) -> None:
    """Refuse what is not opened at all: a folder, a pipe that would be waited for, a file of many megabytes."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise Mistake("This is a folder, where a file is expected", "give the folder another name")
    if not stat.S_ISREG(found.st_mode):
        raise Mistake("This is not an ordinary file", "delete it, and save a text file of this name")
    if found.st_size > LARGEST:
        size, most = found.st_size // 1_000_000, LARGEST // 1_000_000
        remedy = "see what has got into it, or divide it"
        raise Mistake(f"This file is {size:,} MB large; at most {most} MB can be read", remedy)
