"""What is asked of somebody who adds an entry, in plain words; each question is an option of the command line too."""

from dataclasses import dataclass

from librarysite.model import Article, Closure, Entry, Event, Notice, Pattern


@dataclass(frozen=True)
class Question:
    """A question, the key that its answer stands at, and the closed list that the answer comes from.

    ``unless`` and ``only_with`` name other questions: it is not asked if the one has an answer, or the other none.
    Of two that have each other in ``unless``, the first may be left unanswered, the second is needed then.
    """

    key: str
    words: str
    example: str = ""
    needed: bool = False
    several: bool = False
    choices: str = ""
    unless: str = ""
    only_with: str = ""
    of: type[Entry] | None = None  # the part of the entry that has the key, if it is not the entry itself

    @property
    def option(self) -> str:
        """How the question is called on the command line: ``still-open``."""
        return self.key.replace("_", "-")


ID = Question("id", "What is its permanent name, for web addresses?", "chess-club-leagrave")
MODELS: dict[str, type[Entry]] = {"event": Event, "closure": Closure, "notice": Notice, "news": Article}
QUESTIONS: dict[str, tuple[Question, ...]] = {
    "event": (
        Question("title", "What is it called?", "Chess club", needed=True),
        Question("summary", "What is it, in one sentence?", "Play a game, or learn how."),
        Question("branch", "At which library?", choices="branches", unless="place"),
        Question("place", "Where is it, if not at a library?", "The town hall", True, unless="branch"),
        Question("room", "In which room?", choices="rooms", only_with="branch"),
        Question(
            "every",
            "On which day does it come again, if it does?",
            "Tuesday, or second Tuesday",
            unless="on",
            of=Pattern,
        ),
        Question(
            "on", "On which date or dates?", "2027-01-09", True, several=True, unless="every", of=Pattern
        ),
        Question("at", "From when to when?", "14:00 to 16:00", of=Pattern),
        Question("from", "From which day on?", "2027-01-09", True, only_with="every", of=Pattern),
        Question("until", "Until which day?", "2027-07-17", only_with="every", of=Pattern),
        Question("term_time", "Only in school terms?", "yes", only_with="every", of=Pattern),
        Question("for", "Who is it for?", several=True, choices="audiences"),
        Question("type", "What kind of event is it?", choices="types"),
        Question("cost", "What does it cost?", "Free"),
        Question("booking", "How do people book?", "not needed, or a web address or a phone number"),
        ID,
    ),
    "closure": (
        Question("branches", "Which libraries? Or all?", needed=True, several=True, choices="branches"),
        Question("from", "From which day, or day and time, on?", "2027-01-19 13:00", needed=True),
        Question("to", "Until when: its last day, or a day and time?", "2027-01-20", unless="review"),
        Question(
            "review",
            "When will somebody look again, if the end is not known?",
            "2027-02-02",
            True,
            unless="to",
        ),
        Question("reason", "Why?", "The boiler is being repaired", needed=True),
        Question("still_open", "What can people use instead?", "The other four libraries"),
        ID,
    ),
    "notice": (
        Question("title", "What does it say, in one line?", "The lift is out of order", needed=True),
        Question("text", "What else should people know?", "Please ask a member of staff."),
        Question("level", "How grave is it: information, disruption or emergency?", needed=True),
        Question("branches", "Which libraries? Or all?", several=True, choices="branches"),
        Question("from", "From which day on?", "2027-01-11", needed=True),
        Question("to", "Until which day?", "2027-01-22", unless="review"),
        Question(
            "review",
            "When will somebody look again, if the end is not known?",
            "2027-01-22",
            True,
            unless="to",
        ),
        ID,
    ),
    "news": (
        Question("title", "What is the headline?", "A new study room at Lewsey", needed=True),
        Question(
            "summary", "What is the news, in one sentence?", "Six more desks, open every day.", needed=True
        ),
        Question("branches", "Which libraries is it about?", several=True, choices="branches"),
        Question("topics", "Which topics?", several=True, choices="topics"),
        Question("text", "What is the first paragraph?", "The room opens on Monday.", needed=True),
        ID,
    ),
}
