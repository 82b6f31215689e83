import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from librarysite import notation
from librarysite.notation import SYNTAX_OF
from librarysite.problems import Mistake

Reader = Callable[..., object]

# Ways to write a value that are understood, for each reader: what spoils them a little may still be understood.
UNDERSTOOD: dict[Reader, list[str]] = {
    notation.read_date: [
        "2026-12-05",
        "1999-01-31",
        "2199-10-10",
        "2026-12-05T00:00:00.000Z",
        "2026-12-05 00:00",
    ],
    notation.read_part_date: ["2014", "2014-01", "2014-03-31", "2014-03-31T00:00:00Z"],
    notation.read_days: ["2026-10-26", "2026-10-26 to 2026-10-30", "2026-10-26  TO 2026-10-30"],
    notation.read_dated: [
        "2026-12-16",
        "2026-12-16 14:00 to 14:30",
        "2026-12-16T2pm-2.30pm",
        "2026-12-31 20:00 to 2027-01-01 00:30",
        "2026-12-31 8pm – 2027-01-01 midday",
        "2026-12-31 20:00 to 0:30",
    ],
    notation.read_day_or_moment: [
        "2026-12-24",
        "2026-12-24 13:00",
        "2026-12-24T1pm",
        "2026-12-24 midnight",
        "2026-12-24T13:00:00+01:00",
    ],
    notation.read_span: [
        "09:00 to 17:00",
        "9am-5pm",
        "9.30am – 1 pm",
        "9AM to midday",
        "noon to 4.05pm",
        "9 am to 13:00",
        "20:00—00:00",
        "09:00:00 to 17:00:00",
        "midnight to 6am",
    ],
    notation.read_sessions: [
        "closed",
        "Closed",
        "09:00 to 17:00",
        "09:00 to 13:00, 14:00 to 19:00",
        "9am-1pm and 2pm-7pm",
        "9am to 1pm, 2pm to 5pm and 6pm to 8pm",
        "09:00-13:00,14:00-19:00",
    ],
    notation.read_every: [
        "Tuesday",
        "Mon & Thurs",
        "second and fourth Tuesday",
        "1st & 3rd Tues of the month",
        "2 weeks on Friday",
        "every other Monday",
        "fortnightly on Wednesdays",
        "Tuesday to Thursday",
        "Mon-Fri",
        "day",
        "daily",
        "weekends",
        "last Sat. of each month",
    ],
    notation.read_rule: [
        "FREQ=MONTHLY;BYDAY=1MO,3WE",
        "RRULE:FREQ=DAILY;INTERVAL=3",
        "freq=yearly; bymonth=4; bymonthday=23",
        "FREQ=MONTHLY;BYMONTHDAY=-1;",
        "FREQ=WEEKLY;BYDAY=TH;WKST=MO",
        "FREQ=MONTHLY;BYDAY=+1MO",
    ],
    notation.read_yes_no: ["yes", "No", "TRUE", "false"],
    notation.read_yes_no_not_known: ["yes", "not known", "Unknown"],
    notation.read_slug: ["chess-club-leagrave", "a", "2026", "1-2-b"],
    notation.read_phone: [
        "01582 547418",
        "(01582) 547418",
        "0300 555 4152",
        "999",
        "1-1-1",
        "0800-602-602",
        "116 123",
    ],
    notation.read_postcode: ["LU1 2NG", "lu12ng", "SW1A 1AA", "m1 1ae"],
    notation.read_uprn: ["200003276961", "1"],
    notation.read_link: ["https://www.example.org/page", "HTTPS://example.org", "https://a.b:8080/x?y=z#ä"],
    notation.read_email: ["name@example.org", "ä.b+c@a-b.example.org"],
    notation.read_position: ["51.881146, -0.416991", "51.8,-0.4", "60.15,  -1.14"],
}

