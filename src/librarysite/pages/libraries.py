"""The libraries: their list, a page for each, and everybody's opening times in one table."""

from datetime import date, timedelta

from librarysite import paths
from librarysite.model import Access, Branch, Library, Service
from librarysite.moment import Now
from librarysite.pages.closures import changes_ahead, closed_now, told_besides
from librarysite.pages.dates import next_dates
from librarysite.pages.expiry import all_over_from, days_shown, made_view, open_now_view
from librarysite.pages.jsonld import library_node
from librarysite.pages.page import (
    FeedLink,
    Page,
    View,
    calendar_link,
    day_view,
    event_links,
    news_link,
    notices,
    status_link,
    week_ahead,
)
from librarysite.pages.printables import normal_week, notice_links
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.holidays import holidays_ahead, is_announced
from librarysite.schedule.hours import THIRTEEN_MONTHS, hours_on
from librarysite.schedule.selections import events_at
from librarysite.wording import facts

EVENTS_SHOWN = 8
HOLIDAYS_AHEAD = timedelta(days=THIRTEEN_MONTHS)
ACCESS_FACTS = {
    "step_free": "Step-free way in",
    "lift": "Lift",
    "accessible_toilet": "Accessible toilet",
    "baby_changing": "Baby changing",
    "hearing_loop": "Hearing loop",
    "parking": "Parking",
    "accessible_parking": "Accessible parking",
}


def library_pages(agenda: Agenda) -> list[Page]:
    """Return the list of libraries, a page for each and the opening times."""
    library, now = agenda.library, agenda.now
    return [
        _list(library, now),
        *(_branch_page(agenda, branch) for branch in library.branches),
        _opening_times(library, now),
    ]


def _list(library: Library, now: Now) -> Page:
    today = now.today
    open_ones = [
        {
            "name": branch.name,
            "address": paths.library_page(branch.id),
            "postal": str(branch.address) if branch.address else None,
            "open_now": open_now_view(library, branch, now),
            "days": _hours_by_day(library, branch, now),
        }
        for branch in library.in_service_on(today)
    ]
    closed = [
        {"name": branch.name, "address": paths.library_page(branch.id), "since": _since(branch)}
        for branch in library.branches
        if branch.closed_for_good_on(today)
    ]
    opening = [
        {"name": branch.name, "address": paths.library_page(branch.id), "when": _opens(library, branch)}
        for branch in library.branches
        if library.not_yet_open_on(branch, today)
    ]
    return Page(
        address=paths.LIBRARIES,
        title="Libraries",
        summary=f"The libraries of {library.service.name}: where they are and when they are open.",
        template="libraries.html",
        view={
            "made": made_view(now),
            "open": open_ones,
            "opening": opening,
            "closed": closed,
            "closed_now": closed_now(library, now),
        },
    )


def _hours_by_day(library: Library, branch: Branch, now: Now) -> list[View]:
    """Return a branch's hours on each day on which the page may be read."""
    return [day_view(hours_on(library, branch, day), now.today) | times for day, times in days_shown(now)]


def _since(branch: Branch) -> str:
    return facts.part_date_words(branch.closed.from_) if branch.closed else ""


def _opens(library: Library, branch: Branch) -> str | None:
    """Return when a new library opens, in words; None where nothing is known of an opening."""
    opening = library.opening_of(branch)
    return facts.opens_words(opening) if opening else None


def branch_feeds(branch: Branch) -> tuple[FeedLink, ...]:
    """Return the calendars of a branch."""
    return (
        event_links(events_at(branch))[0],
        calendar_link(f"{branch.name}: closures and changed hours", paths.closures_calendar_at(branch.id)),
    )


def _branch_news_feeds(library: Library, branch: Branch, today: date) -> tuple[FeedLink, ...]:
    """Return the news feeds of a branch: of its events and its status, and of its news where it has any."""
    has_news = any(branch.id in article.branches for article in library.news_out_on(today))
    news = [news_link(f"{branch.name}: news", paths.news_feed_at(branch.id))] if has_news else []
    return (event_links(events_at(branch))[1], status_link(library, branch), *news)


def _branch_page(agenda: Agenda, branch: Branch) -> Page:
    library, today = agenda.library, agenda.now.today
    if branch.closed and branch.closed_for_good_on(today):
        return Page(
            address=paths.library_page(branch.id),
            title=branch.name,
            summary=f"{branch.name} is closed for good.",
            template="library_closed.html",
            view={
                "since": _since(branch),
                "reason": branch.closed.reason,
                "postal": str(branch.address) if branch.address else None,
                "others": [
                    {"name": b.name, "address": paths.library_page(b.id)}
                    for b in library.in_service_on(today)
                ],
            },
        )
    return Page(
        address=paths.library_page(branch.id),
        title=branch.name,
        summary=branch.summary or f"{branch.name}: opening times, address, events and access.",
        template="library.html",
        view=_branch_view(agenda, branch),
        branch=branch.id,
        feeds=(*branch_feeds(branch), *_branch_news_feeds(library, branch, today)),
        json_ld=(library_node(library, branch, today),),
    )


