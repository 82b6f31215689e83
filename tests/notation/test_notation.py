import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from librarysite import notation
from librarysite.notation import Dated, Every, Span
from librarysite.problems import Mistake

HALF_PAST_NINE, FIVE = 9 * 60 + 30, 17 * 60


def local(*parts: int) -> datetime:
    """Return a moment without offset, which is local wall time."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - wall time has no offset by design


def refused(read: object, text: str) -> Mistake:
    """Return the mistake that a reader finds."""
    assert callable(read)
    with pytest.raises(Mistake) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "day"), [("2026-12-05", date(2026, 12, 5)), (" 2028-02-29 ", date(2028, 2, 29))]
)
def test_dates(text: str, day: date) -> None:
    """A date is written year first."""
    assert notation.read_date(text) == day


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("05/12/2026", "A date must be written year first", "write 2026-12-05"),
        ("5.12.2026", "A date must be written year first", "write 2026-12-05"),
        ("5-12-2026", "A date must be written year first", "write 2026-12-05"),
        ("2026/12/5", "A date needs hyphens, and two figures for month and day", "write 2026-12-05"),
        ("2026-12-5", "A date needs hyphens, and two figures for month and day", "write 2026-12-05"),
        ("5 December 2026", "A date must be written year first", "write 2026-12-05"),
        ("Saturday, 5th Dec 2026", "A date must be written year first", "write 2026-12-05"),
        ("31/06/2026", "There is no 31 June 2026", "June 2026 has 30 days: the last is 2026-06-30"),
        ("December 5th, 2026", "A date must be written year first", "write 2026-12-05"),
        ("12/25/2026", "A date must be written year first", "write 2026-12-25"),
        ("20261205", "A date needs hyphens, and two figures for month and day", "write 2026-12-05"),
        ("Saturday 2026-12-05", "A date must be written year first", "write 2026-12-05"),
        ("2026-12-05.", "Only figures and hyphens make a date", "write 2026-12-05"),
        ("2O26-12-O5", "A date must be written year first", "write 2026-12-05"),
        (
            "Tuesday 5 December 2026",
            "2026-12-05 is a Saturday, not a Tuesday",
            "write 2026-12-05, or 2026-12-08 for the Tuesday",
        ),
        ("26-12-05", "A date must be written with the whole year", "write 2026-12-05 or 2005-12-26"),
        ("5 December", "The year is missing from this date", "write the year first, and then -12-05"),
        ("Sat 5/12", "The year is missing from this date", "write the year first, and then -12-05"),
        (
            "December 2026",
            "The day is missing from this date",
            "write year, month and day: 5 December 2026 is 2026-12-05",
        ),
        ("2026-12-05 10:00", "A day is expected here, without a time", "write 2026-12-05"),
        ("2026-12-05 to 2026-12-07", "One date is expected here", "write 2026-12-05, or 2026-12-07"),
        (
            "next week",
            "“next week” does not say which date",
            "write the date itself, year first: 5 December 2026 is 2026-12-05",
        ),
        (
            "TBC",
            "“TBC” is not a date",
            "write it year first: 5 December 2026 is 2026-12-05; or leave this line out",
        ),
        (
            "Book sale",
            "A date must be written year first",
            "write it year first: 5 December 2026 is 2026-12-05",
        ),
        ("2026-02-30", "There is no 30 February 2026", "February 2026 has 28 days: the last is 2026-02-28"),
        ("2026-06-31", "There is no 31 June 2026", "June 2026 has 30 days: the last is 2026-06-30"),
        ("2026-13-01", "There is no month 13", "did you mean 2026-01-13?"),
        ("2026-13-14", "There is no month 13", "write a month from 01 to 12 after the year"),
        ("0026-12-05", "The year 26 is not likely", "write a year such as 2026"),
    ],
)
def test_dates_that_are_refused(text: str, message: str, remedy: str) -> None:
    """A wrong date is answered with the right form, and with the date itself where it is clear."""
    mistake = refused(notation.read_date, text)
    assert (mistake.message, mistake.remedy) == (message, remedy)


def test_only_plain_figures_make_a_date() -> None:
    """Figures of another script are not read as a date by chance."""
    refused(notation.read_date, "２０２６-12-05")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        ("2026-12-24 13:00", local(2026, 12, 24, 13)),
        ("2026-12-24T13:00", local(2026, 12, 24, 13)),
        ("2026-12-24 1pm", local(2026, 12, 24, 13)),
        ("2026-12-24 midnight", local(2026, 12, 25)),
        ("2026-12-24 24:00", local(2026, 12, 25)),
    ],
)
def test_days_and_moments(text: str, value: date | datetime) -> None:
    """A moment is a date and a clock time; midnight is the end of the day."""
    assert notation.read_day_or_moment(text) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [("2014", date(2014, 1, 1)), ("2014-01", date(2014, 1, 1)), ("2014-03-31", date(2014, 3, 31))],
)
def test_parts_of_dates(text: str, day: date) -> None:
    """A year, a month or a day: its first day."""
    assert notation.read_part_date(text).first == day


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


def test_only_events_pass_midnight() -> None:
    """An event of the evening may end in the small hours; a library's hours may not."""
    assert notation.read_span("8pm to 1am", past_midnight=True) == Span(1200, 1500)
    assert refused(notation.read_span, "8pm to 1am").message == "The end is not after the start"


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


