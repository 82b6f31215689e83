"""How large calendars are. Google Calendar is reported to read no more than a megabyte of one."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from librarysite.feeds.icslines import raw_events

LIMIT = 1_000_000  # bytes
NEAR = 800_000


@dataclass(frozen=True)
class Large:
    """A calendar near or over the limit: its address, its bytes, how many events it has, and the three largest.

    ``largest`` are the ids of these, with the share of the bytes that each takes.
    """

    address: str
    size: int
    events: int
    largest: dict[str, float]


def large(calendars: Mapping[str, bytes]) -> Iterator[Large]:
    """Give the calendars of events that are near the limit or over it, the largest first."""
    for address, ics in sorted(calendars.items(), key=lambda one: -len(one[1])):
        if len(ics) >= NEAR:
            shares = _shares(ics)
            largest = {event: size / len(ics) for event, size in shares.most_common(3)}
            yield Large(address, len(ics), len(shares), largest)


def _shares(ics: bytes) -> Counter[str]:
    """Return the bytes of each event's entries."""
    shares: Counter[str] = Counter()
    for entry in raw_events(ics):
        uid = re.search(rb"^UID:([^.@]+)", entry.replace(b"\r\n ", b""), re.MULTILINE)
        shares[uid[1].decode() if uid else ""] += len(entry)
    return shares
