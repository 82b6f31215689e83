import pytest

from librarysite import notation
from librarysite.problems import Mistake
from tests.support.refusing import refused


@pytest.mark.parametrize("text", ["14:00 to 02:00", "10pm to 8pm", "18:00 to 17:00", "10:30 to 10:30"])
def test_a_slip_is_refused_for_events_too(text: str) -> None:
    """An end that is not in the small hours after an evening is a slip, not the next day."""
    with pytest.raises(Mistake, match="The end is not after the start"):
        notation.read_span(text, past_midnight=True)


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("09:00 to 05:00", "did you mean 09:00 to 17:00?"),
        ("10:30 to 01:00", "did you mean 10:30 to 13:00?"),
        ("21:00 to 17:00", "did you mean 09:00 to 17:00?"),
    ],
)
def test_a_12_hour_slip_is_guessed(text: str, guess: str) -> None:
    """Half a day too early or too late is offered put right."""
    assert refused(notation.read_span, text).remedy == guess


def test_the_middle_of_the_night_is_not_guessed() -> None:
    """Times the wrong way round are not taken for an event that begins at half past one in the night."""
    remedy = "write the earlier time first: 13:00 to 13:30"
    assert refused(notation.read_span, "13:30 to 13:00").remedy == remedy


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("9-5", ["09:00 to 17:00", "21:00 to 05:00"]),
        ("9 to 5", ["09:00 to 17:00", "21:00 to 05:00"]),
        ("2-4", ["02:00 to 04:00", "14:00 to 16:00"]),
        ("9-11", ["09:00 to 11:00", "21:00 to 23:00"]),
        ("10-12", ["10:00 to 12:00", "22:00 to 24:00"]),
        ("12-2", ["12:00 to 14:00", "00:00 to 02:00"]),
        ("9-9", ["09:00 to 21:00", "21:00 to 09:00"]),
    ],
)
def test_bare_figures_have_two_readings(text: str, readings: list[str]) -> None:
    """Figures without am or pm are refused, and both readings within twelve hours are offered."""
    mistake = refused(notation.read_span, text)
    assert mistake.message == "These hours can be read in two ways"
    assert [reading for reading in readings if reading not in mistake.remedy] == []


@pytest.mark.parametrize("text", ["9 to 17:00", "9am to 5", "9-5pm"])
def test_one_bare_figure_is_refused(text: str) -> None:
    """Half of the hours with am or pm leaves the other half in doubt."""
    assert "may be morning or afternoon" in refused(notation.read_span, text).message


def test_a_bare_figure_over_twelve_is_no_puzzle() -> None:
    """Nobody is told that 17 may be 17am or 17pm."""
    assert "17am" not in refused(notation.read_span, "09:00 to 17").remedy


@pytest.mark.parametrize(
    "text", ["", "09:00 to 12:00 to 17:00", "all day", "nine to five", "late", "10:30 for a bit"]
)
def test_hours_that_are_refused(text: str) -> None:
    """What is not two times is answered with the form."""
    assert refused(notation.read_span, text).remedy == "write hours such as 09:00 to 17:00"


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("09:00", "It is not said when this ends", "write both times, for example 09:00 to 17:00"),
        ("09:00 to", "It is not said when this ends", "write both times, for example 09:00 to 17:00"),
        ("from 10am", "It is not said when this ends", "write both times, for example 10:00 to 17:00"),
        ("18:30 onwards", "It is not said when this ends", "write both times, for example 18:30 to 19:30"),
        ("to 17:00", "It is not said when this begins", "write both times, for example 09:00 to 17:00"),
        ("closes at 1pm", "It is not said when this begins", "write both times, for example 09:00 to 13:00"),
        (
            "09:00 to 17:00 (closed for lunch)",
            "A break is written as two times",
            "write both parts of the day, for example 09:00 to 13:00, 14:00 to 17:00",
        ),
        ("09:60 to 17:00", "There is no time 09:60", "minutes go from 00 to 59: 09:59 is the last"),
        ("25:00 to 26:00", "There is no time 25:00", "write a time from 00:00 to 24:00"),
        ("14:00pm to 17:00", "There is no time 14:00pm", "write 14:00, or 2pm"),
        ("17:00 to 09:00", "The end is not after the start", "did you mean 09:00 to 17:00?"),
        (
            "11:30 to 10:30",
            "The end is not after the start",
            "did you mean 11:30 to 22:30 or 10:30 to 11:30?",
        ),
        (
            "09:00 to 09:00",
            "The end is not after the start",
            "write when it ends, for example 09:00 to 10:00",
        ),
    ],
)
def test_hours_that_lack_something_are_told_what(text: str, message: str, remedy: str) -> None:
    """A missing end or beginning, a break and a time that no clock shows each have words of their own."""
    mistake = refused(notation.read_span, text)
    assert (mistake.message, mistake.remedy) == (message, remedy)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("10:30 til 11:00", "did you mean 10:30 to 11:00?"),
        ("11.00 - 11.45", "did you mean 11:00 to 11:45?"),
        ("1030-1100", "did you mean 10:30 to 11:00?"),
        ("9.30-11", "did you mean 09:30 to 11:00?"),
        ("9am to 12.30", "did you mean 09:00 to 12:30?"),
        ("9h30 to 17h", "did you mean 09:30 to 17:00?"),
        ("09:OO to 17:0", "did you mean 09:00 to 17:00?"),
        ("from 10:00 to 17:00", "did you mean 10:00 to 17:00?"),
        ("09:00, 17:00", "did you mean 09:00 to 17:00?"),
        ("09:00 to 13:00; 14:00 to 17:00", "did you mean 09:00 to 13:00, 14:00 to 17:00?"),
        ("09:00 to 13:00 / 2pm to 5pm", "did you mean 09:00 to 13:00, 14:00 to 17:00?"),
        ("24 hours", "write 00:00 to 24:00"),
        ("open all day and night", "write 00:00 to 24:00"),
        ("day and night", "write 00:00 to 24:00"),
        ("Closed all day", "write closed"),
        ("clsoed", "write closed"),
        ("shut", "write closed"),
        ("n/a", "write closed"),
    ],
)
def test_hours_in_other_forms_are_offered_in_ours(text: str, remedy: str) -> None:
    """Points, “til” and figures without a mark are understood well enough to offer the right form."""
    with pytest.raises(Mistake) as caught:
        notation.read_sessions(text)
    assert caught.value.remedy == remedy
