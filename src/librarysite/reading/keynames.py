"""What people write for a key: answered with the key that is meant, or with where it belongs.

Words that no likeness leads to stand in keynames.yaml. “Name” is a title in an event, and a name in a library.
"""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import cache

from librarysite.problems import Mistake
from librarysite.reading.tables import table

WEEKDAY = re.compile(r"(mon|tues|wednes|thurs|fri|satur|sun)day")
SELDOM = {"path", "sample"}  # a page has its path from its place, and only a demonstration has samples


def in_one_form(key: str) -> str:
    """Return a key as the tables have it: “Changed Hours” and “changed-hours” are “changed_hours”."""
    return re.sub(r"[\s_-]+", "_", key.strip().lower().replace("’", "").replace("'", ""))


def named(key: str, kind: str, known: Collection[str]) -> str:
    """Return the key, or the sentence, that a word stands for by its form or by the table; nothing if by neither."""
    if kind == "Change" and re.fullmatch(r"\d{4}-\d\d-\d\d", key):
        return f"write “- date: {key}”, and on the next line “cancelled:” with the reason, under “date:”"
    written = in_one_form(key)
    of_same_form = (name for name in known if in_one_form(name) == written)
    return next(of_same_form, "") or _meant(kind).get(written, "") or _weekday(written, known)


@cache
def _meant(kind: str) -> dict[str, str]:
    """Return what each word in the table means in a kind of entry: a key, or a sentence that says what to write."""
    lines = (lines for kinds, lines in table("keynames")["meant"].items() if kind in kinds.split())
    return {word: meant for group in lines for words, meant in group.items() for word in words.split()}


def _weekday(written: str, known: Collection[str]) -> str:
    """Return the key of a day of the week whose name is written in short, such as “tues”; nothing if it is none."""
    days = (name for name in known if WEEKDAY.fullmatch(name) and name.startswith(written[:4]))
    return next(days, "") if len(written) >= 3 else ""


def alike(key: str, known: Collection[str], missing: Collection[str] = ()) -> str:
    """Return the key that a word is a misspelling of; one that is missing is meant sooner than another."""
    likely = [name for name in known if name not in SELDOM]
    for names, cutoff in ((missing, 0.6), (likely, 0.74)):
        if close := get_close_matches(in_one_form(key), names, n=1, cutoff=cutoff):
            return close[0]
    return ""


def remedy_for(answer: str, known: Collection[str], written: Collection[str] = ()) -> str:
    """Return what to do about a key that is not known: the answer is the key that is meant, a sentence or nothing."""
    if " " in answer:
        return answer
    if answer in written:
        return f"“{answer}:” is here too: keep one of the two"
    if answer:
        return f"did you mean {answer}?"
    return f"delete it, or write one of: {', '.join(name for name in known if name not in SELDOM)}"


def list_meant(key: str, name: str, lists: Collection[str], homes: Mapping[str, str]) -> str:
    """Return what to do about a list that a file does not have; ``homes`` says which file has which list."""
    if key in homes:
        return f"its place is the file {homes[key]}"
    return remedy_for(named(key, name, lists) or alike(key, lists), lists)


def missing_key(key: str, *, empty: bool, example: str = "") -> Mistake:
    """Return what is wrong where a key is not there, or empty; ``example`` is the very value to write."""
    if example and not empty:
        return Mistake(f"“{key}” is missing from this entry", f"add a line “{key}: {example}”")
    words: str = table("keynames")["examples"].get(key, "")
    if WEEKDAY.fullmatch(key):
        words = "closed, or hours such as 09:00 to 17:00"
    if empty:
        return Mistake(
            f"“{key}” has nothing after it", f"write {words}" if words else "write it after the colon"
        )
    line = f"add a line “{key}:”" + (f" with {words}" if words else "")
    return Mistake(f"“{key}” is missing from this entry", line)
