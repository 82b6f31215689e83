"""Edits that commands make to the entries: what is to become of which file, and what to say about it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from typing import Any

from librarysite.model import Change, Event, Library
from librarysite.problems import Mistake, did_you_mean
from librarysite.reading.loaded import Loaded
from librarysite.schedule.plans import EXTRA, Slot, change_of, slots_of
from librarysite.wording.facts import day_words, names_words
from librarysite.yamlfile.insert import add_item, add_key, set_key, written
from librarysite.yamlfile.tree import Path_

# Which list of which file a new entry goes into.
PLACES = {
    "event": ("data/events.yaml", "events"),
    "closure": ("data/status.yaml", "closures"),
    "notice": ("data/status.yaml", "notices"),
}
NEWS = "content/news"

Read = Callable[[str], bytes]  # gives the bytes of a file of the site; none for one that is not there


@dataclass(frozen=True)
class Edit:
    """What a file, called by its path within the site, is to become, and a sentence that says so."""

    file: str
    before: bytes
    after: bytes
    said: str

    @property
    def added(self) -> str:
        """The lines that are new, so that nothing typed is lost when they cannot be used."""
        before, after = self.before.decode().splitlines(), self.after.decode().splitlines()
        lines = unified_diff(before, after, n=0, lineterm="")
        return "\n" + "\n".join(line[1:] for line in lines if re.match(r"\+(?!\+\+ )", line))


def add(kind: str, entry: dict[str, Any], read: Read) -> Edit:
    """Return the edit that adds an entry at the end of its list, or news as a page of its own."""
    if kind == "news":
        return _page(entry, read)
    file, name = PLACES[kind]
    before = read(file)
    after = add_item(before, (name,), entry)
    return Edit(file, before, after, f"The {kind} “{entry['id']}” is at the end of “{name}:” in {file}.")


def _page(entry: dict[str, Any], read: Read) -> Edit:
    file = f"{NEWS}/{entry['id']}.md"
    before = read(file)
    if before:
        raise Mistake(f"The page {file} is there already", "choose another name")
    matter = {key: value for key, value in entry.items() if key not in ("id", "text")}
    lines = ["---", *written(matter), "---", "", entry["text"], ""]
    return Edit(file, before, "\n".join(lines).encode(), f"The news is in {file}: write more of it there.")


def cancel(
    loaded: Loaded, event_id: str, day: date, session: str | None, reason: str, read: Read, *, today: date
) -> Edit:
    """Return the edit that cancels one date of an event, which is updated today. Mistake when it cannot be."""
    library = loaded.library
    assert library is not None  # a site without problems has one
    number = _place_of(library, event_id)
    event = library.events[number]
    source = loaded.sources["events"][number]
    before = read(source.document.name)
    path = (*source.path, "changes")
    said = f"“{event.title}” on {day_words(day)} is cancelled: {reason}. It is in {source.document.name}."
    said += _still_on(library, event, day, session)
    index = _change_of(library, event, day, session)
    if index is None:
        change = {"date": day.isoformat(), "session": session, "cancelled": reason}
        told = {key: value for key, value in change.items() if value}
        after = add_item(before, path, told, after="when")
    else:
        _refuse_contradiction(event.changes[index], source.document.place((*path, index)).line, reason)
        after = add_key(before, (*path, index, "cancelled"), reason)
    return Edit(source.document.name, before, _updated(after, source.path, event, today), said)


def _updated(raw: bytes, path: Path_, event: Event, today: date) -> bytes:
    """Return a file in which an event is updated today: calendars take the edit for newer than what they have."""
    if event.updated == today or (event.published and event.published > today):
        return raw  # before it is published nobody has it
    return set_key(raw, (*path, "updated"), today.isoformat(), after="published")


def _place_of(library: Library, event_id: str) -> int:
    ids = [event.id for event in library.events]
    if event_id not in ids:
        raise Mistake(f"There is no event “{event_id}”", did_you_mean(event_id, ids))
    return ids.index(event_id)


def _change_of(library: Library, event: Event, day: date, session: str | None) -> int | None:
    """Return the place of the change that is about a date already: of the day announced, or of the one it moved to."""
    meant = slots_of(library, event, day, session)
    there = [
        change
        for change in event.changes
        if change.moved_to
        and change.moved_to.date == day != change.date
        and session in (None, change.session)
    ]
    if there and (meant or len(there) > 1):
        names = names_words([str(change.date) for change in there])
        message = f"There are several on {day}: one was moved there from {names}"
        remedy = f"write {there[0].date} for that one; any other is cancelled by hand, below “changes:”"
        raise Mistake(message, remedy)
    change = there[0] if there else None
    if len(meant) == 1 and not there:
        change = change_of(library, event, meant[0])
    return event.changes.index(change) if change else None


def _still_on(library: Library, event: Event, day: date, session: str | None) -> str:
    """Say that the extra date of a day is still on, where another date of it is cancelled."""
    meant = slots_of(library, event, day, session)
    others = [slot for slot in slots_of(library, event, day, EXTRA) if slot.extra and slot not in meant]
    on = [slot for slot in others if not _is_cancelled(library, event, slot)]
    return " The extra date of that day still takes place: “--session extra” cancels it." if on else ""


def _is_cancelled(library: Library, event: Event, slot: Slot) -> bool:
    change = change_of(library, event, slot)
    return bool(change and change.cancelled)


def _refuse_contradiction(change: Change, line: int, reason: str) -> None:
    if change.cancelled:
        raise Mistake(f"{change.date} is cancelled already, in line {line}", f"reason: {change.cancelled}")
    if change.goes_ahead:
        message = f"{change.date} has a change already, in line {line}"
        raise Mistake(message, f"write there “cancelled: {reason}” in place of “goes_ahead:”")
