"""Rules about the addresses of pages: no two pages have the same one, and some words are not for ids."""

from collections.abc import Iterator

from librarysite import paths
from librarysite.model import Library
from librarysite.problems import Problem, Where, error

# Words that stand for something else after whats-on/ and libraries/.
RESERVED = {
    "events": frozenset({"index", "at", "for", "type", "month", "day", "free", "access"}),
    "branches": frozenset({"index", "poster", "online", "elsewhere"}),
}


def reserved_id(library: Library) -> Iterator[Problem[Where]]:
    """The id of an event or a library is not a word that the site needs for its own addresses."""
    for name, words in RESERVED.items():
        for number, entry in enumerate(getattr(library, name)):
            if entry.id in words:
                message = f"“{entry.id}” cannot be an id: the website needs the word itself"
                yield error((name, number, "id"), message, "choose a name of several words")


def two_pages_at_one_address(library: Library) -> Iterator[Problem[Where]]:
    """No two pages have the same address; those made from data come first."""
    taken = dict(pages_of_entries(library))
    for number, article in enumerate(library.articles):
        where: Where = ("articles", number, "path")
        other = taken.setdefault(article.address, f"content/{article.path}")
        if other != f"content/{article.path}":
            message = f"There is a page at the address /{article.address} already: {other}"
            yield error(where, message, "give this file another name")


def pages_of_entries(library: Library) -> Iterator[tuple[str, str]]:
    """Give the address of each page made from one entry, and what it is.

    Lists such as whats-on/ are not among them: they may have words of their own.
    """
    for event in library.events:
        yield paths.event_page(event.id), f"the event “{event.title}”"
    for branch in library.branches:
        yield paths.library_page(branch.id), branch.name
        yield paths.library_poster(branch.id), f"the poster of {branch.name}"
    for closure in library.closures:
        yield paths.door_notice(closure.id), f"the notice of the closure “{closure.id}”"
