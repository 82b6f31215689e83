"""Every address of the site, written once: below the site's own address, with a slash at the end of a page's.

Addresses are promises to people who have linked, subscribed or printed: one that was published stays as it is.
Ids are as the editors write them. Whether there is anything at an address on some day is not asked here.
"""

from datetime import date

# Folders.
FEEDS = "feeds/"
DATA = "data/"
ASSETS = "assets/"

# Pages that are there always.
HOME = ""
LIBRARIES = "libraries/"
OPENING_TIMES = "opening-times/"
WHATS_ON = "whats-on/"
NEWS = "news/"
ONLINE = "online/"
SUBSCRIBE = "subscribe/"
PAGES = (HOME, LIBRARIES, OPENING_TIMES, WHATS_ON, NEWS, ONLINE, SUBSCRIBE)

# Pages whose words are the editors' and to which the program or its look leads.
ABOUT = "about/"
ACCESSIBILITY = "accessibility/"
CONTACT = "contact/"
PRIVACY = "privacy/"

# Calendars and news feeds of the service as a whole; those of events are selections.
CLOSURES_CALENDAR = f"{FEEDS}closures.ics"
STATUS_FEED = f"{FEEDS}status.xml"
NEWS_FEED = f"{FEEDS}news.xml"

# Open data.
EVENTS_DATA = f"{DATA}events.json"
EVENTS_TABLE = f"{DATA}events.csv"
LIBRARIES_TABLE = f"{DATA}libraries.csv"
OPENING_HOURS_DATA = f"{DATA}opening-hours.json"
STATUS_DATA = f"{DATA}status.json"
DATA_PACKAGE = f"{DATA}datapackage.json"
DATA_FILES = (EVENTS_DATA, EVENTS_TABLE, LIBRARIES_TABLE, OPENING_HOURS_DATA, STATUS_DATA, DATA_PACKAGE)

# What belongs to the site itself.
BUILD_RECORD = "build.json"
NOT_FOUND = "404.html"
FEED_CSS = f"{ASSETS}feed.css"
SITE_CSS = f"{ASSETS}site.css"
SITE_JS = f"{ASSETS}site.js"
ICON = f"{ASSETS}icon.svg"

_EVERY_DATE = "event.ics"


def library_page(branch_id: str) -> str:
    """Return ``libraries/ID/``."""
    return f"{LIBRARIES}{branch_id}/"


def library_poster(branch_id: str) -> str:
    """Return ``libraries/ID/poster/``, the normal week to print."""
    return f"{library_page(branch_id)}poster/"


def door_notice(closure_id: str) -> str:
    """Return ``opening-times/notice/ID/``, a closure to print."""
    return f"{OPENING_TIMES}notice/{closure_id}/"


def announcement(name: str) -> str:
    """Return ``opening-times/#KIND-NAME`` for a closure, changed hours or a notice; ``name`` is its ``KIND.NAME``."""
    return f"{OPENING_TIMES}#{anchor(name)}"


def anchor(name: str) -> str:
    """Return the id ``KIND-NAME`` of the place on a page where ``KIND.NAME`` is told."""
    return name.replace(".", "-", 1)


def qr_code(page: str) -> str:
    """Return ``PAGEqr.svg``, the picture that leads to a page."""
    return f"{page}qr.svg"


def event_page(event_id: str) -> str:
    """Return ``whats-on/ID/``."""
    return f"{WHATS_ON}{event_id}/"


def event_calendar(event_id: str) -> str:
    """Return ``whats-on/ID/event.ics``, with every date."""
    return f"{event_page(event_id)}{_EVERY_DATE}"


def date_calendar(event_id: str, name: str) -> str:
    """Return ``whats-on/ID/NAME.ics``, with one date; ``name`` is the date's permanent one."""
    return f"{event_page(event_id)}{name}.ics"


def month_page(first: date) -> str:
    """Return ``whats-on/month/YYYY-MM/`` of the month that begins on a day."""
    return f"{WHATS_ON}month/{first:%Y-%m}/"


def selection_page(key: str, name: str) -> str:
    """Return ``whats-on/KEY/NAME/``: keys are at, for, type, day and access. That of cost is ``whats-on/NAME/``.

    With an empty key it is ``whats-on/``, the page of all events.
    """
    if key == "cost":
        return f"{WHATS_ON}{name}/"
    return f"{WHATS_ON}{key}/{name}/" if key else WHATS_ON


def selection_calendar(key: str, name: str) -> str:
    """Return ``feeds/events/KEY/NAME.ics``: keys are at, for and type. With an empty key it is ``feeds/events.ics``."""
    return f"{_selection(key, name)}.ics"


def selection_feed(key: str, name: str) -> str:
    """Return ``feeds/events/KEY/NAME.xml``: keys are at, for and type. With an empty key it is ``feeds/events.xml``."""
    return f"{_selection(key, name)}.xml"


def _selection(key: str, name: str) -> str:
    return f"{FEEDS}events/{key}/{name}" if key else f"{FEEDS}events"


def closures_calendar_at(branch_id: str) -> str:
    """Return ``feeds/closures/at/ID.ics``."""
    return f"{FEEDS}closures/at/{branch_id}.ics"


def status_feed_at(branch_id: str) -> str:
    """Return ``feeds/status/at/ID.xml``."""
    return f"{FEEDS}status/at/{branch_id}.xml"


def news_feed_at(branch_id: str) -> str:
    """Return ``feeds/news/at/ID.xml``."""
    return f"{FEEDS}news/at/{branch_id}.xml"


def news_feed_about(topic_id: str) -> str:
    """Return ``feeds/news/topic/ID.xml``."""
    return f"{FEEDS}news/topic/{topic_id}.xml"


def online_offer(offer_id: str) -> str:
    """Return ``online/#ID``."""
    return f"{ONLINE}#{offer_id}"


def markdown_page(path: str) -> str:
    """Return the address of the page that a Markdown file would be, by its path below ``content/``.

    ``A/B.md`` is ``A/B/``, ``A/index.md`` is ``A/``, and ``index.md`` is home.
    """
    stem = path.removesuffix(".md")
    return HOME if stem == "index" else stem.removesuffix("/index") + "/"


def is_calendar(address: str) -> bool:
    """Tell whether a file is a calendar: ``....ics``."""
    return address.endswith(".ics")


def is_followed(address: str) -> bool:
    """Tell whether people subscribe to a file: to feeds, and to an event's calendar, but not to that of one date."""
    return address.startswith(FEEDS) or address.endswith(f"/{_EVERY_DATE}")
