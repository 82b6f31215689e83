"""What a page is, and the pieces that several pages show."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from librarysite import paths
from librarysite.model import ALL, Branch, Library, Notice
from librarysite.moment import Now
from librarysite.pages.expiry import days_shown, over_from
from librarysite.schedule.hours import DayHours, hours_on
from librarysite.schedule.in_force import in_force
from librarysite.schedule.selections import Selection
from librarysite.wording import facts

View = dict[str, Any]


@dataclass(frozen=True)
class FeedLink:
    """A calendar or news feed that belongs to a page. The address is below the site's own."""

    title: str
    address: str
    kind: str

    @property
    def is_calendar(self) -> bool:
        """A calendar is subscribed to in other apps than news."""
        return self.kind == "text/calendar"


@dataclass(frozen=True)
class Page:
    """A page: its address (ending in a slash, empty for home), its template and what the template shows."""

    address: str
    title: str
    summary: str
    template: str
    view: View = field(default_factory=dict)
    feeds: tuple[FeedLink, ...] = ()
    lang: str = "en-GB"
    dir: str = "ltr"
    json_ld: tuple[View, ...] = ()  # what the page says, for search engines
    branch: str | None = None  # the id of the branch that the page is about
    banners: tuple[View, ...] = ()  # the closures that stand above the body
    is_sheet: bool = False  # made to be printed on one sheet, without what stands around it

    @property
    def root(self) -> str:
        """The way from the page to the site's root, for relative links."""
        return "../" * self.address.count("/") or "./"


def calendar_link(title: str, address: str) -> FeedLink:
    """Return the link of a calendar."""
    return FeedLink(title, address, "text/calendar")


def news_link(title: str, address: str) -> FeedLink:
    """Return the link of a news feed."""
    return FeedLink(title, address, "application/rss+xml")


def event_links(selection: Selection) -> tuple[FeedLink, FeedLink]:
    """Return the links of a selection of events: of its calendar, and of its news feed."""
    calendar = calendar_link(selection.calendar_name, selection.calendar)
    return calendar, news_link(selection.news_name, selection.news)


def status_link(library: Library, branch: Branch | None = None) -> FeedLink:
    """Return the link of the feed of closures, changed hours and notices, of all branches or of one."""
    kind = "closures, changed hours and notices"
    if branch:
        return news_link(f"{branch.name}: {kind}", paths.status_feed_at(branch.id))
    return news_link(f"{library.service.name}: {kind}", paths.STATUS_FEED)


def news_links(library: Library, day: date) -> tuple[FeedLink, ...]:
    """Return the links of the feeds of all news and of each topic in use that has news by a day."""
    service, out = library.service, library.news_out_on(day)
    told = {topic for article in out for topic in article.topics}
    return (
        news_link(f"{service.name}: news", paths.NEWS_FEED),
        *(
            news_link(f"{service.name}: news about {topic.in_a_sentence}", paths.news_feed_about(topic.id))
            for topic in service.topics
            if topic.id in told and not topic.retired
        ),
    )


def day_view(hours: DayHours, today: date) -> View:
    """Return one day's hours as shown in a list or a table; ``because`` is the end of the words, the reason."""
    words, short = facts.hours_words(hours), facts.hours_words(replace(hours, reason=None))
    return {
        "day": facts.day_words(hours.date, today),
        "date": hours.date.isoformat(),
        "hours": words,
        "because": words.removeprefix(short),
        "is_open": bool(hours.intervals),
        "is_different": hours.kind in ("closure", "changed_hours", "holiday", "undecided"),
        "staffed": facts.times_words(hours.intervals, "staffed"),
        "self_service": facts.times_words(hours.intervals, "self_service"),
        "reason": hours.reason if hours.intervals else None,
        "from": None,
        "until": None,
    }


def week_view(days: Iterable[DayHours], today: date) -> View:
    """Return some days as a table shows them; ``side_by_side`` where the doors also open without staff."""
    rows = [day_view(hours, today) for hours in days]
    return {"days": rows, "side_by_side": any(row["self_service"] for row in rows)}


def week_ahead(library: Library, branch: Branch, now: Now) -> View:
    """Return the seven days from the reader's day on: at midnight the day that is over goes, and another one comes."""
    shown = [times for _, times in days_shown(now)]
    view = week_view(week(library, branch, now.today, 6 + len(shown)), now.today)
    for row, times in zip(view["days"], shown[:-1], strict=False):
        row["until"] = times["until"]
    for row, times in zip(view["days"][7:], shown[1:], strict=True):
        row["from"] = times["from"]
    return view


def notices(library: Library, now: Now, branch: Branch | None = None) -> list[View]:
    """Return the notices in force, of all branches or those that concern one; the gravest first."""
    order = ("emergency", "disruption", "information")
    found = [
        n
        for n in library.notices
        if in_force(n, now) and (branch is None or branch in _told(library, n, now))
    ]
    return [
        {
            "level": notice.level,
            "title": notice.title,
            "text": notice.text,
            "link": notice.link,
            "who": facts.branches_words(library, notice),
            "posted": facts.day_words(notice.published or notice.starts.date(), now.today),
            "until": over_from(notice),
            "sample": notice.sample,
        }
        for notice in sorted(found, key=lambda n: (order.index(n.level), n.starts))
    ]


def _told(library: Library, notice: Notice, now: Now) -> list[Branch]:
    """Return the branches on whose pages a notice stands: of all only those in service, of a new one only its own."""
    pool = library.in_service_on(now.today) if notice.branches == ALL else library.branches
    return [branch for branch in pool if notice.applies_to(branch.id)]


def week(library: Library, branch: Branch, first: date, days: int = 7) -> list[DayHours]:
    """Return the hours of some days, beginning with one."""
    return [hours_on(library, branch, first + timedelta(days=n)) for n in range(days)]
