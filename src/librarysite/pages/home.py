"""The home page: what is open today, what is on next, what can be used from home, the news."""

from datetime import datetime

from librarysite import wording
from librarysite.model import Library
from librarysite.pages.online import offer_views
from librarysite.pages.page import (
    Page,
    View,
    banners,
    calendar_link,
    coming,
    day_view,
    local_day,
    news_link,
    next_of_each,
    not_ended,
    notices,
    occurrence_view,
    week,
)
from librarysite.pages.words import news_views

EVENTS_SHOWN = 6
NEWS_SHOWN = 3
DAYS_LOOKED_AHEAD = 28


def home_page(library: Library, moment: datetime) -> Page:
    """Return the home page at a moment."""
    today = local_day(moment)
    next_dates = next_of_each(not_ended(coming(library, today, DAYS_LOOKED_AHEAD), moment))[:EVENTS_SHOWN]
    view: View = {
        "banners": banners(library, moment),
        "notices": notices(library, moment),
        "today": wording.day_words(today),
        "date": today.isoformat(),
        "branches": [_branch_view(library, branch.id, moment) for branch in library.in_service_on(today)],
        "next_dates": [occurrence_view(o, today) for o in next_dates],
        "news": news_views(library, moment)[:NEWS_SHOWN],
        "offers": offer_views(library, today),
        "everything_closed": bool(banners(library, moment)),
    }
    words = next((a for a in library.articles if a.address == ""), None)
    return Page(
        address="",
        title=words.title if words else library.service.name,
        summary=(words and words.summary)
        or f"Opening times, events and online services of {library.service.name}.",
        template="home.html",
        view=view,
        feeds=(
            news_link(f"{library.service.name}: news", "feeds/news.xml"),
            calendar_link(f"{library.service.name}: events", "feeds/events.ics"),
            calendar_link(f"{library.service.name}: closures and changed hours", "feeds/closures.ics"),
        ),
    )


def _branch_view(library: Library, branch_id: str, moment: datetime) -> View:
    branch, today = library.branch(branch_id), local_day(moment)
    now, after = (day_view(hours, today) for hours in week(library, branch, today, 2))
    return {"name": branch.name, "address": f"libraries/{branch.id}/", "today": now, "tomorrow": after}
