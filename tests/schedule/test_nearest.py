"""The nearest open library: distances worked out by hand from the positions in data/branches.yaml."""

from datetime import date

import pytest

from librarysite.model import Branch, Closure, Library
from librarysite.schedule.nearest import miles_between, miles_words, nearest_open

# By hand, on a flat map at 51.9 degrees north: a degree north is 69.09 miles, a degree east 42.69 miles.
# Central to Leagrave: 0.021784 north = 1.505 miles, 0.034207 east = 1.460 miles, together 2.097 miles.
BY_HAND = [
    ("central", "leagrave", 2.10),
    ("central", "stopsley", 1.58),
    ("central", "lewsey", 3.70),
    ("central", "marsh-farm", 3.03),
    ("leagrave", "marsh-farm", 1.16),
    ("leagrave", "lewsey", 1.94),
    ("lewsey", "stopsley", 4.20),
]


@pytest.mark.parametrize(("one", "other", "miles"), BY_HAND)
def test_distance_is_the_one_worked_out_by_hand(sample: Library, one: str, other: str, miles: float) -> None:
    """The distance of two libraries is within 2 % of the one worked out by hand, in both directions."""
    there, back = sample.branch(one).position, sample.branch(other).position
    assert there
    assert back
    assert miles_between(there, back) == pytest.approx(miles, rel=0.02)
    assert miles_between(back, there) == pytest.approx(miles_between(there, back))


def test_distance_over_the_earth_is_a_great_circle() -> None:
    """From a place to itself is nothing; a quarter of the earth's way round is 6,218 miles."""
    assert miles_between((51.9, -0.4), (51.9, -0.4)) == 0
    assert miles_between((0, 0), (0, 90)) == pytest.approx(6218, rel=0.001)
    assert miles_between((90, 0), (0, 50)) == pytest.approx(6218, rel=0.001)


@pytest.mark.parametrize(
    ("miles", "words"),
    [(2.94, "2.9 miles"), (2.96, "3 miles"), (1.04, "1 mile"), (1.06, "1.1 miles"), (0.25, "0.2 miles"),
     (0.04, "less than 0.1 miles"), (10.0, "10 miles"), (0.96, "1 mile")],
)  # fmt: skip
def test_distance_in_words(miles: float, words: str) -> None:
    """A distance is said to a tenth of a mile, without “.0”, and one mile is one mile."""
    assert miles_words(miles) == words


@pytest.mark.parametrize(
    ("branch", "day", "nearest"),
    [
        ("leagrave", "2026-11-23", "marsh-farm"),  # Monday: all are open
        ("leagrave", "2026-11-29", "central"),  # Sunday: Central alone is
        ("central", "2026-11-23", "stopsley"),
        ("central", "2026-11-29", None),  # the others are closed
        ("lewsey", "2026-11-27", "leagrave"),  # Friday
        ("stopsley", "2026-12-25", None),
        ("stopsley", "2027-02-10", "central"),
    ],
)
def test_nearest_library_is_open_on_that_day(
    sample: Library, branch: str, day: str, nearest: str | None
) -> None:
    """The nearest library is one that is open on the day, not simply the nearest."""
    found = nearest_open(sample, sample.branch(branch), date.fromisoformat(day))
    assert (found and found.branch.id) == nearest


def test_closed_library_is_passed_over(sample: Library) -> None:
    """While Stopsley is closed too, Leagrave is the nearest to Central."""
    closure = Closure.model_validate(
        {"id": "flood", "branches": ["stopsley"], "on": "2026-11-23", "reason": "Flood"}
    )
    flooded = Library(sample.service, sample.branches, closures=(closure,))
    found = nearest_open(flooded, flooded.branch("central"), date(2026, 11, 23))
    assert found
    assert (found.branch.id, miles_words(found.miles)) == ("leagrave", "2.1 miles")


def test_without_a_position_there_is_no_nearest(sample: Library) -> None:
    """Of a library whose position is not entered no distance is made up."""
    nowhere = Branch(id="nowhere", name="Nowhere Library")
    assert nearest_open(sample, nowhere, date(2026, 11, 23)) is None
