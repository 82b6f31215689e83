"""The pages of the site, as data: which there are, and what stands on each, in words.

Everything here is plain values, ready to be shown; the templates in ``theme/pages/`` only set them out.
"""

from dataclasses import replace
from datetime import datetime

from librarysite.model import Library
from librarysite.pages.closures import banners
from librarysite.pages.home import home_page
from librarysite.pages.libraries import library_pages
from librarysite.pages.online import online_page
from librarysite.pages.page import FeedLink, Page
from librarysite.pages.printables import printable_pages
from librarysite.pages.whatson import whats_on_pages
from librarysite.pages.words import word_pages

__all__ = ["FeedLink", "Page", "all_pages"]


def all_pages(library: Library, moment: datetime) -> dict[str, Page]:
    """Return every page of the site at a moment (aware), by address."""
    pages = [
        home_page(library, moment),
        *library_pages(library, moment),
        *whats_on_pages(library, moment),
        online_page(library, moment),
        *word_pages(library, moment),
        *printable_pages(library, moment),
    ]
    return {page.address: _with_banners(library, page, moment) for page in pages}


def _with_banners(library: Library, page: Page, moment: datetime) -> Page:
    """Return a page with the closures that stand above its body: this is said once, for every page."""
    branch = library.branch(page.branch) if page.branch else None
    return replace(page, banners=banners(library, moment, branch))
