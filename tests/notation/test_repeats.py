import re

import pytest

from librarysite import notation
from librarysite.notation import Every
from tests.support.refusing import refused

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