def test_spans_of_days() -> None:
    """A span of days has a first and a last day, which may be the same."""
    assert notation.read_days("2026-10-26 to 2026-10-30") == (date(2026, 10, 26), date(2026, 10, 30))
    assert notation.read_days("2026-10-26") == (date(2026, 10, 26), date(2026, 10, 26))
    assert (
        refused(notation.read_days, "2026-10-30 to 2026-10-26").remedy
        == "did you mean 2026-10-26 to 2026-10-30?"
    )
    assert (
        "2026-10-26 to 2026-10-30"
        in refused(notation.read_days, "2026-10-26 to 2026-10-28 to 2026-10-30").remedy
    )


def test_days_between_hold_both_ends() -> None:
    """The first and the last day are both among the days."""
    days = notation.days_between(date(2026, 12, 31), date(2027, 1, 2))
    assert days == [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("2026-12-16", Dated(date(2026, 12, 16))),
        ("2026-12-16 14:00 to 14:30", Dated(date(2026, 12, 16), Span(840, 870))),
        ("2026-12-16 2pm to 2.30pm", Dated(date(2026, 12, 16), Span(840, 870))),
        ("2026-12-16 14:00-14:30", Dated(date(2026, 12, 16), Span(840, 870))),
        ("2026-12-31 20:00 to 00:30", Dated(date(2026, 12, 31), Span(1200, 1470))),
        ("2026-12-31 20:00 to 2027-01-01 00:30", Dated(date(2026, 12, 31), Span(1200, 1470))),
        ("2026-12-31T20:00 to 2027-01-01T00:30", Dated(date(2026, 12, 31), Span(1200, 1470))),
    ],
)
def test_dates_with_times(text: str, dated: Dated) -> None:
    """A date may have times of its own, and end on another day where that is written."""
    assert notation.read_dated(text) == dated


@pytest.mark.parametrize(
    ("day", "first", "later"),
    [
        (date(2026, 7, 20), date(2026, 9, 8), date(2027, 7, 20)),
        (date(2024, 12, 18), date(2026, 9, 8), date(2026, 12, 18)),
        (date(2026, 9, 8), date(2027, 9, 8), date(2027, 9, 8)),
        (date(2024, 2, 29), date(2026, 9, 8), date(2027, 2, 28)),
        (date(2024, 2, 29), date(2027, 9, 8), date(2028, 2, 29)),
    ],
)
def test_a_date_in_a_later_year(day: date, first: date, later: date) -> None:
    """A date too early is offered in the first year in which it is not; 29 February may become the 28th."""
    assert notation.in_a_later_year(day, first) == later


def test_moments_in_the_wrong_order_are_refused() -> None:
    """The later moment cannot come first."""
    assert refused(notation.read_dated, "2027-01-01 00:30 to 2026-12-31 20:00").remedy


