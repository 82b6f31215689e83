"""What cannot be true although every value can be read: rules, each a generator. Judging dates is schedule's work.

A rule yields problems at paths into the Library (``("events", 3, "changes", 0, "date")``).
What only becomes wrong because time passes is in ``due`` and never stops a build.
"""

from collections.abc import Callable, Collection, Iterator

from librarysite.checks.addresses import reserved_id, two_pages_at_one_address
from librarysite.checks.dates import (
    change_outside_the_series,
    changed_hours_at_a_time_that_does_not_exist,
    clock_time_that_does_not_exist,
    date_changed_twice,
    opening_hours_at_a_time_that_does_not_exist,
    series_never_happens,
    status_at_a_time_that_does_not_exist,
)
from librarysite.checks.holidays import (
    as_usual_says_nothing,
    away_on_a_great_holiday,
    change_of_a_holiday,
    hours_over_holidays,
    no_holiday_to_take_away,
)
from librarysite.checks.overdue import due
from librarysite.checks.places import (
    date_outside_hours,
    dates_after_the_branch_closes,
    dates_before_the_branch_opens,
    event_at_closed_branch,
    moved_onto_a_closure,
    two_events_in_one_room,
    unknown_room,
)
from librarysite.checks.slips import (
    announced_when_over,
    booking_opens_too_late,
    event_without_place,
    far_in_the_future,
    gap_beside_the_series,
    moved_far,
    review_before_it_begins,
    updated_before_published,
)
from librarysite.checks.status import (
    changed_hours_of_one_name,
    hours_changed_twice,
    opens_on_a_closed_weekday,
    status_before_the_branch_opens,
    status_for_closed_branch,
    status_of_no_branch,
)
from librarysite.checks.twice import (
    changed_hours_as_usual,
    event_entered_twice,
    extra_date_in_the_series,
    moved_to_a_date_it_has,
    notice_entered_twice,
    sessions_at_one_time,
    status_without_effect,
)
from librarysite.checks.writtenout import date_without_time, written_date_left_out
from librarysite.model import Library
from librarysite.problems import Problem, Where

__all__ = ["RULES", "contradictions", "due"]

RULES: tuple[Callable[[Library], Iterator[Problem[Where]]], ...] = (
    series_never_happens,
    change_outside_the_series,
    date_changed_twice,
    clock_time_that_does_not_exist,
    opening_hours_at_a_time_that_does_not_exist,
    status_at_a_time_that_does_not_exist,
    changed_hours_at_a_time_that_does_not_exist,
    event_at_closed_branch,
    dates_after_the_branch_closes,
    dates_before_the_branch_opens,
    unknown_room,
    date_outside_hours,
    moved_onto_a_closure,
    two_events_in_one_room,
    hours_changed_twice,
    changed_hours_of_one_name,
    opens_on_a_closed_weekday,
    status_for_closed_branch,
    status_before_the_branch_opens,
    status_of_no_branch,
    no_holiday_to_take_away,
    hours_over_holidays,
    as_usual_says_nothing,
    reserved_id,
    two_pages_at_one_address,
    event_without_place,
    gap_beside_the_series,
    moved_far,
    booking_opens_too_late,
    review_before_it_begins,
    far_in_the_future,
    announced_when_over,
    updated_before_published,
    status_without_effect,
    changed_hours_as_usual,
    extra_date_in_the_series,
    date_without_time,
    written_date_left_out,
    away_on_a_great_holiday,
    change_of_a_holiday,
    sessions_at_one_time,
    moved_to_a_date_it_has,
    event_entered_twice,
    notice_entered_twice,
)


# Rules that would find fault with the right entries of one list if entries of another one could not be read.
NEEDS_ALL: dict[Callable[[Library], Iterator[Problem[Where]]], str] = {
    series_never_happens: "changed_hours",
    date_outside_hours: "changed_hours",
    hours_over_holidays: "changed_hours",
    status_of_no_branch: "branches",
}


def contradictions(library: Library, partly_read: Collection[str] = ()) -> Iterator[Problem[Where]]:
    """Give every contradiction that any rule finds; some entries of the lists in ``partly_read`` are not there."""
    for rule in RULES:
        if NEEDS_ALL.get(rule) not in partly_read:
            yield from rule(library)
