"""What becomes wrong only because time passes: review days, ended offers, hours nobody has looked at."""

from collections.abc import Iterator
from datetime import date, timedelta

from librarysite.model import Library
from librarysite.problems import Problem, Where, warning
from librarysite.schedule.holidays import holidays_ahead
from librarysite.schedule.hours import hours_on

# How long after its end an offer is due, and how long before the last term ends the next one.
SHOWN_FOR = timedelta(weeks=8)


def due(library: Library, today: date) -> Iterator[Problem[Where]]:
    """Give what has become wrong only because time has passed; it never stops a build."""
    yield from _due_reviews(library, today)
    yield from _due_offers(library, today)
    yield from _due_pages(library, today)
    yield from _due_terms(library, today)
    yield from _due_hours(library, today)


def _due_reviews(library: Library, today: date) -> Iterator[Problem[Where]]:
    for name in ("closures", "notices"):
        for number, entry in enumerate(getattr(library, name)):
            over = entry.cancelled or (entry.ends is not None and entry.ends.date() <= today)
            if entry.review and entry.review < today and not over:
                message = f"The review day {entry.review} has passed"
                yield warning((name, number, "review"), message, "look again: write a new day, or an end")


def _due_offers(library: Library, today: date) -> Iterator[Problem[Where]]:
    for number, offer in enumerate(library.offers):
        if offer.until and offer.until < today <= offer.until + SHOWN_FOR:
            yield warning(
                ("offers", number, "until"),
                f"“{offer.title}” has ended",
                "renew it, or delete it when nobody links to it any more",
            )


def _due_pages(library: Library, today: date) -> Iterator[Problem[Where]]:
    for number, article in enumerate(library.articles):
        if article.review_by and article.review_by < today:
            yield warning(("articles", number, "review_by"), "This page was to be reviewed", "read it again")


def _due_terms(library: Library, today: date) -> Iterator[Problem[Where]]:
    """Give an event that goes on in term time although the terms that are entered soon run out."""
    last = max((term.to for term in library.service.terms), default=None)
    if last is None or today < last - SHOWN_FOR:
        return
    for number, event in enumerate(library.events):
        if any(pattern.term_time and pattern.endless for pattern in event.when):
            message = f"The school terms run out on {last}, and “{event.title}” with them"
            yield warning(("events", number, "when"), message, "enter the next terms in data/service.yaml")
            return


def _due_hours(library: Library, today: date) -> Iterator[Problem[Where]]:
    for number, branch in enumerate(library.branches):
        if branch.closed_for_good_on(today):
            continue
        week = branch.week_on(today)
        if week and week.checked and (today - week.checked).days > 366:
            message = f"The hours of {branch.name} were last checked on {week.checked}"
            yield warning(("branches", number, "hours"), message, "make sure, and write a new “checked:”")
        for day, name in holidays_ahead(library, today, branches=(branch,)).items():
            if hours_on(library, branch, day).kind == "undecided":
                message = f"{branch.name} has not decided about {day}"
                yield warning(("branches", number, "id"), message, f"{name}: add changed_hours or a closure")
