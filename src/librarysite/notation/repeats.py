"""How often an event takes place, as editors write it: read, or answered with what to write instead."""

import re
from difflib import get_close_matches
from functools import lru_cache

from librarysite.notation.phrases import (
    NUMBER,
    NUMBERS,
    OF_THE_MONTH,
    ORDINALS,
    TWO_READINGS,
    WEEKDAY,
    WEEKDAYS,
    Every,
    in_one_way,
    understood,
)
from librarysite.problems import Mistake

EVERY_EXAMPLES = "Tuesday · Monday and Thursday · second Tuesday · last Saturday · 2 weeks on Friday · day"
TIME = r"[0-9]{1,2}(?:[:.][0-9]{2}| ?[ap]m)(?: ?[ap]m)?"
IN_PLACE = "“rule: {}” in place of this line"
IN_ANOTHER_LINE = {
    "(?:in |during )?term times?(?: only)?": "“term_time: yes” in a line of its own",
    "(?:except|not|excluding)(?: for)? bank holiday": "nothing about bank holidays: they are left out anyway",
    rf"(?:at |from )?(?:[0-9:.]+ ?(?:-|to) ?)?{TIME}(?: ?(?:-|to) ?{TIME})?": "the times after “at:”",
    "until .+|till .+": "the last day after “until:”",
    "(?:from|starting|beginning) .+": "the first day after “from:”",
    "(?:except|not|excluding|apart from) .+": "the dates after “except:”",
    "mornings?|lunchtimes?|afternoons?|evenings?": "the times after “at:”",
}
NOT_ENOUGH = {
    "twice.* month": "write second and fourth Tuesday, or 2 weeks on Tuesday",
    "bi ?weekly|twice": "write 2 weeks on Tuesday, or both days: Tuesday and Thursday",
    f"^{NUMBER} ?weeks?": r"add the day of the week: \1 weeks on Tuesday",
    "fortnight|other week|alternate": "add the day of the week: 2 weeks on Tuesday",
    "week": "write the day of the week: Tuesday",
    "quarter|months|other month|bi ?month": "write for example "
    + IN_PLACE.format("FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU"),
    "month": "write which day of the month: second Tuesday",
    "year|annual": "write for example " + IN_PLACE.format("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=23"),
}


@lru_cache(maxsize=256)  # a site has thousands of events and a few ways to repeat
def read_every(text: str) -> Every:
    """Read a repeat: a weekday, several, the nth of a month, or ``2 weeks on Friday``."""
    words = in_one_way(text)
    if every := understood(words):
        return every
    if found := TWO_READINGS.fullmatch(words):
        nth, day = found[1], found[2].capitalize()
        remedy = f"write {nth} {day} of the month, or {ORDINALS[nth]} weeks on {day}"
        raise Mistake("This repeat can be read in two ways", remedy)
    raise Mistake("This repeat is not understood", _remedy(words.removeprefix("every ")))


def _remedy(words: str) -> str:
    if re.match(r"\d{4}-\d\d|\d{1,2}/\d{1,2}/", words):
        return "for single dates write “on:” in place of “every:”"
    if re.fullmatch("(?:school )?(?:terms?|holidays?)", words):
        return (
            "write the day of the week here, and “term_time: yes” in a line of its own if it is in term only"
        )
    near = " ".join(_nearest_word(word) for word in words.split())
    if near != words and understood(near):
        return f"did you mean {_shown(near)}?"
    if both := _two_lines(near):
        return both
    if rule := _rule(near):
        return f"write {IN_PLACE.format(rule)}"
    return _what_is_missing(near) or f"write for example: {EVERY_EXAMPLES}"


def _two_lines(words: str) -> str:
    """Return the repeat and the line for what belongs elsewhere, as in “Tuesday in term time”; nothing if none."""
    for pattern, line in IN_ANOTHER_LINE.items():
        rest = " ".join(re.sub(rf"\b(?:{pattern})\b", " ", words).split())
        if rest != words and understood(rest):
            return f"write {_shown(rest)} here, and {line}"
    return ""


def _what_is_missing(words: str) -> str:
    """Return what to add to words that do not say on which day."""
    searched = ((re.search(pattern, words), remedy) for pattern, remedy in NOT_ENOUGH.items())
    return next((found.expand(remedy) for found, remedy in searched if found), "")


def _nearest_word(word: str) -> str:
    if word in NUMBERS or word.startswith("week"):  # as near to “fourth” and “Wednesday” as a slip of these
        return word
    return next(iter(get_close_matches(word, [*WEEKDAYS, *ORDINALS], n=1, cutoff=0.7)), word)


def _shown(words: str) -> str:
    return " ".join(word.capitalize() if word in WEEKDAYS else word for word in words.split(" "))


def _rule(words: str) -> str:
    """Return the rule for a repeat that only a rule can say; nothing if it is none of them."""
    if found := re.fullmatch(rf"(?:{NUMBER}|other|second|alternate) days?", words):
        return f"FREQ=DAILY;INTERVAL={NUMBERS.get(found[1]) or found[1] or 2}"
    of_month = OF_THE_MONTH.sub("", words)
    nth = rf"({'|'.join(ORDINALS)}|fifth) {WEEKDAY}"
    if re.fullmatch(f"{nth}(?: and {nth})*", of_month):
        days = [f"{ORDINALS.get(n, 5)}{day[:2].upper()}" for n, day in re.findall(nth, of_month)]
        return f"FREQ=MONTHLY;BYDAY={','.join(days)}"
    if of_month == "last day":
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    if found := re.fullmatch(r"(?:day )?(3[01]|[12]?[0-9])(?:st|nd|rd|th)?(?: day)?", of_month):
        return f"FREQ=MONTHLY;BYMONTHDAY={found[1]}"
    return ""