WEEK = tuple(range(7))


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("Tuesday", Every((1,))),
        ("tuesdays", Every((1,))),
        ("every Tuesday", Every((1,))),
        ("Monday and Thursday", Every((0, 3))),
        ("Thursday, Monday", Every((0, 3))),
        ("Monday, Wednesday and Friday", Every((0, 2, 4))),
        ("Monday & Thursday", Every((0, 3))),
        ("day", Every(WEEK)),
        ("weekday", Every((0, 1, 2, 3, 4))),
        ("second Tuesday", Every((1,), nth=(2,))),
        ("the second Tuesday of the month", Every((1,), nth=(2,))),
        ("second and fourth Tuesday", Every((1,), nth=(2, 4))),
        ("fourth and second Tuesday", Every((1,), nth=(2, 4))),
        ("last Saturday", Every((5,), nth=(-1,))),
        ("first and last Saturday", Every((5,), nth=(1, -1))),
        ("2 weeks on Friday", Every((4,), weeks=2)),
        ("two weeks on Friday", Every((4,), weeks=2)),
        ("other week on Friday", Every((4,), weeks=2)),
        ("3 weeks on Monday and Friday", Every((0, 4), weeks=3)),
    ],
)
def test_repeats(text: str, every: Every) -> None:
    """A repeat is a weekday or several, the nth of the month, or every so many weeks."""
    assert notation.read_every(text) == every


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Wensday", "did you mean Wednesday?"),
        ("secnd Tuesday", "did you mean second Tuesday?"),
        ("Wednesdy and Fryday", "did you mean Wednesday and Friday?"),
        ("every Tuseday", "did you mean Tuesday?"),
        ("to be confirmed", f"write for example: {notation.EVERY_EXAMPLES}"),
        ("first Tuesday and Thursday", f"write for example: {notation.EVERY_EXAMPLES}"),
        ("Tuesday or Thursday", f"write for example: {notation.EVERY_EXAMPLES}"),
        ("", f"write for example: {notation.EVERY_EXAMPLES}"),
        ("90 weeks on Friday", "write a number from 2 to 26"),
        ("0 weeks on Friday", "write a number from 2 to 26"),
        # not enough is said
        ("every week", "write the day of the week: Tuesday"),
        ("weekly", "write the day of the week: Tuesday"),
        ("once a week", "write the day of the week: Tuesday"),
        ("bi-weekly", "write 2 weeks on Tuesday, or both days: Tuesday and Thursday"),
        ("twice a week", "write 2 weeks on Tuesday, or both days: Tuesday and Thursday"),
        ("fortnightly", "add the day of the week: 2 weeks on Tuesday"),
        ("every other week", "add the day of the week: 2 weeks on Tuesday"),
        ("alternate weekdays", "add the day of the week: 2 weeks on Tuesday"),
        ("every 4 weeks", "add the day of the week: 4 weeks on Tuesday"),
        ("four-weekly", "add the day of the week: four weeks on Tuesday"),
        ("monthly", "write which day of the month: second Tuesday"),
        ("monthly on Tuesday", "write which day of the month: second Tuesday"),
        ("Tuesday of the month", "write which day of the month: second Tuesday"),
        ("twice a month", "write second and fourth Tuesday, or 2 weeks on Tuesday"),
        # two things are said
        ("every second Tuesday", "write second Tuesday of the month, or 2 weeks on Tuesday"),
        ("Every 3rd Mon", "write third Monday of the month, or 3 weeks on Monday"),
        # something is said that belongs in another line
        ("term time tuesdays", "write Tuesday here, and “term_time: yes” in a line of its own"),
        (
            "Tues & Thurs (term time only)",
            "write Tuesday and Thursday here, and “term_time: yes” in a line of its own",
        ),
        ("Tuesdays in term-time", "write Tuesday here, and “term_time: yes” in a line of its own"),
        ("Tuesday mornings", "write Tuesday here, and the times after “at:”"),
        ("Tuesdays 10am", "write Tuesday here, and the times after “at:”"),
        ("1st Tues at 10.30am to 11am", "write first Tuesday here, and the times after “at:”"),
        ("Tuesdays 10:30-11:30", "write Tuesday here, and the times after “at:”"),
        (
            "Mondays except bank holidays",
            "write Monday here, and nothing about bank holidays: they are left out anyway",
        ),
        # a rule says it
        ("every other day", "write “rule: FREQ=DAILY;INTERVAL=2” in place of this line"),
        ("every three days", "write “rule: FREQ=DAILY;INTERVAL=3” in place of this line"),
        (
            "first Monday and third Wednesday",
            "write “rule: FREQ=MONTHLY;BYDAY=1MO,3WE” in place of this line",
        ),
        ("fifth Friday", "write “rule: FREQ=MONTHLY;BYDAY=5FR” in place of this line"),
        ("5th Friday of the month", "write “rule: FREQ=MONTHLY;BYDAY=5FR” in place of this line"),
        ("last day of the month", "write “rule: FREQ=MONTHLY;BYMONTHDAY=-1” in place of this line"),
        ("13th of the month", "write “rule: FREQ=MONTHLY;BYMONTHDAY=13” in place of this line"),
        ("quarterly", "write for example “rule: FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU” in place of this line"),
        ("yearly", "write for example “rule: FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=23” in place of this line"),
    ],
)
def test_repeats_that_are_refused(text: str, remedy: str) -> None:
    """A repeat that is not understood is answered with the nearest one, with what is missing or with examples."""
    assert refused(notation.read_every, text).remedy == remedy
    for rule in re.findall("“rule: (.+?)”", remedy):
        assert notation.read_rule(rule)


