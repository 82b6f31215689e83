"""Makes a new entry from answers to plain questions: an event, a closure, a notice or a piece of news.

Whoever gives no option is asked everything; whoever gives some is asked only for what is still needed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from librarysite.editing.questions import ID, MODELS, QUESTIONS, Question
from librarysite.model import Closure, Entry, Event, Library, Notice
from librarysite.notation import read_slug
from librarysite.problems import Mistake, did_you_mean

Answer = str | list[str] | dict[str, str]
Answers = dict[str, Answer]
Ask = Callable[[str], str]  # shows a question and returns what is typed; EOFError when nobody answers


EVENT_AT = ("every", "on", "at", "from", "until", "term_time")


def draft(kind: str, given: Mapping[str, str], library: Library, today: date, ask: Ask) -> dict[str, Any]:
    """Return a new entry of a kind with what was given and asked, keys in the order of the guide.

    Mistake tells everything that is wrong with what was given.
    """
    answers = _from_options(kind, given, library)
    for question in QUESTIONS[kind]:
        if question.key not in answers and _is_asked(
            question, library, answers, only_what_is_needed=bool(given)
        ):
            default = _free_id(kind, answers, library) if question is ID else ""
            quiet = question is ID and given
            answer: Answer | None = (
                default if quiet else _asked(kind, question, library, answers, ask, default)
            )
            if answer:
                answers[question.key] = answer
    return _entry(kind, answers, today)


def _from_options(kind: str, given: Mapping[str, str], library: Library) -> Answers:
    answers: Answers = {}
    faults = []
    for question in QUESTIONS[kind]:
        if question.key in given and question.unless in answers:
            faults.append(f"Give --{question.unless} or --{question.option}, not both")
        elif question.key in given:
            try:
                answers[question.key] = _read(kind, question, given[question.key], library, answers)
            except Mistake as mistake:
                faults.append(f"--{question.option}: {mistake.message}: {mistake.remedy}")
    if faults:
        raise Mistake("\n".join(faults))
    return answers


def _is_asked(question: Question, library: Library, answers: Answers, *, only_what_is_needed: bool) -> bool:
    if question.unless in answers or (question.only_with and question.only_with not in answers):
        return False
    if question.choices == "rooms" and not library.branch(str(answers["branch"])).rooms:
        return False
    return question.needed or bool(question.unless) or question is ID or not only_what_is_needed


def _asked(
    kind: str, question: Question, library: Library, answers: Answers, ask: Ask, default: str
) -> Answer | None:
    """Ask until the answer can be read, or is empty where it may be."""
    words = _in_full(question, _choices(question, library, answers), default)
    fault = ""
    while True:
        try:
            typed = ask(fault + words).strip() or default
        except EOFError:
            typed = ""
            if question.needed:
                raise _unanswered(question) from None
        try:
            if typed:
                return _read(kind, question, typed, library, answers)
            if not question.needed:
                return None
            fault = "An answer is needed here.\n"
        except Mistake as mistake:
            fault = f"{mistake.message}: {mistake.remedy}\n"


def _unanswered(question: Question) -> Mistake:
    either = f"--{question.unless.replace('_', '-')} or " if question.unless else ""
    return Mistake(
        f"This is not answered: {question.words}", f"write the answer after {either}--{question.option}"
    )


def _in_full(question: Question, choices: list[str], default: str) -> str:
    """Return a question with its choices or an example, and what an empty answer means."""
    hints = [
        ", ".join(choices) or (f"for example: {question.example.rstrip('.')}" if question.example else "")
    ]
    if default:
        hints = [f"just Enter for {default}"]
    elif not question.needed:
        hints.append("just Enter to leave it out")
    hint = "; ".join(filter(None, hints))
    return f"{question.words} ({hint}) " if hint else f"{question.words} "


def _choices(question: Question, library: Library, answers: Answers) -> list[str]:
    if question.choices == "branches":
        return [branch.id for branch in library.branches if not branch.closed]
    if question.choices == "rooms":
        return list(library.branch(str(answers["branch"])).rooms) if "branch" in answers else []
    groups = getattr(library.service, question.choices) if question.choices else ()
    return [group.id for group in groups if not group.retired]


def _read(kind: str, question: Question, text: str, library: Library, answers: Answers) -> Answer:
    """Return an answer as it is to be written; Mistake when it cannot stand in the entry."""
    answer = _shaped(question, text)
    if (known := _choices(question, library, answers)) and answer != "all":
        words = [_chosen(word, known) for word in (answer if isinstance(answer, list) else [str(answer)])]
        answer = words if question.several else words[0]
    if question is ID:
        if read_slug(text) in _ids(kind, library):
            raise Mistake(f"“{text}” is there already", "choose another name: ids are never used twice")
    elif read := _field(question.of or MODELS[kind], question.key):
        _try(read, answer)
    return answer


def _chosen(word: str, known: list[str]) -> str:
    """Return the word of a closed list that is meant, whatever its capitals."""
    for choice in known:
        if choice.lower() == word.lower():
            return choice
    raise Mistake(f"There is no “{word}”", did_you_mean(word, known))


def _shaped(question: Question, text: str) -> Answer:
    """Return what was typed as the entry has it: a list, a place with a name, a way to book."""
    if question.several:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return "all" if parts == ["all"] else parts
    if question.key == "place":
        return {"name": text}
    if question.key == "booking" and text.startswith("https://"):
        return {"link": text}
    if question.key == "booking" and re.fullmatch(r"\+?[\d ()-]{9,}", text):
        return {"phone": text}
    return text


def _field(model: type[Entry], key: str) -> Callable[[Any], Any] | None:
    """Return what reads the value of a key of an entry; None for the text of news, which is no field."""
    for name, info in model.model_fields.items():
        if key in (name, info.alias):
            kind: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
            return TypeAdapter(kind).validate_python
    return None


def _try(read: Callable[[Any], Any], answer: Answer) -> None:
    try:
        read(answer)
    except ValidationError as error:
        cause = error.errors()[0].get("ctx", {}).get("error")
        raise (
            cause if isinstance(cause, Mistake) else Mistake("This cannot stand here", "see the example")
        ) from None


def _ids(kind: str, library: Library) -> set[str]:
    if kind == "news":
        return {article.path.removeprefix("news/").removesuffix(".md") for article in library.news}
    lists: dict[str, tuple[Event | Closure | Notice, ...]]
    lists = {"event": library.events, "closure": library.closures, "notice": library.notices}
    return {entry.id for entry in lists[kind]}


def _free_id(kind: str, answers: Answers, library: Library) -> str:
    """Return an id from what an entry is, where and when; the second of that name ends in -2."""
    slug = _slug(str(part) for part in _parts_of_id(kind, answers) if part)
    taken = _ids(kind, library)
    names = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _parts_of_id(kind: str, answers: Answers) -> tuple[object, ...]:
    """Return what an id is made of: the title, the place, the day or the year, as far as they are known."""
    title, branch = answers.get("title"), _one_branch(answers)
    day = "".join(answers.get("from") or answers.get("on") or "")
    if kind == "event":  # a series is of no year
        return title, branch, *re.findall(r"\d{4}", day * ("on" in answers))[:1]
    return {"closure": (branch, day[:10]), "notice": (title, day[:4]), "news": (title,)}[kind]


def _one_branch(answers: Answers) -> str:
    where = answers.get("branch") or answers.get("branches") or ""
    if isinstance(where, str):
        return where
    return next(iter(where)) if len(where) == 1 else "libraries"


def _slug(words: Iterable[str]) -> str:
    text = re.sub(r"['’]", "", " ".join(words).lower())
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:70].strip("-") or "entry"


def _entry(kind: str, answers: Answers, today: date) -> dict[str, Any]:
    answers = dict(_period(answers)) if kind == "closure" else answers
    entry: dict[str, Any] = {"id": answers.pop("id")}
    for key, answer in answers.items():
        part = entry.setdefault("when", {}) if kind == "event" and key in EVENT_AT else entry
        part[key] = answer[0] if isinstance(answer, list) and key == "on" and len(answer) == 1 else answer
    return entry | {"published": today.isoformat()}


def _period(answers: Answers) -> Iterator[tuple[str, Answer]]:
    """Give a closure's answers with its one day as “on”, and its open end as “until: further notice”."""
    one_day = answers.get("to") == answers["from"] and " " not in str(answers["from"])
    for key, answer in answers.items():
        if one_day and key in ("from", "to"):
            if key == "from":
                yield "on", answer
        elif key == "review":
            yield from (("until", "further notice"), ("review", answer))
        else:
            yield key, answer
