"""Reads the front matter of a Markdown page: what stands between its first two lines of ``---``."""

from pathlib import Path

from librarysite.notation import endless_words
from librarysite.problems import InFile, Mistake, Place, Problem
from librarysite.yamlfile.conflicts import conflicts
from librarysite.yamlfile.rawfile import text_in_utf8
from librarysite.yamlfile.reader import parse
from librarysite.yamlfile.tree import Document, FileKeys


def front_matter(path: Path, name: str, known: FileKeys) -> Document:
    """Return the front matter of a page, its lines counted from the top of the page."""
    document = _lines(path, name)
    if document.problems:
        return document
    lines = document.lines
    document.problems += map(document.in_file, conflicts(lines, words=True))
    if document.problems:
        return document
    if lines[0].strip() != "---":
        example = "begin the file with ---, a line “title: ...” and ---"
        document.problems.append(document.problem(Place(1, 1), Mistake("This page has no title", example)))
        return document
    closing = next((n for n, line in enumerate(lines[1:], start=1) if line.strip() == "---"), None)
    if closing is None:
        document.problems.append(
            document.problem(Place(1, 1, 3), Mistake("The front matter is not closed", "add a line ---"))
        )
        return document
    if fault := endless_words("\n".join(lines[closing + 1 :])):
        line, mistake = closing + 2 + fault[0], fault[1]
        document.problems.append(document.problem(Place(line, 1), mistake))
        document.lines = lines[:closing]  # nobody is to read the words
        return document
    matter = parse("\n".join(lines[1:closing]).encode(), name, offset=1, known=known)
    matter.lines = lines
    return matter


def words_of(page: Document) -> tuple[int, str]:
    """Return the words of a page and how many lines stand above them; no words where the front matter is not closed."""
    closing = next((n for n, line in enumerate(page.lines) if n and line.strip() == "---"), None)
    if closing is None or page.lines[0].strip() != "---":
        return 0, ""
    return closing + 1, "\n".join(page.lines[closing + 1 :])


def _lines(path: Path, name: str) -> Document:
    document = Document(name)
    try:
        text = text_in_utf8(path)
        document.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except Mistake as mistake:
        document.problems.append(Problem(InFile(name, Place(1, 1)), mistake))
    return document


def below_front_matter(page: bytes) -> bytes:
    """Return the words of a page, however its lines end and with however many empty ones around them."""
    text = page.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = text.split(b"\n")
    marks = [number for number, line in enumerate(lines) if line.strip() == b"---"]
    if len(marks) > 1 and marks[0] == 0:
        lines = lines[marks[1] + 1 :]
    return b"\n".join(lines).strip()