def test_each_example_of_a_repeat_can_be_read() -> None:
    """What remedies offer is itself understood."""
    offered = ["second Tuesday of the month", "four weeks on Tuesday", "second and fourth Tuesday"]
    for example in [*notation.EVERY_EXAMPLES.split(" · "), *offered]:
        assert notation.read_every(example).weekdays


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", True), ("Yes", True), ("true", True), ("no", False), ("NO", False), ("false", False)],
)
def test_yes_and_no(text: str, value: bool) -> None:
    """Yes and no, and what web forms write for them."""
    assert notation.read_yes_no(text) is value
    assert notation.read_yes_no_not_known(text) is value


def test_not_known() -> None:
    """What is not known is neither yes nor no, and only where that may stand."""
    assert notation.read_yes_no_not_known("not known") is None
    remedy = "write yes or no; leave the line out if it is not known"
    assert refused(notation.read_yes_no, "not known").remedy == remedy
    remedy = "write yes, no or not known, and nothing else"
    assert refused(notation.read_yes_no_not_known, "ramp at the back").remedy == remedy


@pytest.mark.parametrize(
    ("text", "remedy"), [("y", "write yes"), ("on", "write yes"), ("N", "write no"), ("0", "write no")]
)
def test_other_words_for_yes_and_no(text: str, remedy: str) -> None:
    """What can only mean yes, or no, is offered so."""
    assert refused(notation.read_yes_no, text).remedy == remedy
    assert refused(notation.read_yes_no_not_known, text).remedy == remedy


@pytest.mark.parametrize("text", ["a", "baby-rhyme-time-central", "2026", "x" * 80])
def test_ids(text: str) -> None:
    """An id has small letters, figures and hyphens."""
    assert notation.read_slug(text) == text


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Story Time", "write story-time"),
        ("children's_hour", "write childrens-hour"),
        ("-a--b-", "write a-b"),
        ("café-chat", "write cafe-chat"),
        ("!", "write a name, such as chess-club-2027"),
        ("a\n", "write a"),
        ("x" * 81, f"write {'x' * 80}"),
        ("chess-" * 15 + "club", f"write {'-'.join(['chess'] * 13)}"),
    ],
)
def test_ids_that_are_refused(text: str, remedy: str) -> None:
    """An id that cannot be an address is offered as one."""
    assert refused(notation.read_slug, text).remedy == remedy


@pytest.mark.parametrize(
    "text", ["01582 547418", "0300 555 4152", "(01582) 547418", "03005554152", "999", "111"]
)
def test_phone_numbers(text: str) -> None:
    """A phone number is kept as it is written, with its first 0."""
    assert notation.read_phone(text) == text


