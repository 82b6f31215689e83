import pytest
from hypothesis import given
from hypothesis import strategies as st

from librarysite import notation
from librarysite.notation import Span
from tests.support.refusing import refused

HALF_PAST_NINE, FIVE = 9 * 60 + 30, 17 * 60


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("09:00", 540),
        ("9:00", 540),
        ("9am", 540),
        ("9 am", 540),
        ("9.30am", HALF_PAST_NINE),
        ("9:30AM", HALF_PAST_NINE),
        ("12am", 0),
        ("12pm", 720),
        ("12:30am", 30),
        ("1pm", 780),
        ("midday", 720),
        ("noon", 720),
        ("midnight", 1440),
        ("00:00", 0),
        ("24:00", 1440),
        ("17:00:00", FIVE),
    ],
)
def test_clock_times(text: str, minutes: int) -> None:
    """A clock time has 24 hours, or am or pm, or is midday or midnight."""
    assert notation.read_clock(text) == minutes


@pytest.mark.parametrize("text", ["25:00", "24:01", "09:60", "13pm", "0am", "9", "half past nine", "", "9:5"])
def test_clock_times_that_are_refused(text: str) -> None:
    """What is no time of a clock is refused with the form of one."""
    mistake = refused(notation.read_clock, text)
    assert "time" in mistake.message
    assert mistake.remedy


@pytest.mark.parametrize(("minutes", "text"), [(570, "09:30"), (0, "00:00"), (1440, "24:00")])
def test_minutes_as_editors_write_them(minutes: int, text: str) -> None:
    """Minutes since midnight are written back with 24 hours."""
    assert notation.clock(minutes) == text


@given(st.integers(0, 1440))
def test_a_clock_time_written_back_is_the_same(minutes: int) -> None:
    """Writing and reading a time gives the time."""
    assert notation.read_clock(notation.clock(minutes)) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "09:00 to 17:00",
        "09:00-17:00",
        "09:00 - 17:00",
        "09:00–17:00",
        "09:00 – 17:00",
        "09:00—17:00",
        "9am to 5pm",
        "9am-5pm",
        "9 am to 5 pm",
        "9.00am to 5pm",
        "9AM TO 5PM",
        " 9:00  to  17:00 ",
    ],
)
def test_hours_in_the_ways_people_write_them(text: str) -> None:
    """Times with a word, hyphen or dash between them mean what they say."""
    assert notation.read_span(text) == Span(540, FIVE)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("9.30am to 1pm", Span(570, 780)),
        ("midday to 4pm", Span(720, 960)),
        ("10am to midday", Span(600, 720)),
        ("8pm to midnight", Span(1200, 1440)),
        ("20:00 to 00:00", Span(1200, 1440)),
        ("midnight to 6am", Span(0, 360)),
        ("00:00 to 24:00", Span(0, 1440)),
    ],
)
def test_hours_at_midday_and_midnight(text: str, span: Span) -> None:
    """Midnight is the start of a day where hours begin, and its end where they end."""
    assert notation.read_span(text) == span


MIDNIGHT_TWICE = [
    "00:00 to 00:00",
    "00:00-00:00",
    "0:00 to 0:00",
    "12am to 12am",
    "12.00am - 12.00am",
    "midnight to midnight",
    "12 midnight to 12 midnight",
    "midnight to 00:00",
    "24:00 to 00:00",
    "24:00 to 24:00",
    "0000-0000",
    "0 to 0",
]


@pytest.mark.parametrize("text", MIDNIGHT_TWICE)
def test_midnight_to_midnight_is_all_or_nothing(text: str) -> None:
    """Whether a library is closed or open all day and night is asked, never guessed."""
    mistake = refused(notation.read_sessions, text)
    assert mistake.message == "These hours can be read in two ways"
    assert mistake.remedy == "write closed, or 00:00 to 24:00 (open all day and night)"


@pytest.mark.parametrize("text", MIDNIGHT_TWICE)
def test_an_event_from_midnight_to_midnight_is_asked_about(text: str) -> None:
    """An event with such times may be all day, for which it needs none."""
    mistake = refused(lambda times: notation.read_span(times, past_midnight=True), text)
    assert mistake.message == "These hours can be read in two ways"
    assert mistake.remedy == (
        "leave the times out if it is all day, or write 00:00 to 24:00 for all day and night"
    )


@pytest.mark.parametrize("text", ["00:00 to 24:00", "00:00 to midnight", "12am to midnight"])
def test_the_later_midnight_may_be_named(text: str) -> None:
    """Where the end is 24:00, or midnight by its name, it is the end of the day."""
    assert notation.read_sessions(text) == (Span(0, 1440),)


def test_only_events_pass_midnight() -> None:
    """An event of the evening may end in the small hours; a library's hours may not."""
    assert notation.read_span("8pm to 1am", past_midnight=True) == Span(1200, 1500)
    assert refused(notation.read_span, "8pm to 1am").message == "The end is not after the start"


def test_an_event_is_taken_to_last_an_hour() -> None:
    """The end that is offered for an event is nearer than that of a library's day."""
    mistake = refused(lambda text: notation.read_span(text, past_midnight=True), "10:30")
    assert mistake.remedy == "write both times, for example 10:30 to 11:30"


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        ("closed", ()),
        ("Closed", ()),
        ("09:00 to 17:00", (Span(540, FIVE),)),
        ("09:00 to 13:00, 14:00 to 19:00", (Span(540, 780), Span(840, 1140))),
        ("9am to 1pm and 2pm to 7pm", (Span(540, 780), Span(840, 1140))),
    ],
)
def test_the_hours_of_a_day(text: str, sessions: tuple[Span, ...]) -> None:
    """A day is closed or has one session or several."""
    assert notation.read_sessions(text) == sessions


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("14:00 to 19:00, 09:00 to 13:00", "write 09:00 to 13:00, 14:00 to 19:00"),
        ("09:00 to 13:00, 13:00 to 17:00", "write 09:00 to 17:00"),
        ("09:00 to 13:00, 12:00 to 17:00", "write the sessions in order, with a gap between"),
    ],
)
def test_sessions_are_in_order_and_apart(text: str, remedy: str) -> None:
    """The second session begins after the first has ended."""
    assert refused(notation.read_sessions, text).remedy == remedy


@pytest.mark.parametrize("text", ["", " ", ",", "and"])
def test_hours_with_nothing_in_them_are_not_closed(text: str) -> None:
    """A library is never shown as closed because somebody wrote nothing."""
    refused(notation.read_sessions, text)
