"""How often an event takes place: “second Tuesday”, “2 weeks on Friday”."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from librarysite.problems import Mistake

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_WEEKS = 26
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
EVERY_EXAMPLES = "Tuesday · Monday and Thursday · second Tuesday · last Saturday · 2 weeks on Friday · day"


@dataclass(frozen=True)
class Every:
    """A repeat: each of ``weekdays`` (Monday is 0), every ``weeks`` weeks or the ``nth`` of the month."""

    weekdays: tuple[int, ...]
    weeks: int = 1
    nth: tuple[int, ...] = ()


def read_every(text: str) -> Every:
    """Read a repeat: a weekday, several, the nth of a month, or ``2 weeks on Friday``."""
    words = re.sub(r"\s*(,|&|\+)\s*", " and ", text.strip().lower())
    words = re.sub(r"^every\s+|\bthe\s+|\bof (the|each|every) month$", "", words).strip()
    words = re.sub(r"\b(1st|2nd|3rd|4th)\b", lambda found: list(ORDINALS)[int(found[1][0]) - 1], words)
    words = re.sub(r"^fortnightly on ", "2 weeks on ", words)
    if words == "day":
        return Every(tuple(range(7)))
    if words == "weekday":
        return Every(tuple(range(5)))
    if found := re.fullmatch(r"([0-9]{1,2}|two|three|four|other|second week) ?(?:weeks?)? on (.+)", words):
        weeks = {"two": 2, "three": 3, "four": 4, "other": 2, "second week": 2}.get(found[1])
        return Every(_weekdays(found[2], text), weeks or _interval(found[1]))
    if words.split(" ")[0] in ORDINALS:
        return _nth(words, text)
    return Every(_weekdays(words, text))


def _interval(number: str) -> int:
    if not 1 <= int(number) <= LONGEST_WEEKS:
        raise Mistake("The number of weeks is not likely", f"write a number from 2 to {LONGEST_WEEKS}")
    return int(number)


def _nth(words: str, text: str) -> Every:
    *ordinals, weekday = [word for word in words.split(" ") if word != "and"]
    if any(word not in ORDINALS for word in ordinals) or weekday not in WEEKDAYS:
        raise _not_a_repeat(text)
    nth = tuple(sorted({ORDINALS[word] for word in ordinals}, key=lambda n: n % 6))
    return Every((WEEKDAYS.index(weekday),), nth=nth)


def _weekdays(words: str, text: str) -> tuple[int, ...]:
    names = re.split(r"\s+and\s+|\s+", words.strip())
    singular = [name.removesuffix("s") if name.removesuffix("s") in WEEKDAYS else name for name in names]
    if any(name not in WEEKDAYS for name in singular):
        raise _not_a_repeat(text)
    return tuple(sorted({WEEKDAYS.index(name) for name in singular}))


def _not_a_repeat(text: str) -> Mistake:
    words = [_nearest_word(word) for word in text.lower().split()]
    guess = " ".join(word.capitalize() if word in WEEKDAYS else word for word in words)
    if guess.lower() != " ".join(text.lower().split()) and _is_repeat(guess):
        return Mistake("This repeat is not understood", f"did you mean {guess}?")
    return Mistake("This repeat is not understood", f"write for example: {EVERY_EXAMPLES}")


def _nearest_word(word: str) -> str:
    return next(iter(get_close_matches(word, [*WEEKDAYS, *ORDINALS], n=1, cutoff=0.7)), word)


def _is_repeat(text: str) -> bool:
    try:
        read_every(text)
    except Mistake:
        return False
    return True