@pytest.mark.parametrize("text", ["1582 547418", "3005554152"])
def test_a_phone_number_without_its_0_is_refused(text: str) -> None:
    """A number that lost its 0 is offered with it."""
    mistake = refused(notation.read_phone, text)
    assert mistake.message == "This phone number has lost its first 0"
    assert f"0{text}" in mistake.remedy


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("", "This is not a United Kingdom phone number", "write it in figures, as 01582 547418"),
        (
            "ask at the desk",
            "This is not a United Kingdom phone number",
            "write it in figures, as 01582 547418",
        ),
        ("0158", "A phone number has 11 figures, and this has 4", "look it up, and write it again"),
        ("01582 54741", "A phone number has 11 figures, and this has 10", "look it up, and write it again"),
        ("01582 54741S", "There is a letter in this phone number", "did you mean 01582 547415?"),
        ("O1582 547418", "There is a letter in this phone number", "did you mean 01582 547418?"),
        ("+44 (0)1582 547418", "A phone number is written as people dial it", "write 01582 547418"),
        ("0044 1582 547418", "A phone number is written as people dial it", "write 01582 547418"),
        ("tel:+443005554152", "A phone number is written as people dial it", "write 0300 555 4152"),
        ("020.7946.0123", "A phone number is written as people dial it", "write 020 7946 0123"),
        ("01582/547418", "A phone number is written as people dial it", "write 01582 547418"),
        ("01582 547418 / 547419", "One phone number is expected here", "keep one of them: 01582 547418"),
        ("547418 or 547419", "One phone number is expected here", "keep one of them, with its area code"),
        (
            "01582 547418 or 01582 547419",
            "One phone number is expected here",
            "keep one of them: 01582 547418",
        ),
        ("01582 547418 ext. 12", "A phone number stands without an extension", "write 01582 547418"),
        (
            "547418",
            "The area code is missing from this phone number",
            "write the area code before 547418",
        ),
        ("not known", "“not known” is not a phone number", "leave this line out until it is known"),
        (
            "info@a.example",
            "This is an e-mail address, not a phone number",
            "write it as “email: info@a.example”",
        ),
        (
            "+1 212 555 0123",
            "This is not a United Kingdom phone number",
            "write it in a sentence, and leave this line out",
        ),
    ],
)
def test_phone_numbers_that_are_refused(text: str, message: str, remedy: str) -> None:
    """What nobody can dial is no phone number; one that is written in another way is offered in ours."""
    mistake = refused(notation.read_phone, text)
    assert (mistake.message, mistake.remedy) == (message, remedy)


@pytest.mark.parametrize("text", ["01204 12345", "0800 123456", "0800 1111"])
def test_short_phone_numbers(text: str) -> None:
    """In a few areas, and after 0800, some numbers have fewer figures."""
    assert notation.read_phone(text) == text


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("LUI 2NG", "did you mean LU1 2NG?"),
        ("LU1 ONG", "did you mean LU1 0NG?"),
        ("LU1-2NG.", "did you mean LU1 2NG?"),
        ("Luton LU1 2NG", "write LU1 2NG"),
        ("LU1", "look it up: the second half is one figure and two letters, as in LU1 2NG"),
        ("LU1 2CG", "look it up: the second half is one figure and two letters, as in LU1 2NG"),
        ("not known", "leave this line out until it is known"),
    ],
)
def test_postcodes_are_put_right(text: str, remedy: str) -> None:
    """A letter in place of a figure is put right; no postcode ends with C, I, K, M, O or V."""
    assert refused(notation.read_postcode, text).remedy == remedy


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("www.a.example", "A web address must be written in full", "did you mean https://www.a.example?"),
        ("a.example/b c", "A web address must be written in full", "did you mean https://a.example/b%20c?"),
        ("https:/a.example/", "A web address must be written in full", "did you mean https://a.example/?"),
        ("htps//a.example", "A web address must be written in full", "did you mean https://a.example?"),
        (
            "https://https://a.example",
            "A web address must be written in full",
            "did you mean https://a.example?",
        ),
        (
            "https:// www,a.example",
            "A web address must be written in full",
            "did you mean https://www.a.example?",
        ),
        (
            "https://example",
            "A web address must be written in full",
            "copy it from the browser, from https:// on",
        ),
        (
            "see our website",
            "A web address must be written in full",
            "copy it from the browser, from https:// on",
        ),
        (
            "javascript:alert(1)",
            "This is a program, not a web address",
            "write an address that begins with https://",
        ),
        (
            "data:text/html,x",
            "This is a program, not a web address",
            "write an address that begins with https://",
        ),
        (
            "mailto:a@b.example",
            "This is an e-mail address, not a web address",
            "write it as “email: a@b.example”, where there can be one",
        ),
        ("01582 547418", "This is a phone number, not a web address", "write it after “phone:”"),
        ("/about/", "The address of the website is missing", "write it in full, from https:// on"),
        ("about.md", "The address of the website is missing", "write it in full, from https:// on"),
        (
            "C:\\a.doc",
            "This is not an address that readers can open",
            "put it on a website, and write the address of that",
        ),
        ("[a](https://a.example/)", "A web address stands alone here", "write https://a.example/"),
        (
            "https://a.example/ https://b.example/",
            "One web address is expected here",
            "keep one of them: https://a.example/",
        ),
    ],
)
def test_what_is_no_link_is_told_what_it_is(text: str, message: str, remedy: str) -> None:
    """A slip in a web address is put right; a program, a phone number or a file is called so."""
    mistake = refused(notation.read_link, text)
    assert (mistake.message, mistake.remedy) == (message, remedy)


