"""What a service is made of, as frozen values in the editors' own words. What follows on a day or a page stays out.

Days are local dates, clock times minutes since local midnight, moments without offset local wall time.
A name that Python keeps for itself carries an underscore here (``from_``, ``for_``, ``except_``).
"""

from dataclasses import dataclass
from datetime import date

from librarysite.model.branches import Access, Address, Branch, ClosedForGood, SelfServiceWeek, Week
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
from librarysite.model.status import ALL, ChangedHours, Closure, Notice, Status
from librarysite.model.words import Article, Offer, Update
from librarysite.notation import ZONE

__all__ = [
    "ALL",
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
        """Return the branches that are not closed for good by a day."""
        return tuple(branch for branch in self.branches if not branch.closed_for_good_on(day))

    @property
    def ever_in_service(self) -> tuple[Branch, ...]:
        """The branches that were in service when the site began or later: the addresses of their feeds are kept."""
        return self.in_service_on(self.service.launched)

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
        wanted = {event.type, *event.for_}
        groups = (*self.service.types, *self.service.audiences)
        return tuple(group.name for group in groups if group.id in wanted and not group.retired)
