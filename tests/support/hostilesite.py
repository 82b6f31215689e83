"""A site that has every field once, and finds by itself which of its fields take free text, to fill them all.

A field of text that the models get is filled without a word here, as long as SITE has an entry of its model.
"""

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import TypeAdapter, ValidationError

from librarysite.model import Article, Entry, Service
from librarysite.reading.load import FILES

MARKDOWN = {("Event", "description"), ("Notice", "text"), ("Offer", "description")}
PROBE = "Any words <b> at all"
LINK = "https://a.example/?q='onmouseover='alert(1)&x={{1300+37}}`$(x)#'-alert(1)-'"
EMAIL = "o'neill+{{1300+37}}`@example.org"

WEEK = {f"{day}day": "09:00 to 17:00" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")}

# Keys of free text that cannot stand together are told apart by None: the field is left out of that entry.


def one_date(day: str) -> dict[str, str | None]:
    """Return when an event is that takes place once: only a series ends."""
    return {"on": f"{day} 10:00 to 11:00", "ended": None}


SITE: dict[str, dict[str, Any]] = {
    "data/service.yaml": {
        "website": "https://test.example/a'b{{1300+37}}/",
        "calendar_domain": "test.example",
        "launched": "2026-11-02",
        "catalogue": LINK,
        "help": {"phone": "01582 547418", "email": EMAIL, "link": LINK},
        "holidays": {"also": [{"date": "2026-12-10"}]},
        "terms": [{"from": "2026-09-03", "to": "2026-12-18"}],
        "audiences": [{"id": "adults"}],
        "types": [{"id": "talk"}],
        "topics": [{"id": "opening"}],
        "facilities": [{"id": "wifi"}],
        "run_by": [{"from": "2024"}],
        "open_data": {"licence": "MIT", "sources": [{"link": LINK}]},
    },
    "data/branches.yaml": {
        "branches": [
            {
                "id": "central",
                "address": {"postcode": "LU1 2NG"},
                "uprn": "10007768486",
                "position": "51.881146, -0.416991",
                "phone": "01582 547418",
                "email": EMAIL,
                "hours": [{"from": "2024-01-01", "checked": "2026-11-01"} | WEEK],
                "facilities": ["wifi"],
                "access": {"lift": "no"},
                "opened": "1990",
                "statutory": "yes",
                "run_as": "LAL",
                "shares_building": "yes",
            },
            {
                "id": "old",
                "address": {"postcode": "LU1 2NH"},
                "closed": {"from": "2014"},
                "statutory": "no",
                "run_as": "CL",
            },
        ]
    },
    "data/status.yaml": {
        "closures": [
            {"id": "now", "branches": "all", "on": "2026-11-23", "cancelled": None},
            {"id": "later", "branches": ["central"], "on": "2026-11-26", "cancelled": None},
            {"id": "not", "branches": ["central"], "on": "2026-11-27"},
        ],
        "changed_hours": [
            {"branches": ["central"], "on": "2026-11-24", "hours": "10:00 to 12:00", "cancelled": None},
            {"branches": ["central"], "on": "2026-11-25", "hours": "10:00 to 12:00"},
        ],
        "notices": [
            {"id": level, "level": level, "from": "2026-11-20", "to": "2026-11-30", "link": LINK, "cancelled": gone}
            for level, gone in (("information", None), ("disruption", None), ("emergency", "x"))
        ],
    },
    "data/events.yaml": {
        "events": [
            {
                "id": "weekly",
                "branch": "central",
                "when": [{"every": "Tuesday", "at": "10:00 to 11:00", "from": "2026-11-03", "until": "2026-12-15"}],
                "changes": [
                    {"date": "2026-12-01"},
                    {"date": "2026-12-08", "cancelled": None, "moved_to": "2026-12-09 10:00 to 11:00"},
                ],
                "for": ["adults"],
                "type": "talk",
                "booking": {"link": LINK, "phone": "01582 547418"},
                "access": ["quiet"],
            },
            {"id": "elsewhere", "place": {"position": "51.88, -0.41"}, "when": one_date("2026-12-02")},
            {"id": "online", "online": {"link": LINK}, "when": one_date("2026-12-03"), "type": "talk"},
            {"id": "over", "branch": "central", "when": one_date("2026-11-05"), "for": "adults"},
        ]
    },
    "data/offers.yaml": {
        "offers": [
            {"id": "books", "link": LINK},
            {"id": "line", "kind": "help line", "phone": "01582 547418", "email": EMAIL},
        ]
    },
    "content/news/words.md": {"published": "2026-11-20", "updates": [{"date": "2026-11-21"}], "topics": ["opening"]},
    "content/index.md": {},
    "content/about.md": {"lang": "ur", "dir": "rtl", "updates": [{"date": "2026-11-21"}]},
}  # fmt: skip


@cache  # a hundred sites are filled, each with the same models, and asking pydantic takes a second
def texts(model: type[Entry]) -> frozenset[str]:
    """Return the keys of a model that take any words, and may end up anywhere."""
    return frozenset(
        field.alias or name
        for name, field in model.model_fields.items()
        if name != "path" and takes(field, PROBE)
    )


def takes(field: Any, text: str) -> bool:
    """Tell whether a field takes some words and keeps them."""
    adapter = TypeAdapter(
        Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    )
    try:
        value = adapter.validate_python(text)
    except ValidationError:
        return False
    return any(isinstance(part, str) and part for part in (value if isinstance(value, tuple) else [value]))


def inner(model: type[Entry]) -> dict[str, type[Entry]]:
    """Return the keys of a model that hold entries of their own, with the models of those."""
    found = {}
    for name, field in model.model_fields.items():
        for kind in models_in(field.annotation):
            found[field.alias or name] = kind
    return found


def models_in(annotation: Any) -> Iterator[type[Entry]]:
    """Give the models that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from models_in(part)


def roots() -> Iterator[tuple[str, str, type[Entry]]]:
    """Give each kind of entry with its file and its list; a file that is one entry has no list."""
    yield "data/service.yaml", "", Service
    for file, lists in FILES.items():
        yield from ((file, key, kind) for key, kind in lists.items())
    yield from ((file, "", Article) for file in SITE if file.startswith("content/"))


def every_text() -> set[tuple[str, str]]:
    """Return each field of free text of each model that a site is made of, as (model, key)."""
    found, waiting = set(), [kind for _, _, kind in roots()]
    seen: set[type[Entry]] = set()
    while waiting:
        kind = waiting.pop()
        if kind not in seen:
            seen.add(kind)
            found |= {(kind.__name__, key) for key in texts(kind)}
            waiting += inner(kind).values()
    return found


class Filled:
    """The site with some words in every field of free text that takes them. ``done`` has the fields filled."""

    def __init__(self, words: str, marked: str = "") -> None:
        """Fill the fields, those in Markdown with words of their own; those that refuse the words get plain ones."""
        self.words, self.marked = words, marked or words
        self.done: set[tuple[str, str]] = set()
        self.refused: set[tuple[str, str]] = set()
        self.files = copy.deepcopy(SITE)
        for file, key, kind in roots():
            for entry in [self.files[file]] if not key else self.files[file][key]:
                self._fill(entry, kind)

    def _fill(self, entry: dict[str, Any], kind: type[Entry]) -> None:
        for name, field in kind.model_fields.items():
            key = field.alias or name
            if key in entry and entry[key] is None:
                del entry[key]
                continue
            if key not in texts(kind):
                continue
            where = (kind.__name__, key)
            words = self.marked if where in MARKDOWN else self.words
            taken = takes(field, words)
            (self.done if taken else self.refused).add(where)
            entry[key] = words if taken else "Plain words"
        for key, below in inner(kind).items():
            value = entry.get(key)
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, dict):
                    self._fill(part, below)

    def write(self, folder: Path, body: str = "") -> None:
        """Write the files as a web form saves them, with every unusual character as an escape."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name.startswith("content/"):
                path.write_text(f"---\n{dumped(data)}---\n\n{body}\n", encoding="utf-8", newline="")
            else:
                path.write_text(dumped(data), encoding="utf-8")


def dumped(data: object) -> str:
    """Return entries as YAML that any reader of YAML reads alike."""
    quoted = yaml.dump(json.loads(json.dumps(data)), default_style='"', width=10**9)
    assert isinstance(quoted, str)
    return quoted