@pytest.mark.parametrize(
    ("text", "tidy"), [("LU1 2NG", "LU1 2NG"), ("lu12ng", "LU1 2NG"), ("SW1A 1AA", "SW1A 1AA")]
)
def test_postcodes(text: str, tidy: str) -> None:
    """A postcode is put in capitals with its space."""
    assert notation.read_postcode(text) == tidy


@pytest.mark.parametrize("text", ["LU1", "LU1 2N", "1LU 2NG", "", "LU1 2NGX"])
def test_postcodes_that_are_refused(text: str) -> None:
    """What has not the form of a postcode is refused."""
    assert refused(notation.read_postcode, text).message == "This is not a postcode"


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example",
        "https://www.lutonlibraries.co.uk/a?b=c#d",
        "https://a.example?b=c",
        "HTTPS://a.example/",
    ],
)
def test_links(text: str) -> None:
    """A secure web address written in full is taken, with path, question and part of a page."""
    assert notation.read_link(text).lower() == text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "www.a.example",
        "https://",
        'https://a.example/"x',
        "https://a b/",
    ],
)
def test_links_that_are_refused(text: str) -> None:
    """Anything but a full https address is refused."""
    assert refused(notation.read_link, text).message == "A web address must be written in full"


def test_an_insecure_link_is_offered_as_secure() -> None:
    """An http address is answered with its https form."""
    assert "https://a.example/b" in refused(notation.read_link, "http://a.example/b").remedy


def test_email_addresses() -> None:
    """An e-mail address has one @ and a full domain."""
    assert notation.read_email("info@lutonlibraries.co.uk") == "info@lutonlibraries.co.uk"
    for text in ("info", "info@", "info@luton"):
        assert refused(notation.read_email, text).remedy == "write it as name@example.org"


@pytest.mark.parametrize("text", ["a?bcc=b@c.example", "a&cc=b@c.example", "a%0Ab@c.example"])
def test_an_email_address_carries_no_more(text: str) -> None:
    """What would add a second addressee or a line to a message is no e-mail address."""
    assert refused(notation.read_email, text).message == "This is not an e-mail address"


@pytest.mark.parametrize("text", ["ur", "pa-Guru", "en-GB", "zh-Hans-CN"])
def test_codes_of_languages(text: str) -> None:
    """A language is read by its code."""
    assert notation.read_language(text) == text


@pytest.mark.parametrize("text", ["Urdu", "en_GB", 'en"><svg onload=alert(1)>', "u", "en-", "ür"])
def test_what_is_no_code_of_a_language_is_refused(text: str) -> None:
    """A name, or whatever ends the attribute it is written into, is no code of a language."""
    assert refused(notation.read_language, text).message == "This is not the code of a language"


def test_names_of_domains() -> None:
    """The domain that ends the names of events in calendars is a domain."""
    assert notation.read_domain("luton-libraries.example") == "luton-libraries.example"
    for text in ("libraries", "a b.example", "a.example\nX", "https://a.example", "a@b.example"):
        assert refused(notation.read_domain, text).message == "This is not the name of a domain"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("a@@b.example", "did you mean a@b.example?"),
        ("a @b.example", "did you mean a@b.example?"),
        ("a(at)b.example", "did you mean a@b.example?"),
        ("a@b,example", "did you mean a@b.example?"),
        ("mailto:a@b.example", "write a@b.example"),
        ("Ann <a@b.example>", "write a@b.example"),
        ("a@b.example.", "write a@b.example"),
        ("a@b.example, c@d.example", "keep one of them: a@b.example"),
        ("01582 547418", "write it as “phone: 01582 547418”"),
        ("www.a.example", "write it after “link:”, where there can be one"),
        ("none", "leave this line out until it is known"),
    ],
)
def test_email_addresses_that_are_refused(text: str, remedy: str) -> None:
    """A slip in an e-mail address is put right; what is none is told where it goes."""
    assert refused(notation.read_email, text).remedy == remedy


