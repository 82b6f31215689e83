"""What becomes wrong only because time passes: review days, ended offers, hours nobody has looked at."""

from collections.abc import Iterator
from datetime import date, timedelta

from librarysite.checks.finding import Finding, warning
from librarysite.holidays import ANNOUNCED_UNTIL, holidays_in
from librarysite.hours import hours_on
from librarysite.model import Library


def due(library: Library, today: date) -> Iterator[Finding]:
    """Give what has become wrong only because time has passed; it never stops a build."""
    for name in ("closures", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            if entry.review and entry.review < today and (entry.ends is None or entry.ends.date() > today):
                message = f"The review day {entry.review} has passed"
                yield warning((name, number, "review"), message, "look again: write a new day, or an end")
    for number, offer in enumerate(library.offers):
        if offer.until and offer.until < today:
            yield warning(
                ("offers", number, "until"),
                f"“{offer.title}” has ended",
                "renew it, or delete it when nobody links to it any more",
            )
    for number, article in enumerate(library.articles):
        if article.review_by and article.review_by < today:
            yield warning(("articles", number, "review_by"), "This page was to be reviewed", "read it again")
    yield from _due_hours(library, today)


def _due_hours(library: Library, today: date) -> Iterator[Finding]:
    for number, branch in enumerate(library.branches):
        if branch.closed_for_good_on(today) or not branch.hours:
            continue
        week = branch.week_on(today)
        if week and week.checked and (today - week.checked).days > 366:
            message = f"The hours of {branch.name} were last checked on {week.checked}"
            yield warning(("branches", number, "hours"), message, "make sure, and write a new “checked:”")
        for day in _holidays_ahead(library, today):
            if hours_on(library, branch, day).kind == "undecided":
                message = f"{branch.name} has not decided about {day}"
                yield warning(("branches", number, "id"), message, "add changed_hours or a closure")


def _holidays_ahead(library: Library, today: date) -> list[date]:
    years = (today.year, today.year + 1)
    days = [d for year in years for d in holidays_in(year, library.service.holidays.region)]
    return [day for day in days if today <= day < today + timedelta(weeks=8) and day.year <= ANNOUNCED_UNTIL]
