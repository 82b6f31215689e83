"""What a service is made of, as frozen values in the editors' own words. What follows on a day or a page stays out.

Days are local dates, clock times minutes since local midnight, moments without offset local wall time.
A name that Python keeps for itself carries an underscore here (``from_``, ``for_``, ``except_``).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from librarysite.model.branches import Access, Address, Branch, ClosedForGood, SelfServiceWeek, Week
from librarysite.model.changedhours import AS_USUAL, ChangedHours, Hours
from librarysite.model.events import (
    EVENT_ACCESS,
    Booking,
    Change,
    Event,
    EventPlace,
    Online,
)
from librarysite.model.eventwords import FOLLOWS_THE_BRANCH
from librarysite.model.fields import Entry
from librarysite.model.holidays import BranchHolidayRule, Holiday, HolidayRule
from librarysite.model.patterns import Pattern
from librarysite.model.service import Group, Help, OpenData, Operator, Service, Source, Term
from librarysite.model.status import ALL, Closure, Notice, Status
from librarysite.model.words import Article, Offer, Update
from librarysite.notation import ZONE, PartDate

__all__ = [
    "ALL",
    "AS_USUAL",
    "EVENT_ACCESS",
    "FOLLOWS_THE_BRANCH",
    "ZONE",
    "Access",
    "Address",
    "Article",
    "Booking",
    "Branch",
    "BranchHolidayRule",
    "Change",
    "ChangedHours",
    "ClosedForGood",
    "Closure",
    "Entry",
    "Event",
    "EventPlace",
    "Group",
    "Help",
    "Holiday",
    "HolidayRule",
    "Hours",
    "Library",
    "Notice",
    "Offer",
    "Online",
    "OpenData",
    "Operator",
    "Pattern",
    "SelfServiceWeek",
    "Service",
    "Source",
    "Status",
    "Term",
    "Update",
    "Week",
]


@dataclass(frozen=True)
class Library:
    """Everything the editors have entered. Tuples keep the order of the files."""

    service: Service
    branches: tuple[Branch, ...] = ()
    closures: tuple[Closure, ...] = ()
    changed_hours: tuple[ChangedHours, ...] = ()
    notices: tuple[Notice, ...] = ()
    events: tuple[Event, ...] = ()
    offers: tuple[Offer, ...] = ()
    articles: tuple[Article, ...] = ()

    def branch(self, branch_id: str) -> Branch:
        """Return the branch with an id; KeyError when there is none."""
        for branch in self.branches:
            if branch.id == branch_id:
                return branch
        raise KeyError(branch_id)

    def name_of(self, changed: ChangedHours) -> str:
        """Return the permanent name of changed hours: their id, else the first branch as written, and the first day."""
        return changed.id or ".".join([*changed.branches[:1], f"{changed.starts.date():%Y%m%d}"])

    def in_service_on(self, day: date) -> tuple[Branch, ...]:
        """Return the branches that have opened by a day and are not closed for good by then."""
        left = (branch for branch in self.branches if not branch.closed_for_good_on(day))
        return tuple(branch for branch in left if not self.not_yet_open_on(branch, day))

    def opening_of(self, branch: Branch) -> PartDate | None:
        """Return when a branch opens or opened as a new one; None where it was there before anybody entered it.

        That is ``opened``, and its first week where that alone is known: a library that the service had when the site
        began, and whose hours are entered later, says when it opened.
        """
        first, opened = branch.hours[0].from_ if branch.hours else None, branch.opened
        if opened is None:
            return PartDate(first, "day") if first and first > self.service.launched else None
        if first and opened.known_to != "day" and _lies_in(opened, first):
            return PartDate(first, "day")
        return opened

    def not_yet_open_on(self, branch: Branch, day: date) -> bool:
        """Tell whether a branch opens only after a day: until then it is outside everything."""
        opening = self.opening_of(branch)
        return opening is not None and day < opening.first

    def meant_by(self, entry: Status) -> tuple[Branch, ...]:
        """Return the branches that an entry of ``status.yaml`` is for; “all” are those in service when it begins."""
        pool = self.in_service_on(entry.starts.date()) if entry.branches == ALL else self.branches
        return tuple(branch for branch in pool if entry.applies_to(branch.id))

    def concerns(self, entry: Status, branch: Branch) -> bool:
        """Tell whether an entry is for a branch; “all” has none that opens after it ends or closed before it begins."""
        if entry.branches != ALL or not entry.applies_to(branch.id):
            return entry.applies_to(branch.id)
        last = (entry.ends - timedelta.resolution).date() if entry.ends else date.max
        gone = branch.closed_for_good_on(entry.starts.date())
        return not gone and not self.not_yet_open_on(branch, last)

    @property
    def ever_in_service(self) -> tuple[Branch, ...]:
        """The branches in service when the site began or later: the addresses of their feeds are kept."""
        began = self.service.launched
        return tuple(branch for branch in self.branches if not branch.closed_for_good_on(began))

    @property
    def news(self) -> tuple[Article, ...]:
        """The news, newest first."""
        items = [article for article in self.articles if article.is_news]
        return tuple(sorted(items, key=lambda a: (a.published or date.min, a.path), reverse=True))

    def news_out_on(self, day: date) -> tuple[Article, ...]:
        """Return the news that is to be seen on a day, newest first."""
        return tuple(article for article in self.news if article.is_out_on(day))

    def categories(self, event: Event) -> tuple[str, ...]:
        """Return the names of an event's type and audiences, as far as they are still in use."""
        types = [group for group in self.service.types if group.id == event.type]
        audiences = [group for group in self.service.audiences if group.id in event.for_]
        return tuple(group.name for group in (*types, *audiences) if not group.retired)


def _lies_in(part: PartDate, day: date) -> bool:
    """Tell whether a day is in the year or the month to which a date is known."""
    same_year = part.first.year == day.year
    return same_year and (part.known_to == "year" or part.first.month == day.month)
