"""What people write for hours, answered with the hours in figures where they are clear, else with what is missing."""

import re

from librarysite.problems import Mistake

FORM = "write hours such as 09:00 to 17:00"
CLOCK = r"(\d{1,2})(?:[:.;,h]?(\d\d)|h)? ?(?:o'?clock)? ?([ap])?\.?(?:m\b\.?)?(?:hrs|h)?"
EARLIEST = 8  # o'clock: hours that end before it are more likely those of the afternoon
BETWEEN = r" ?(?:, ?|\bto\b|\btoo\b|\btil\b|\btill\b|\buntil\b|-|–|—|/|>) ?"
SPAN = re.compile(rf"(?:from |open )?{CLOCK}(?:{BETWEEN}| +){CLOCK}")
SEVERAL = re.compile(r" ?(?:[;&+/|]|, ?then|then|\band\b|,) ?")
FROM_ALONE = re.compile(
    rf"(?:from |open(?:s|ing)?(?: at| from)? )?{CLOCK}(?: ?(?:onwards?|on|start|-|to|\+))?"
)
UNTIL_ALONE = re.compile(
    rf"(?:until|till?|to|close[sd]? (?:at|from)|clos(?:es|ing)(?: at)?|-|before|by) ?{CLOCK}"
)
SHUT = re.compile(
    r"clos\w*(?: (?:all|the whole) day| today)?|cl[so]+e?d|shut|no|none|n/?a|nil|-+|x|0|not open"
)
ROUND_THE_CLOCK = re.compile(r"24 ?(?:hours?|hrs?|h)|24/7|(?:open )?(?:all )?day and night|00:?00 ?- ?23:?59")
MIDNIGHT_TWICE = re.compile(rf"((?:00?|24)(?:[:.]?00|h)?|12(?:[:.]?00)? ?am|12 midnight){BETWEEN}\1")
USUAL = re.compile(
    r"(?:(?:as|like|the|open|hours?) )*(?:us\w*al|norm\w*l?)(?: hours| times| as \w+)?|as .*usu?al.*|same"
)
WORDS_FOR_TIMES = re.compile(
    r"(?:in the )?(?:mornings?|afternoons?|evenings?|lunch(?:time)?)(?: only)?|am|pm|open|(?:open )?all day|tb[ac]|late"
    r"|by appointment|to be confirmed|not known|unknown|varies|various|\?+"
)


def tidy(words: str) -> str:
    """Return hours in small letters with single spaces, letters for figures put right and times by name in figures."""
    words = " ".join(words.strip().lower().replace("’", "'").split())
    words = re.sub(r"(?<=[\d:.])[o]+|\bo(?=\d)|(?<=\d)o(?=\d)", lambda found: "0" * len(found[0]), words)
    words = re.sub(r"\b(?:midday|noon)\b", "12:00", words)
    return re.sub(r"(\d\d:\d)(?!\d)", r"\g<1>0", words)


def hours_meant(text: str) -> str:
    """Return the one or more spans of hours that some words can only mean, in figures; nothing if they mean none."""
    words = re.sub(r"(\d{1,2}:\d\d):\d\d", r"\1", tidy(text))
    if whole := _span(words):
        return whole
    parts = [_span(part) for part in SEVERAL.split(words) if part]
    return ", ".join(parts) if len(parts) > 1 and all(parts) else ""


def midnight_twice(*, event: bool) -> Mistake:
    """Return what is wrong with hours from midnight to midnight: some mean a closed day by them, others all of it."""
    other = "leave the times out if it is all day" if event else "write closed"
    both = (
        "write 00:00 to 24:00 for all day and night" if event else "00:00 to 24:00 (open all day and night)"
    )
    return Mistake("These hours can be read in two ways", f"{other}, or {both}")


def _span(words: str) -> str:
    """Return two clock times as they are to be written, if both are clear and the second is later."""
    if not (found := SPAN.fullmatch(words.strip())):
        return ""
    first, last = _minutes(*found.groups()[:3]), _minutes(*found.groups()[3:])
    if found[2] and last is None and int(found[4]) > int(found[1]):
        last = int(found[4]) * 60  # “10:30 to 11”
    if first is None or last is None or not first < last <= 24 * 60:
        return ""
    return f"{_clock(first)} to {_clock(last)}"


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    """Return a clock time that has minutes, or am or pm, or an hour after midday; None if it may be two."""
    if half:
        return _with_half(int(hour), int(minute or 0), half)
    if minute is None and int(hour) <= 12:
        return None
    return _within_a_day(int(hour), int(minute or 0))


def _with_half(hour: int, minute: int, half: str) -> int | None:
    """Return a clock time with am or pm; “14pm” can only mean 14:00."""
    if hour > 12:
        return hour * 60 + minute if half == "p" and hour < 24 else None
    return _within_a_day(hour % 12 + (12 if half == "p" else 0), minute)


def _within_a_day(hour: int, minute: int) -> int | None:
    total = hour * 60 + minute
    return total if total <= 24 * 60 and minute < 60 else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _meant(guess: str, *, says_half: bool) -> Mistake:
    """Return what to write in place of hours that are clear, but for those before any library opens."""
    hours = [int(clock[:2]) for clock in guess.split(" to ")]
    if not says_half and len(hours) == 2 and all(1 <= hour < EARLIEST for hour in hours):
        later = " to ".join(f"{int(clock[:2]) + 12}{clock[2:]}" for clock in guess.split(" to "))
        return Mistake(
            "These hours can be read in two ways", f"write {later}, or {guess} if it is before noon"
        )
    return Mistake("Hours cannot be read", f"did you mean {guess}?")


def _one_time(words: str, *, event: bool) -> Mistake | None:
    """Return what is wrong with hours of which only the beginning or only the end is said, with a likely other one."""
    if found := FROM_ALONE.fullmatch(words):
        start = _minutes(*found.groups())
        start = 10 * 60 if start is None else start
        end = start + 60 if event or start >= 17 * 60 else 17 * 60
        both = f"{_clock(start)} to {_clock(min(end, 24 * 60))}"
        return Mistake("It is not said when this ends", f"write both times, for example {both}")
    if found := UNTIL_ALONE.fullmatch(words):
        end = _minutes(*found.groups()) or 13 * 60
        both = f"{_clock(min(9 * 60, max(0, end - 60)))} to {_clock(end)}"
        return Mistake("It is not said when this begins", f"write both times, for example {both}")
    return None


def no_hours(text: str, *, event: bool = False) -> Mistake:
    """Return what is wrong with a text that is no hours, and what to write; an event is taken to last an hour."""
    words = tidy(text)
    if not words:
        return Mistake("There are no hours here", FORM)
    if MIDNIGHT_TWICE.fullmatch(words):
        return midnight_twice(event=event)
    if guess := hours_meant(text):
        return _meant(guess, says_half=bool(re.search(r"[ap]\.?m", words)))
    if "lunch" in words and re.search(r"\d|clos", words):
        opens, closes = (hours_meant(" ".join(words.split()[:3])) or "09:00 to 17:00").split(" to ")
        both = f"{opens} to 13:00, 14:00 to {closes}"
        return Mistake("A break is written as two times", f"write both parts of the day, for example {both}")
    if half_said := _one_time(words, event=event):
        return half_said
    if ROUND_THE_CLOCK.fullmatch(words):
        return Mistake("Hours cannot be read", "write 00:00 to 24:00")
    if WORDS_FOR_TIMES.fullmatch(words):
        return Mistake(f"“{text.strip()}” does not say from when to when", FORM)
    return Mistake("Hours cannot be read", FORM)
