"""New entries come from answers to plain questions, or from options, and are laid out as in the guide."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from librarysite.editing.drafts import draft
from librarysite.editing.questions import MODELS, QUESTIONS
from librarysite.model import Library
from librarysite.problems import Mistake

TODAY = date(2026, 11, 23)


class Person:
    """Somebody who answers the questions in their order; at the end nobody answers any more."""

    def __init__(self, *answers: str) -> None:
        """Take the answers in the order of the questions."""
        self.answers: Iterator[str] = iter(answers)
        self.asked: list[str] = []

    def __call__(self, question: str) -> str:
        """Give the next answer."""
        self.asked.append(question)
        for answer in self.answers:
            return answer
        raise EOFError


def test_event_is_made_from_answers(sample: Library) -> None:
    """Somebody who answers every question gets the entry that the guide shows, announced today."""
    person = Person(
        "Chess club", "Play a game, or learn how.", "Leagrave", "Saturday", "2pm to 4pm", "2027-01-09", "",
        "yes", "children, adults", "games", "Free", "not needed", "",
    )  # fmt: skip
    entry = draft("event", {}, sample, TODAY, person)
    assert entry == {
        "id": "chess-club-leagrave",
        "title": "Chess club",
        "summary": "Play a game, or learn how.",
        "branch": "leagrave",
        "when": {"every": "Saturday", "at": "2pm to 4pm", "from": "2027-01-09", "term_time": "yes"},
        "for": ["children", "adults"],
        "type": "games",
        "cost": "Free",
        "booking": "not needed",
        "published": "2026-11-23",
    }
    assert list(entry)[:4] == ["id", "title", "summary", "branch"]
    assert person.asked[2].startswith("At which library? (central, leagrave, lewsey, marsh-farm, stopsley; ")
    assert "just Enter for chess-club-leagrave" in person.asked[-1]


def test_event_elsewhere_on_single_dates(sample: Library) -> None:
    """Without a library there is a place, and without a repeat there are dates; the id has the year."""
    person = Person(
        "Fair", "", "", "The town hall", "", "2027-05-01, 2027-05-02", "", "", "", "", "01582 000000", ""
    )
    entry = draft("event", {}, sample, TODAY, person)
    assert entry["id"] == "fair-2027"
    assert entry["place"] == {"name": "The town hall"}
    assert entry["when"] == {"on": ["2027-05-01", "2027-05-02"]}
    assert entry["booking"] == {"phone": "01582 000000"}
    assert "branch" not in entry


def test_an_answer_that_cannot_be_read_is_asked_for_again(sample: Library) -> None:
    """The question comes again with what is wrong and what to write; the answers before it are kept."""
    person = Person("lewsey", "19/1/2027", "2027-01-19", "2027-01-19", "", "Boiler", "", "")
    entry = draft("closure", {}, sample, TODAY, person)
    assert person.asked[2].startswith("A date must be written year first: write 2027-01-19\nFrom which day")
    assert person.asked[5].startswith("An answer is needed here.\nWhy?")
    assert (entry["on"], entry["reason"], "from" in entry, "to" in entry) == (
        "2027-01-19",
        "Boiler",
        False,
        False,
    )


def test_closure_without_an_end_is_looked_at_again(sample: Library) -> None:
    """Nobody knows the end: the entry says so in the words of the guide, with the day to look again."""
    given = {"branches": "all", "from": "2027-02-01 13:00", "review": "2027-02-08", "reason": "Flood"}
    assert draft("closure", given, sample, TODAY, Person()) == {
        "id": "all-2027-02-01",
        "branches": "all",
        "from": "2027-02-01 13:00",
        "until": "further notice",
        "review": "2027-02-08",
        "reason": "Flood",
        "published": "2026-11-23",
    }


def test_with_options_only_what_is_needed_is_asked(sample: Library) -> None:
    """Whoever gives options is asked for the rest that an entry cannot be without."""
    person = Person("2027-01-29")
    given = {"title": "No lift", "level": "disruption", "from": "2027-01-11", "branches": "central"}
    entry = draft("notice", given, sample, TODAY, person)
    assert entry == {
        "id": "no-lift-2027", "title": "No lift", "level": "disruption", "branches": ["central"],
        "from": "2027-01-11", "to": "2027-01-29", "published": "2026-11-23",
    }  # fmt: skip
    assert len(person.asked) == 1


def test_option_that_nobody_gives_is_named(sample: Library) -> None:
    """Where nobody can be asked, the message says which options to write."""
    with pytest.raises(Mistake, match="When will somebody look again") as raised:
        draft("closure", {"branches": "lewsey", "from": "2027-03-01", "reason": "x"}, sample, TODAY, Person())
    assert raised.value.remedy == "write the answer after --to or --review"


def test_all_wrong_options_are_told_at_once(sample: Library) -> None:
    """Each wrong option has a line with its name, what is wrong and what to write."""
    given = {"title": "Chess", "branch": "legrave", "every": "Tuseday", "from": "1/1/27"}
    with pytest.raises(Mistake) as raised:
        draft("event", given, sample, TODAY, Person())
    assert [line.partition(":")[0] for line in raised.value.message.split("\n")] == [
        "--branch",
        "--every",
        "--from",
    ]
    assert "did you mean leagrave?" in raised.value.message


def test_id_that_is_there_already_gets_a_number(sample: Library) -> None:
    """Ids are never used twice: the next one ends in -2, and one typed by hand is refused."""
    given = {"title": "Story time", "branch": "lewsey", "on": "2027-03-01"}
    taken = draft("event", given, sample, TODAY, Person())["id"]
    event = sample.events[0].model_copy(update={"id": taken})
    library = Library(**{**vars(sample), "events": (*sample.events, event)})
    assert draft("event", given, library, TODAY, Person())["id"] == f"{taken}-2"
    with pytest.raises(Mistake, match="is there already"):
        draft("event", given | {"id": taken}, library, TODAY, Person())


def test_news_has_its_text(sample: Library) -> None:
    """News is a headline, a sentence and a first paragraph; its id is made from the headline."""
    given = {"title": "Lewsey's new room", "summary": "Six more desks.", "text": "It opens on Monday."}
    assert draft("news", given, sample, TODAY, Person())["id"] == "lewseys-new-room"


KEYS: Callable[[str], Any] = lambda kind: [q for q in QUESTIONS[kind] if q.key not in ("id", "text")]  # noqa: E731


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_question_is_about_a_key_of_its_entry(kind: str) -> None:
    """A question and the key that it fills never part: a renamed key fails here."""
    for question in KEYS(kind):
        fields = (question.of or MODELS[kind]).model_fields
        assert question.key in {info.alias or name for name, info in fields.items()}, question.key


def test_two_ways_to_end_are_one_too_many(sample: Library) -> None:
    """A closure with an end and with a day to look again is refused in the words of the options."""
    given = {
        "branches": "lewsey",
        "from": "2027-01-19",
        "to": "2027-01-20",
        "review": "2027-02-02",
        "reason": "x",
    }
    with pytest.raises(Mistake, match=r"^Give --to or --review, not both$"):
        draft("closure", given, sample, TODAY, Person())
