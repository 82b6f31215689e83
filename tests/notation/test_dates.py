from datetime import date, datetime

import pytest

from librarysite import notation
from librarysite.notation import Dated, Span
from librarysite.problems import Mistake
from tests.support.refusing import refused


def local(*parts: int) -> datetime:
    """Return a moment without offset, which is local wall time."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - wall time has no offset by design


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