def _branch_view(agenda: Agenda, branch: Branch) -> View:
    library, now = agenda.library, agenda.now
    this_week, told = branch.week_on(now.today), notices(library, now, branch)
    coming = next_dates(agenda, EVENTS_SHOWN, branch)
    facilities = {group.id: group.name for group in library.service.facilities if not group.retired}
    view = _before_opening(library, branch) if library.not_yet_open_on(branch, now.today) else {}
    return {
        "made": made_view(now),
        "opens": None,
        "open_now": open_now_view(library, branch, now),
        "notices": told,
        "notices_until": all_over_from(told),
        "days": _hours_by_day(library, branch, now),
        "week": week_ahead(library, branch, now),
        "checked": facts.date_words(this_week.checked) if this_week and this_week.checked else None,
        "changes": changes_ahead(library, now, (branch,), holidays=True),
        "summary": branch.summary,
        "postal": branch.address,
        "position": branch.position,
        "getting_there": branch.getting_there,
        "phone": branch.phone or library.service.help.phone,
        "email": branch.email or library.service.help.email,
        "rooms": branch.rooms,
        "facilities": [facilities[item] for item in branch.facilities if item in facilities],
        "access": access_facts(branch.access),
        "run_by": run_by_words(library.service, now.today),
        "next_dates": coming,
        "next_over_from": all_over_from(coming),
        "whats_on": paths.selection_page("at", branch.id),
        "poster": paths.library_poster(branch.id),
        "door_notices": notice_links(library, now, (branch,)),
    } | view


def _before_opening(library: Library, branch: Branch) -> View:
    """Return what the page of a new library says until it opens: when that is, and its first normal week if known."""
    opening, opens = library.opening_of(branch), _opens(library, branch)
    first = branch.week_on(opening.first) if opening else None
    days = normal_week(first) if first else []
    return {
        "open_now": [],
        "opens": opens,
        "week": {"days": days, "side_by_side": any(day["self_service"] for day in days)},
        "checked": None,
        "changes": [],
        "poster": None,
        "door_notices": [],
    }


def run_by_words(service: Service, today: date) -> str | None:
    """Return “Northshire Trust since 1 April 2020”: since the first of its entries that follow one another.

    A new agreement with the same people is a new entry, and yet they have run the service since the first.
    """
    so_far = [operator for operator in service.run_by if operator.from_.first <= today]
    if not so_far:
        return None
    name = so_far[-1].name
    last_other = max((n for n, operator in enumerate(so_far) if operator.name != name), default=-1)
    return f"{name} since {facts.part_date_words(so_far[last_other + 1].from_)}"


def access_facts(access: Access) -> list[View]:
    """Return the access facts; what is not known is said."""
    words = {True: "Yes", False: "No", None: "Not known yet: ask us"}
    return [{"name": name, "value": words[getattr(access, key)]} for key, name in ACCESS_FACTS.items()]


def _opening_times(library: Library, now: Now) -> Page:
    today = now.today
    in_service = library.in_service_on(today)
    changes = changes_ahead(library, now, in_service)
    rows = [
        {
            "name": branch.name,
            "address": paths.library_page(branch.id),
            "open_now": open_now_view(library, branch, now),
            "week": week_ahead(library, branch, now),
            "poster": paths.library_poster(branch.id),
        }
        for branch in in_service
    ]
    return Page(
        address=paths.OPENING_TIMES,
        title="Opening times",
        summary="When each library is open this week, and what will be different soon.",
        template="opening_times.html",
        view={
            "made": made_view(now),
            "days": [times | {"day": facts.day_words(day)} for day, times in days_shown(now)],
            "branches": rows,
            "changes": changes,
            "told_besides": told_besides(library, now, changes),
            "holidays": _holidays(library, today),
            "door_notices": notice_links(library, now, in_service),
        },
        feeds=(
            calendar_link(f"{library.service.name}: closures and changed hours", paths.CLOSURES_CALENDAR),
            status_link(library),
        ),
    )


def _holidays(library: Library, today: date) -> list[View]:
    """Return the holidays of the next 13 months and what the libraries do on each."""
    days = holidays_ahead(library, today, HOLIDAYS_AHEAD)
    return [
        {
            "day": facts.day_words(day, today),
            "name": name,
            "expected": not is_announced(library, day),
            "open": _who_is_open(library, day),
        }
        for day, name in days.items()
    ]


def _who_is_open(library: Library, day: date) -> str:
    hours = [(branch, hours_on(library, branch, day)) for branch in library.in_service_on(day)]
    parts = [f"{branch.name}: {facts.intervals_words(h.intervals)}" for branch, h in hours if h.intervals]
    undecided = [branch.name for branch, h in hours if h.kind == "undecided"]
    if undecided:
        parts.append(f"Not decided yet: {', '.join(undecided)}")
    return "; ".join(parts) or "All libraries closed"
