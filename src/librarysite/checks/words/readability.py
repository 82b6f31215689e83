"""How easily a page can be read: its reading age, its longest sentences, and plainer words for hard ones.

A note for whoever writes, and never a mistake. The measure is Flesch and Kincaid's of 1975, made for the US Navy: from
the words in a sentence and the syllables in a word it works out a year at school, five years before an age. Syllables
are counted by a rule of thumb, so that an age is right to about a year. GOV.UK writes for an age of 9, in sentences of
at most 25 words.
"""

import re
from dataclasses import dataclass

from librarysite.checks.words.content import GAP, Content
from librarysite.checks.words.marks import MarkedText
from librarysite.checks.words.plain import PLAINER
from librarysite.problems import Place, count

LONGEST = 25  # words in a sentence
SHOWN = 3
ENOUGH = 100  # words, below which an age says nothing
WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")
SENTENCE = re.compile(r"\S.*?(?:[.!?]+[\"”’')]*(?=\s+[\"“‘'(]*[A-Z0-9])|$)", re.DOTALL)
NO_END = re.compile(r"\b(?:St|Dr|Mr|Mrs|Ms|Rd|No|vs|etc|e\.g|i\.e)\.$")
HARD = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(PLAINER, key=len, reverse=True)))})(?!\w)", re.I
)
# The e at the end of “time”, “whole”, “asked” and “times”, but not of “table”, “wanted” and “places”.
SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyszxcg])(?<!ch)(?<!sh)es$"
)
PROSE = ("p", "li", "dd", "blockquote", "div")


@dataclass(frozen=True)
class Sentence:
    """A sentence, its words and where it begins."""

    text: str
    words: list[str]
    place: Place


def reading_note(name: str, content: Content, above: int) -> str:
    """Return the note on one page. ``above`` is how many lines stand above its words."""
    sentences = sentences_of(content)
    total = sum(len(sentence.words) for sentence in sentences)
    age = f"reading age about {reading_age(sentences)}" if total >= ENOUGH else "too short for a reading age"
    lines = [f"{name}: {age}, {count(total, 'word')}"]
    for sentence in longest(sentences):
        first = " ".join(sentence.text.split()[:7])
        lines.append(
            f"  line {sentence.place.line + above}: {len(sentence.words)} words in a sentence: “{first} ...”"
        )
    for word, place in hard_words(content):
        lines.append(
            f"  line {place.line + above}: for “{word}” you could write {_quoted(PLAINER[word.lower()])}"
        )
    return "\n".join(lines)


def sentences_of(content: Content) -> list[Sentence]:
    """Return the sentences of the running words; an item of a list ends one."""
    found = []
    for passage in content.passages:
        if passage.tag in PROSE:
            found += [s for s in _sentences(passage.words, passage.place) if s.words]
    return found


def _sentences(piece: MarkedText, otherwise: Place) -> list[Sentence]:
    found, start = [], 0
    for part in SENTENCE.finditer(piece.text):
        if NO_END.search(part[0]) and part.end() < len(piece.text):
            continue
        begins = start + len(piece.text[start:]) - len(piece.text[start:].lstrip())
        text = piece.text[begins : part.end()]
        found.append(Sentence(text, WORD.findall(text.replace(GAP, " ")), piece.place(begins) or otherwise))
        start = part.end()
    return found


def reading_age(sentences: list[Sentence]) -> int:
    """Return the age at which most people can read some sentences."""
    words = [word for sentence in sentences for word in sentence.words]
    syllables = sum(map(syllables_of, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(5, round(grade + 5))


def syllables_of(word: str) -> int:
    """Return about how many syllables an English word has."""
    plain = re.sub(r"['’]s?$|[^a-z]", "", word.lower())
    plain = SILENT.sub("", plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def longest(sentences: list[Sentence]) -> list[Sentence]:
    """Return the three longest sentences of those that are too long, in their order."""
    too_long = sorted((s for s in sentences if len(s.words) > LONGEST), key=lambda s: -len(s.words))[:SHOWN]
    return [sentence for sentence in sentences if sentence in too_long]


def hard_words(content: Content) -> list[tuple[str, Place]]:
    """Return the hard words for which there are plainer ones, each once, and where it first stands."""
    found: dict[str, tuple[str, Place]] = {}
    for passage in content.passages:
        for word in HARD.finditer(passage.words.text):
            place = passage.words.place(word.start(), word.end()) or passage.place
            found.setdefault(word[0].lower(), (word[0], place))
    return list(found.values())


def _quoted(words: str) -> str:
    return " or ".join(f"“{word}”" for word in words.split(", "))
