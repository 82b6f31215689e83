"""What a text in Markdown must not be: so long or so deeply nested that turning it into HTML takes hours, or fails.

The converter goes over the rest of a paragraph for each bracket that is open, and calls itself for each list in a list.
"""

import re

from librarysite.problems import Mistake

LONGEST_WORDS = 100_000  # characters: forty printed pages
MOST_OPEN = 20  # brackets within a paragraph
MOST_TAGS_OPEN = 200  # signs < of a whole text, as “5 < 6” is written too
MOST_SPACES, MOST_MARKS = 60, 20  # before a line: some fifteen lists in one another

STEP = {"[": 1, "(": 1, "<": 1, "]": -1, ")": -1, ">": -1}
MARKS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=\s)|\d+[.)](?=\s)))+")


def endless_words(text: str) -> tuple[int, Mistake] | None:
    """Return what is too much in a text and its line, counted from 0; nothing if it can be shown."""
    if len(text) > LONGEST_WORDS:
        message = f"This text has {len(text):,} characters; at most {LONGEST_WORDS:,} can be shown"
        return 0, Mistake(message, "divide it into several pages")
    brackets = tags = 0
    for number, line in enumerate(text.split("\n")):
        if _is_too_far_in(line):
            return number, Mistake("Too many lists or quotations stand in one another", "use fewer steps")
        brackets = brackets if line.strip() else 0
        for sign in re.findall(r"[][()<>]", line):
            if sign in "<>":
                tags = max(0, tags + STEP[sign])
            else:
                brackets = max(0, brackets + STEP[sign])
            if brackets > MOST_OPEN or tags > MOST_TAGS_OPEN:
                return number, Mistake("Too many brackets are open here", "close them, or delete them")
    return None


def _is_too_far_in(line: str) -> bool:
    spaces = len(line) - len(line.lstrip(" "))
    marks = MARKS.match(line)
    return spaces > MOST_SPACES or (marks is not None and len(marks[0].split()) > MOST_MARKS)
