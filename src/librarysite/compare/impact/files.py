"""Which pages, calendars, news feeds and other files of the site an edit changes, adds and takes away."""

from collections.abc import Iterator, Mapping
from typing import Any

from librarysite import paths
from librarysite.compare.impact.edition import Edition
from librarysite.compare.impact.effect import Effect
from librarysite.problems import count

SUBSCRIBED = {"calendar": "Calendars", "news feed": "News feeds"}


def file_effects(before: Edition, after: Edition) -> Iterator[Effect]:
    """Give what becomes of the pages first, then of the calendars, the news feeds and the other files."""
    yield from _pages(before.shown_pages(), after.shown_pages())
    for noun, label in SUBSCRIBED.items():
        yield from _effects(noun, label, _of_kind(before, noun), _of_kind(after, noun))
    was, now = _of_kind(before, "other file"), _of_kind(after, "other file")
    # Nobody follows these: that some come and go, such as the file of a date that is near, is no news to anybody.
    if different := [address for address in {**now, **was} if now.get(address) != was.get(address)]:
        yield Effect("changes", count(len(different), "other file"), "Other files")


def _pages(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Effect]:
    kept = [address for address in now if address in was]
    if len(kept) > 1 and all(now[address] != was[address] for address in kept):
        yield Effect("changes", f"all {count(len(kept), 'page')}", "Pages")
        was, now = ({a: pages[a] for a in pages if a not in kept} for pages in (was, now))
    yield from _effects("page", "Pages", was, now)


def _effects(noun: str, label: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Effect]:
    told = [
        ("changes", label, [a for a in now if a in was and now[a] != was[a]]),
        ("adds", f"New {label.lower()}", [a for a in now if a not in was]),
        ("takes away", f"{label} taken away", [a for a in was if a not in now]),
    ]
    for verb, words, addresses in told:
        if addresses:
            yield Effect(verb, count(len(addresses), noun), words, addresses=addresses)


def _of_kind(edition: Edition, noun: str) -> dict[str, bytes]:
    return {address: content for address, content in edition.files.items() if kind(address) == noun}


def kind(address: str) -> str:
    """Return what people take a file for. The file of one date is no calendar: nobody subscribes to it."""
    if not paths.is_followed(address):
        return "other file"
    return "calendar" if paths.is_calendar(address) else "news feed"