# What people write who do not know, and what no program may take for a value.
SLIPS: dict[Reader, list[str]] = {
    notation.read_date: ["05/12/2026", "5 December 2026", "2026/12/5", "2026-13-01", "2026-12-32", "soon"],
    notation.read_part_date: ["14", "01/2014", "January 2014", "2014-13"],
    notation.read_days: ["26/10/2026", "2026-10-26 - 2026-10-30", "half term"],
    notation.read_dated: ["05/12/2026", "2026-12-16 9-5", "2026-12-16 at 14:00", "14:00 to 15:00"],
    notation.read_day_or_moment: ["24/12/2026", "2026-12-24 13", "2026-12-24 at 1pm"],
    notation.read_span: ["9-5", "10 to 12", "9:00", "10.30 to 11.30", "half past nine to ten", "09:00 17:00"],
    notation.read_sessions: ["9-5", "9 to 1, 2 to 5", "shut", "09:00", "closed on Sundays"],
    notation.read_every: ["weekly", "month", "Tuesday 10:30", "fortnight"],
    notation.read_rule: ["Tuesday", "every second week", "", "FREQ"],
    notation.read_yes_no: ["ja", "y", "yes please", "not known"],
    notation.read_yes_no_not_known: ["maybe", "?", "some"],
    notation.read_slug: ["Chess club", "chess_club", "-chess", "chess--club", "café"],
    notation.read_phone: ["1582 547418x", "+44 1582 547418", "ask us", "0158"],
    notation.read_postcode: ["Luton", "LU1", "LU1 2N"],
    notation.read_uprn: ["UPRN 12", "1234567890123", "2.00003E+11"],
    notation.read_link: ["www.example.org", "http://example.org", "javascript:alert(1)", "https://a b"],
    notation.read_email: ["name", "name at example.org", "name@example", "a@b@c.org"],
    notation.read_position: ["51.88", "51.88; -0.41", "51 N, 0 W"],
}  # fmt: skip
SPOILING = ["", " ", "  ", "0", "1", ":", ".", "-", "–", ",", "and", "to", "am", "pm", "T", "s"]


def takes(read: Reader, text: str) -> bool:
    """Tell whether the pattern of a reader takes a text."""
    return re.search(SYNTAX_OF[read].whole, text) is not None


def understands(read: Reader, text: str) -> bool:
    """Tell whether a reader understands a text."""
    try:
        read(text)
    except Mistake:
        return False
    return True


@st.composite
def nearly(draw: st.DrawFn, texts: list[str]) -> str:
    """Return one of some texts with up to three places spoilt: something put in, left out or in the other case."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(0, 3))):
        at, wide = draw(st.integers(0, len(text))), draw(st.integers(0, 2))
        kept = text[at : at + wide].swapcase() if draw(st.booleans()) else ""
        text = text[:at] + draw(st.sampled_from(SPOILING)) + kept + text[at + wide :]
    return text


def test_every_pattern_has_its_cases() -> None:
    """Each reader that has a pattern is tried with what it understands and with slips."""
    readers = {read for read in SYNTAX_OF if read.__module__.startswith("librarysite.notation")}
    assert readers == set(UNDERSTOOD) == set(SLIPS)


@pytest.mark.parametrize("read", UNDERSTOOD, ids=lambda read: read.__name__)
@given(data=st.data())
def test_pattern_takes_whatever_is_understood(read: Reader, data: st.DataObject) -> None:
    """No red line appears under what the check takes."""
    text = data.draw(nearly(UNDERSTOOD[read]))
    if understands(read, text):
        assert takes(read, text)


@pytest.mark.parametrize(("read", "text"), [(r, t) for r, texts in UNDERSTOOD.items() for t in texts])
def test_way_of_writing_is_understood_and_taken(read: Reader, text: str) -> None:
    """What the tests begin from is understood, and its pattern takes it."""
    assert understands(read, text)
    assert takes(read, text)


@pytest.mark.parametrize(("read", "text"), [(r, t) for r, texts in SLIPS.items() for t in texts])
def test_slip_is_noticed_while_it_is_typed(read: Reader, text: str) -> None:
    """What the check refuses, the pattern refuses too, as far as a pattern can."""
    assert not understands(read, text)
    assert not takes(read, text)


@pytest.mark.parametrize("read", UNDERSTOOD, ids=lambda read: read.__name__)
def test_words_are_those_of_the_check(read: Reader) -> None:
    """An editing program says what the check says, and its example is understood."""
    with pytest.raises(Mistake) as caught:
        read("?!")
    assert SYNTAX_OF[read].words.startswith(caught.value.message)
    assert not SYNTAX_OF[read].example or understands(read, SYNTAX_OF[read].example)


@pytest.mark.parametrize(
    ("text", "taken"), [("as usual", True), ("As Usual", True), ("09:00 to 10:00", True), ("usual", False)]
)
def test_words_can_stand_for_a_value(text: str, taken: bool) -> None:
    """Where a word may stand instead of hours, the pattern takes both."""
    how = notation.either(notation.read_sessions, "as usual")
    assert bool(re.search(how.whole, text)) is taken


def test_words_of_a_closed_list() -> None:
    """Of a closed list its words are taken, and nothing like them; the message names them."""
    how = notation.one_of("CL", "OGL-UK-3.0")
    assert [word for word in ("CL", "OGL-UK-3.0", "cl", "OGL-UK-3x0", "") if re.search(how.whole, word)] == [
        "CL",
        "OGL-UK-3.0",
    ]
    assert how.words == "This word cannot stand here: write one of: CL, OGL-UK-3.0"
