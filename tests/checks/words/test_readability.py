"""How easily a page can be read is told, and never is a mistake."""

import pytest

from librarysite.checks.words.content import Content, content_of
from librarysite.checks.words.plain import PLAINER
from librarysite.checks.words.readability import (
    hard_words,
    longest,
    reading_age,
    reading_note,
    sentences_of,
    syllables_of,
)
from librarysite.problems import Place
from librarysite.rendering.markup import PAGES


def content(text: str) -> Content:
    """Return what a page's words consist of."""
    return content_of(text, PAGES)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("the", 1),
        ("time", 1),
        ("times", 1),
        ("asked", 1),
        ("table", 2),
        ("wanted", 2),
        ("places", 2),
        ("library’s", 3),
        ("libraries", 3),
        ("consultation", 4),
        ("5pm", 1),
    ],
)
def test_syllables_are_counted_as_one_says_them(word: str, syllables: int) -> None:
    """The e that nobody hears is no syllable."""
    assert syllables_of(word) == syllables


def test_the_age_is_flesch_and_kincaids() -> None:
    """0.39 x 10 words + 11.8 x 18 syllables / 10 words - 15.59 is year 9.55 at school, which is an age of 15."""
    sentence = "Consultation among libraries about reading rooms ends there, we hear."
    (one,) = sentences_of(content(sentence))
    assert (len(one.words), sum(map(syllables_of, one.words))) == (10, 18)
    assert reading_age([one]) == 15
    assert reading_age(sentences_of(content("The cat sat on the mat."))) == 5


def test_sentences_end_where_they_end() -> None:
    """Neither St George's Square nor 10.30 nor “e.g.” ends a sentence; an item of a list does; code has no words."""
    text = "Come to St. George's Square at 10.30. Ask `us.now` first!\n\n- One thing\n- Another\n\n## A heading here\n"
    assert [(s.text, s.place.line) for s in sentences_of(content(text))] == [
        ("Come to St. George's Square at 10.30.", 1),
        ("Ask \ufffc first!", 1),
        ("One thing", 3),
        ("Another", 4),
    ]


def test_the_three_longest_sentences_are_told_with_their_lines() -> None:
    """A sentence of 25 words is short enough; of those that are longer the three longest are told, in their order."""
    lines = [f"{'word ' * (number - 1)}end." for number in (25, 27, 30, 26, 28)]
    told = longest(sentences_of(content("\n\n".join(lines))))
    assert [(len(s.words), s.place.line) for s in told] == [(27, 3), (30, 5), (28, 9)]


def test_hard_words_are_told_with_plainer_ones() -> None:
    """A hard word is told once, at its first place, in small letters or large; a longer word is another word."""
    text = "In order to commence, we\nutilise it. We utilise permits.\n\n`via`"
    assert hard_words(content(text)) == [
        ("In order to", Place(1, 1, 11)),
        ("commence", Place(1, 13, 8)),
        ("utilise", Place(2, 1, 7)),
    ]


def test_no_hard_word_is_recommended() -> None:
    """What is to be written in place of a hard word is not hard itself."""
    for plainer in PLAINER.values():
        assert hard_words(content(plainer)) == []


def test_a_note_says_where_each_thing_is() -> None:
    """The note on a page counts lines from the top of its file; an age needs a hundred words."""
    text = f"{'Word ' * 25}end.\n\nAsk via phone."
    assert reading_note("content/a.md", content(text), 4) == (
        "content/a.md: too short for a reading age, 29 words\n"
        "  line 5: 26 words in a sentence: “Word Word Word Word Word Word Word ...”\n"
        "  line 7: for “via” you could write “by” or “through”"
    )
    assert reading_note("a", content("Read a book. " * 34), 0) == "a: reading age about 5, 102 words"
