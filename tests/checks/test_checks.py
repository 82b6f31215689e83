from pathlib import Path

import pytest

from librarysite.checks import RULES, contradictions
from librarysite.model import Library
from tests.support.checkcases import RULE, by_rule, event, said, write


def test_the_sample_data_has_no_contradiction(sample: Library) -> None:
    """The data that editors start from has neither errors nor warnings."""
    assert list(contradictions(sample)) == []


def test_every_rule_says_its_rule() -> None:
    """Each rule is a generator with one sentence."""
    for rule in RULES:
        assert rule.__doc__
        assert rule.__doc__.strip().endswith(".")


def test_a_bad_entry_hides_no_contradiction_of_another(tmp_path: Path) -> None:
    """An event that cannot be read and one that never happens are told together, each in its place."""
    never = event("second", "every: Wednesday; at: 10:00 to 11:00; from: 2027-01-07; until: 2027-01-12")
    folder = write(tmp_path, "events:\n" + event("first", "on: 06/01/2027; at: 10:00 to 11:00") + never)
    assert said(folder) == [
        "error 6: A date must be written year first",
        "error 12: “Second” never takes place: no date fits",
    ]


@pytest.mark.parametrize(
    ("rule", "when", "more", "messages"),
    [
        (RULE, "at: 10:00 to 11:00; from: 2027-01-06", "booking:\n  opens: 2030-01-01", []),
        (
            RULE,
            "at: 10:00 to 11:00; from: 2027-01-06; except: 2027-01-12",
            "",
            ["warning 8: “First” does not take place on Tuesday 2027-01-12 anyway"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "at: 10:00 to 11:00; from: 2027-01-06; until: 2027-02-01",
            "",
            ["warning 9: On Sunday 2027-01-31 Central Library is closed"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=5FR",
            "at: 10:00 to 11:00; from: 2027-02-01; until: 2027-04-29",
            "",
            ["error 6: “First” never takes place: no date fits"],
        ),
        (
            "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "at: 01:30 to 02:30; from: 2027-01-01; until: 2027-12-31",
            "goes_ahead: yes",
            ["error 6: On 2027-03-28 the clocks go forward and there is no such time"],
        ),
    ],
)
def test_rules_are_checked_like_words(
    rule: str, when: str, more: str, messages: list[str], tmp_path: Path
) -> None:
    """A repeat by a rule has the same gaps, hours, clocks and end as one in words, told at its line."""
    assert said(write(tmp_path, "events:\n" + by_rule(rule, when, more))) == messages
