"""What is printed and hung up: a poster of a library's normal week, and a door notice for each closure."""

from datetime import date, timedelta

from librarysite import paths
from librarysite.model import Branch, Closure, Library, Week
from librarysite.moment import Now
from librarysite.pages.closures import closure_view, nearest_during
from librarysite.pages.page import Page, View
from librarysite.pages.qrcode import qr_svg
from librarysite.schedule.hours import THIRTEEN_MONTHS, intervals_in
from librarysite.schedule.in_force import is_coming
from librarysite.wording import facts

AHEAD = timedelta(days=THIRTEEN_MONTHS)
WORDS_OF_A_NOTICE = ("who", "reason", "still_open", "review", "opens_again")
SHORT = 120  # characters of these words, up to which they are printed very large


def printable_pages(library: Library, now: Now) -> list[Page]:
    """Return the poster of each library in service and the notice of each closure now or coming."""
    today = now.today
    posters = [_poster(library, branch, today) for branch in library.in_service_on(today)]
    return [*posters, *(_door_notice(library, c, today) for c in _told(library, now))]


def printable_files(library: Library, today: date) -> dict[str, bytes]:
    """Return the QR codes by address: of each library's page and of the opening times."""
    libraries = [paths.library_page(branch.id) for branch in library.in_service_on(today)]
    site = library.service.website
    return {paths.qr_code(page): qr_svg(site + page) for page in [*libraries, paths.OPENING_TIMES]}


def notice_links(library: Library, now: Now, branches: tuple[Branch, ...]) -> list[View]:
    """Return the door notices that concern some libraries."""
    return [
        {"title": _notice_title(library, closure, now.today), "address": paths.door_notice(closure.id)}
        for closure in _told(library, now)
        if any(library.concerns(closure, branch) for branch in branches)
    ]


def _told(library: Library, now: Now) -> list[Closure]:
    found = [closure for closure in library.closures if is_coming(closure, now, AHEAD)]
    return sorted(found, key=lambda closure: closure.starts)


def _code(library: Library, address: str) -> View:
    """Return a QR code with the address in words, for who cannot scan it."""
    words = f"{library.service.website}{address}".removeprefix("https://").removesuffix("/")
    return {"picture": paths.qr_code(address), "words": words}


def _poster(library: Library, branch: Branch, today: date) -> Page:
    now = branch.week_on(today)
    days = normal_week(now) if now else []
    return Page(
        address=paths.library_poster(branch.id),
        title=f"{branch.name} opening times",
        summary=f"The normal week of {branch.name}, to print on A4 and hang up.",
        template="poster.html",
        view={
            "name": branch.name,
            "days": days,
            "side_by_side": any(day["self_service"] for day in days),
            "one_line": all(" and " not in day["hours"] for day in days),
            "postal": str(branch.address) if branch.address else None,
            "phone": branch.phone or library.service.help.phone,
            "code": _code(library, paths.library_page(branch.id)),
            "back": paths.library_page(branch.id),
        },
        branch=branch.id,
        is_sheet=True,
    )


def normal_week(week: Week) -> list[View]:
    """Return the days of a normal week as a table shows them."""
    days = [(name, intervals_in(week, weekday)) for weekday, name in enumerate(facts.DAYS)]
    return [
        {
            "day": name,
            "date": None,
            "hours": facts.intervals_words(intervals) or "Closed",
            "is_open": bool(intervals),
            "is_different": False,
            "staffed": facts.times_words(intervals, "staffed"),
            "self_service": facts.times_words(intervals, "self_service"),
            "reason": None,
            "from": None,
            "until": None,
        }
        for name, intervals in days
    ]


def _notice_title(library: Library, closure: Closure, today: date) -> str:
    view = closure_view(library, closure, today)
    return f"{view['who']} closed {facts.when_words(closure, today)}"


def _door_notice(library: Library, closure: Closure, today: date) -> Page:
    meant = library.meant_by(closure)
    view = closure_view(library, closure, today)
    if len(meant) == 1:
        view["nearest"] = nearest_during(library, closure, meant[0], today)
    title = _notice_title(library, closure, today)
    return Page(
        address=paths.door_notice(closure.id),
        title=title,
        summary=f"{title}: a notice to print on A4 and hang on the door.",
        template="door_notice.html",
        view={
            "closure": view | {"period": facts.when_words(closure, today)},
            "is_short": sum(len(view[key] or "") for key in WORDS_OF_A_NOTICE) <= SHORT,
            "phone": library.service.help.phone,
            "code": _code(library, paths.OPENING_TIMES),
            "back": paths.OPENING_TIMES,
        },
        is_sheet=True,
    )
