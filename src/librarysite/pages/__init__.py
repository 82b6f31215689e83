"""The pages of the site, as plain values in words: which there are, and what stands on each. HTML stays out.

The templates in ``theme/pages/`` only set the values out.
"""

from collections.abc import Iterator
from dataclasses import replace

from librarysite.pages.closures import banners
from librarysite.pages.event import event_pages
from librarysite.pages.home import home_page
from librarysite.pages.libraries import library_pages
from librarysite.pages.online import online_page
from librarysite.pages.page import FeedLink, Page, View
from librarysite.pages.printables import printable_pages
from librarysite.pages.subscribe import subscribe_page
from librarysite.pages.whatson import whats_on_pages
from librarysite.pages.words import word_pages
from librarysite.schedule.agenda import Agenda

__all__ = ["FeedLink", "Page", "all_pages"]


def all_pages(agenda: Agenda) -> dict[str, Page]:
    """Return every page of the site at the agenda's moment, by address."""
    library, now = agenda.library, agenda.now
    pages = [
        # first: a page made from data keeps its place and has those words in it
        *word_pages(library, now.today),
        home_page(agenda),
        *library_pages(agenda),
        *whats_on_pages(agenda),
        *event_pages(agenda),
        subscribe_page(agenda),
        online_page(library, now.today),
        *printable_pages(library, now),
    ]
    return {page.address: replace(page, banners=above) for page, above in _with_banners(agenda, pages)}


def _with_banners(agenda: Agenda, pages: list[Page]) -> Iterator[tuple[Page, tuple[View, ...]]]:
    """Give each page with the closures that stand above its body: said once for every page of a branch or of none."""
    library, found = agenda.library, dict[str | None, tuple[View, ...]]()
    for page in pages:
        if page.branch not in found:
            branch = library.branch(page.branch) if page.branch else None
            found[page.branch] = banners(library, agenda.now, branch)
        yield page, found[page.branch]
