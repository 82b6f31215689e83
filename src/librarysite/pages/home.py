"""The home page: what is open today, what is on next, what can be used from home, the news."""

from datetime import timedelta
from itertools import pairwise

from librarysite import paths
from librarysite.model import Library
from librarysite.moment import Now
from librarysite.pages.closures import closed_now
from librarysite.pages.dates import next_dates
from librarysite.pages.expiry import all_over_from, days_shown, made_view, open_now_view
from librarysite.pages.online import offer_views
from librarysite.pages.page import (
    Page,
    View,
    calendar_link,
    day_view,
    event_links,
    news_link,
    notices,
    status_link,
    week,
)
from librarysite.pages.words import news_views
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.in_force import closed_everywhere, in_force
from librarysite.schedule.selections import all_events
from librarysite.wording import facts

EVENTS_SHOWN = 6
NEWS_SHOWN = 3
NEWS_IS_NEW = timedelta(days=183)


def home_page(agenda: Agenda) -> Page:
    """Return the home page at the agenda's moment."""
    library, now, today = agenda.library, agenda.now, agenda.now.today
    told, coming = notices(library, now), next_dates(agenda, EVENTS_SHOWN)
    view: View = {
        "closed_now": closed_now(library, now),
        "made": made_view(now),
        "notices": told,
        "notices_until": all_over_from(told),
        "days": [
            times | {"day": facts.day_words(day), "date": day.isoformat()} for day, times in days_shown(now)
        ],
        "branches": [_branch_view(library, branch.id, now) for branch in library.in_service_on(today)],
        "next_dates": coming,
        "next_over_from": all_over_from(coming),
        "news": news_views(library, today, NEWS_IS_NEW)[:NEWS_SHOWN],
        "offers": offer_views(library, today),
        "everything_closed": any(in_force(c, now) for c in closed_everywhere(library, now)),
    }
    words = next((a for a in library.articles if a.address == paths.HOME), None)
    events, new_events = event_links(all_events(library.service))
    return Page(
        address=paths.HOME,
        title=words.title if words else library.service.name,
        summary=(words and words.summary)
        or f"Opening times, events and online services of {library.service.name}.",
        template="home.html",
        view=view,
        feeds=(
            news_link(f"{library.service.name}: news", paths.NEWS_FEED),
            new_events,
            events,
            calendar_link(f"{library.service.name}: closures and changed hours", paths.CLOSURES_CALENDAR),
            status_link(library),
        ),
    )


def _branch_view(library: Library, branch_id: str, now: Now) -> View:
    branch, today = library.branch(branch_id), now.today
    shown = days_shown(now)
    hours = [day_view(hours, today) for hours in week(library, branch, today, len(shown) + 1)]
    return {
        "name": branch.name,
        "address": paths.library_page(branch.id),
        "open_now": open_now_view(library, branch, now),
        "days": [
            times | {"today": this_day, "tomorrow": next_day}
            for (_, times), (this_day, next_day) in zip(shown, pairwise(hours), strict=True)
        ],
    }