def test_positions() -> None:
    """A position is latitude, longitude in the United Kingdom; the other way round is told."""
    assert notation.read_position("51.881146, -0.416991") == (51.881146, -0.416991)
    assert refused(notation.read_position, "-0.416991, 51.881146").remedy == "write 51.881146, -0.416991"
    for text in ("51.881146 N, 0.416991 W", "(51.881146, -0.416991)", "51.881146 −0.416991"):
        assert refused(notation.read_position, text).remedy == "write 51.881146, -0.416991"
    assert "did you mean 51.9, -6.4?" in refused(notation.read_position, "51.9, 6.4").remedy
    assert "national grid" in refused(notation.read_position, "TL 093 213").remedy
    assert "without minutes" in refused(notation.read_position, "51°52'52\"N 0°25'01\"W").remedy
    assert refused(notation.read_position, "St George's Square").message == "A position cannot be read"


READERS = [getattr(notation, name) for name in dir(notation) if name.startswith("read_")]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@given(text=st.one_of(st.text(max_size=30), st.text("0123456789-:. toTapm²٣to,and\n", max_size=30)))
def test_readers_raise_nothing_but_mistakes(read: object, text: str) -> None:
    """Any text gives a value or a mistake with a message and a remedy."""
    assert callable(read)
    told = ("a value", "a value")
    try:
        read(text)
    except Mistake as mistake:
        told = (mistake.message, mistake.remedy)
    assert all(told)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("10/02/27", "write 2027-02-10"),
        ("Wed 10 Feb 2027", "write 2027-02-10"),
        ("Carol singing", "write it year first: 5 December 2026 is 2026-12-05"),
    ],
)
def test_a_date_that_cannot_be_read_is_never_offered_another(text: str, remedy: str) -> None:
    """What can be guessed is offered; else the form, with its example said in words, so that nobody copies it."""
    with pytest.raises(Mistake) as caught:
        notation.read_date(text)
    assert caught.value.remedy == remedy


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


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2nd Tuesday", "second Tuesday"),
        ("1st and 3rd Monday", "first and third Monday"),
        ("1st & 3rd mon", "first and third Monday"),
        ("1st/3rd Weds", "first and third Wednesday"),
        ("first tuesday of month", "first Tuesday"),
        ("First Tuesday in each month", "first Tuesday"),
        ("1st Tuesday monthly", "first Tuesday"),
        ("monthly on the second Tuesday", "second Tuesday"),
        ("every second Tuesday of the month", "second Tuesday"),
        ("every 2nd and 4th Tuesday", "second and fourth Tuesday"),
        ("last Sat", "last Saturday"),
        ("third-Thursday", "third Thursday"),
        ("fortnightly on Friday", "2 weeks on Friday"),
        ("fortnightly Fridays", "2 weeks on Friday"),
        ("Tuesday fortnightly", "2 weeks on Tuesday"),
        ("every fortnight on Tuesday", "2 weeks on Tuesday"),
        ("every other tuesday", "2 weeks on Tuesday"),
        ("Tuesdays, every other week", "2 weeks on Tuesday"),
        ("alternate fridays", "2 weeks on Friday"),
        ("alternate weeks on Friday", "2 weeks on Friday"),
        ("alternate weekends", "2 weeks on Saturday and Sunday"),
        ("every two weeks on a Friday", "2 weeks on Friday"),
        ("every four weeks on thursday", "4 weeks on Thursday"),
        ("Thursdays every 4 weeks", "4 weeks on Thursday"),
        ("4-weekly on Thursday", "4 weeks on Thursday"),
        ("weekly on Tuesday", "Tuesday"),
        ("every week on Tuesday", "Tuesday"),
        ("Tuesdays weekly", "Tuesday"),
        ("on Tuesdays", "Tuesday"),
        ("each Tuesday", "Tuesday"),
        ("tuesdays and thursdays", "Tuesday and Thursday"),
        ("tues", "Tuesday"),
        ("Tue", "Tuesday"),
        ("Wed.", "Wednesday"),
        ("Weds + Thurs", "Wednesday and Thursday"),
        ("Thur, Fri", "Thursday and Friday"),
        ("Mon/Wed/Fri", "Monday, Wednesday and Friday"),
        ("Mon-Fri", "weekday"),
        ("Mon – Fri", "weekday"),
        ("Monday to Friday", "weekday"),
        ("weekdays", "weekday"),
        ("Fri to Mon", "Friday, Saturday, Sunday and Monday"),
        ("Monday to Wednesday and Friday", "Monday, Tuesday, Wednesday and Friday"),
        ("weekends", "Saturday and Sunday"),
        ("daily", "day"),
        ("each day", "day"),
    ],
)
def test_repeats_as_people_write_them(text: str, same: str) -> None:
    """What can mean one thing only is understood: short names, figures, spans of weekdays, fortnights."""
    assert notation.read_every(text) == notation.read_every(same)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2027-01-14 10:00", "write the end as well, for example 2027-01-14 10:00 to 11:00"),
        ("2027-01-14T10:00:00Z", "write the end as well, for example 2027-01-14 10:00 to 11:00"),
        ("2027-01-14 at 10:00 to 11:00", "write 2027-01-14 10:00 to 11:00"),
        ("2027-01-14, 10:00 to 11:00", "write 2027-01-14 10:00 to 11:00"),
        ("14 January 2027 10:00 to 11:00", "write 2027-01-14 10:00 to 11:00"),
        ("2027-01-14 (Thursday)", "write 2027-01-14"),
        ("2027-01-14 Thursday", "write 2027-01-14"),
        ("2027-01-14 - 2027-01-16", "write 2027-01-14 to 2027-01-16"),
        ("2027-01-14 to 16", "write 2027-01-14 to 2027-01-16"),
        ("14 to 16 January 2027", "write 2027-01-14 to 2027-01-16"),
        ("14/01/2027 to 16/01/2027", "write 2027-01-14 to 2027-01-16"),
        ("from 2027-01-14 to 2027-01-16", "write 2027-01-14 to 2027-01-16"),
        ("2027-01-14 and 2027-01-16", "write one date a line, each after a dash"),
        ("every Tuesday", "for every Tuesday write “every: Tuesday” in place of this line"),
        ("10:00 to 11:00", "write the date, year first, and then 10:00 to 11:00"),
        ("14 January 10:00 to 11:00", "write the year first, and then -01-14"),
    ],
)
def test_what_stands_beside_a_date_is_put_right(text: str, remedy: str) -> None:
    """Times, weekdays and second dates are offered in the form that is read."""
    assert refused(notation.read_dated, text).remedy == remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2026-12-24 at 13:00", "write 2026-12-24 13:00"),
        ("24/12/2026 13:00", "write 2026-12-24 13:00"),
        ("2026-12-24 9", "write 2026-12-24 09:00 or 2026-12-24 21:00"),
        (
            "2026-12-24 13:00 to 17:00",
            "write 2026-12-24 13:00 here, and “to: 2026-12-24 17:00” on the next line",
        ),
        ("2026-12-24 to 2026-12-28", "write the first day here, and “to: 2026-12-28” on the next line"),
        ("2026-12-24 evening", "write the time in figures: 2026-12-24 18:00"),
        ("13:00", "write the date, year first, and then 13:00"),
    ],
)
def test_what_stands_beside_a_moment_is_put_right(text: str, remedy: str) -> None:
    """A moment is one date and one time; what else is written is offered in that form."""
    assert refused(notation.read_day_or_moment, text).remedy == remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [("January 2014", "write 2014-01"), ("01/2014", "write 2014-01"), ("about 2014", "write 2014")],
)
def test_years_and_months_in_words_are_offered_in_figures(text: str, remedy: str) -> None:
    """Where a year or a month is enough, words for one are put into figures."""
    assert refused(notation.read_part_date, text).remedy == remedy
