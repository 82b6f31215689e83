"""The pages of the site, as data: which there are, and what stands on each, in words.

Everything here is plain values, ready to be shown; the templates in ``theme/pages/`` only set them out.
"""

from datetime import datetime

from librarysite.model import Library
from librarysite.pages.home import home_page
from librarysite.pages.libraries import library_pages
from librarysite.pages.online import online_page
from librarysite.pages.page import FeedLink, Page
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
    ]
    return {page.address: page for page in pages}
