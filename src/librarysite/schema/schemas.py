"""JSON Schema of the data files, made from the models, for the programs that people edit with.

These show what can stand where, what each line is, and a slip while it is typed, in the words of the check. The ids of
libraries, audiences and so on come from the entries, and are in a file of their own, which may be older than these.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from librarysite.model import Change, Entry, Event, Library, Service
from librarysite.notation import ANY_TEXT, SYNTAX_OF, TODAY, Syntax
from librarysite.reading.load import CLOSED_LISTS, FILES, REQUIRED_FILES, SERVICE_FILE
from librarysite.reading.references import ALL, CALLED, REFERENCES, STATUS
from librarysite.reading.tables import table

Json = dict[str, Any]

FOLDER = "schema/"
IDS = f"{FOLDER}ids.json"
EVENT_FILE, ONE_EVENT = "data/events.yaml", "data/event.yaml"
# Which lines of which kind of entry name entries of another list.
NAMING = {kind: REFERENCES.get(name, {}) for lists in FILES.values() for name, kind in lists.items()}
NAMING[Change] = {"branch": "branches"}
SHORT_FOR = {TODAY: "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"}  # as snippets say it
EMPTY = {"not": {"type": ["string", "number", "boolean", "array", "object"]}}
NOTHING = {"$ref": "#/$defs/nothing"}


def schemas() -> dict[str, bytes]:
    """Return the schemas of the data files by their paths: the same for every site."""
    kinds = {name: tuple(lists.values()) for name, lists in FILES.items()}
    kinds |= {SERVICE_FILE: (Service,), ONE_EVENT: (Event,)}
    made: dict[str, Json] = {name: _lists(name) for name in FILES} | {SERVICE_FILE: _ref(Service)}
    # The file of a single event is the entry by itself, or has the list round it all the same.
    made[ONE_EVENT] = {
        "if": {"required": ["events"]},
        "then": made[EVENT_FILE],
        "else": _ref(Event) | _new(Event),
    }
    return {
        f"{FOLDER}{Path(name).stem}.json": _bytes(schema | {"$defs": _definitions(kinds[name])})
        for name, schema in made.items()
    }


def ids(library: Library) -> bytes:
    """Return the schema of the ids that entries can name, with the names that belong to them."""
    service = library.service
    named = {key: {group.id: group.name for group in getattr(service, key)} for key in CLOSED_LISTS}
    named["branches"] = {branch.id: branch.name for branch in library.branches}
    made = {key: _one_of_ids(CALLED[key], names) for key, names in named.items()}
    made["all"] = _one_of_ids(CALLED["branches"], {ALL: "All libraries"} | named["branches"])
    return _bytes({"$defs": made})


def _bytes(schema: Json) -> bytes:
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def _one_of_ids(called: str, names: dict[str, str]) -> Json:
    words = f"There is no {called} with this id. If it is new, make it known here: librarysite schema"
    listed = {"enum": list(names), "enumDescriptions": list(names.values()), "errorMessage": words}
    # What looks like a number or like true may be an id, too; the check will tell.
    return {"anyOf": [listed, {"not": {"type": ["string", "array", "object"]}}]}


def _ref(kind: type[Entry]) -> Json:
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _new(kind: type[Entry], **where: str) -> Json:
    """Return the whole entries that are offered to begin with; an item of a list gets its dash by its type."""
    entries = table("lines")["new"].get(kind.__name__, {})
    return {"defaultSnippets": [{"label": label, "body": lines} | where for label, lines in entries.items()]}


def _definitions(kinds: Iterable[type[Entry]]) -> Json:
    """Return the schemas of some kinds of entry and of what stands within them."""
    _, made = models_json_schema([(kind, "validation") for kind in kinds], schema_generator=_Generator)
    entries = {name: schema for name, schema in made["$defs"].items() if "errorMessage" in schema}
    return entries | {"nothing": EMPTY}


def _lists(name: str) -> Json:
    """Return the schema of a file that holds lists of entries."""
    needed = name in REQUIRED_FILES
    properties = {}
    for key, kind in FILES[name].items():
        entries = _list_of(_ref(kind)) | _new(kind, type="array")
        ways = [entries] if needed else [entries, NOTHING]
        properties[key] = _line(table("lines")[name][key], ways)
    return _keys(properties, list(properties) if needed else [])


def _list_of(item: Json) -> Json:
    """Return the schema of a list. Types are in brackets, or the language server would mix its words with ours."""
    return {
        "type": ["array"],
        "items": item,
        "errorMessage": "A list is expected here: begin each entry with a dash",
    }


def _line(what: str, ways: list[Json]) -> Json:
    """Return the schema of what can stand at a key: one of some ways to write it."""
    return {"description": what} | _any(ways)


def _any(ways: list[Json]) -> Json:
    """Return the schema for one of some ways, in pairs: of three, the language server would show empty titles."""
    return ways[0] if len(ways) == 1 else {"anyOf": [ways[0], _any(ways[1:])]}


def _ways(schema: Json) -> list[Json]:
    """Return the ways that such a schema is made of."""
    return [schema["anyOf"][0], *_ways(schema["anyOf"][1])] if "anyOf" in schema else [schema]


def _keys(properties: Json, required: list[str]) -> Json:
    """Return the schema of an entry. What it asks for stands in parts, because each part has one message."""
    missing = {key: f"“{key}” is missing from this entry: add a line “{key}:”" for key in required}
    return {
        "properties": properties,
        "additionalProperties": False,
        "errorMessage": f"This is not known here: write one of: {', '.join(properties)}",
        "allOf": [
            {
                "type": ["object"],
                "errorMessage": "An entry with keys is expected here: write “key: value” lines",
            },
            *({"required": [key], "errorMessage": words} for key, words in missing.items()),
        ],
    }


def _value(syntax: Syntax) -> list[Json]:
    """Return the ways in which one value can be written."""
    text: Json = {"type": ["string"]}
    if syntax is not ANY_TEXT:
        text |= {"pattern": syntax.whole, "patternErrorMessage": syntax.words}
    text["errorMessage"] = syntax.words
    if syntax.example:
        text["examples"] = [syntax.example]
    if syntax.choices:
        text["defaultSnippets"] = [
            {"label": word, "bodyText": SHORT_FOR.get(word, word)} for word in syntax.choices
        ]
    others = [kind for kind in ("number", "boolean") if kind not in syntax.plain]
    return (
        [text, {"not": {"type": ["string", "array", "object", "null", *others]}}] if syntax.plain else [text]
    )


class _Generator(GenerateJsonSchema):
    """Follows the models, but says how values are written, not what becomes of them."""

    def sort(self, value: Any, parent_key: str | None = None) -> Any:
        """The order is ours: that of the lines in the models."""
        return value

    def field_title_should_be_set(self, schema: Any) -> bool:
        """A field has its name, and needs no title."""
        return False

    def default_schema(self, schema: Any) -> Json:
        """What a line means that is left out is said in words."""
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: Any) -> Json:
        """Whether a line may be left empty depends on whether it is required."""
        return self.generate_inner(schema["schema"])

    def function_before_schema(self, schema: Any) -> Json:
        """A reader of text decides how a value is written; one value may stand for a list of one."""
        function = schema["function"]["function"]
        if read := getattr(function, "__wrapped__", None):
            return _any(_value(SYNTAX_OF.get(read, ANY_TEXT)))
        made = self.generate_inner(schema["schema"])
        own = _value(SYNTAX_OF[function]) if function in SYNTAX_OF else []
        if "items" in made:
            one = own or _ways(made["items"])
            return _any([*one, _list_of(_any(one))])
        return _any([*own, *_ways(made)])

    def model_schema(self, schema: Any) -> Json:
        """An entry knows its lines, each with what it is; what is not required may be empty."""
        made, kind = super().model_schema(schema), schema["cls"]
        required = made.get("required", [])
        properties = {}
        for key, field in made["properties"].items():
            ways = _names_ids(kind, key, _ways(field))
            ways = ways if key in required else [*ways, NOTHING]
            properties[key] = _line(_what_is(kind, key), ways)
        return _keys(properties, required)


def _names_ids(kind: type[Entry], key: str, ways: list[Json]) -> list[Json]:
    """Return the ways to name entries of another list, where a line does; several where it may name several."""
    naming = NAMING.get(kind, {})
    if key not in naming:
        return ways
    target = "all" if naming is STATUS and key == "branches" else naming[key]
    one = {"$ref": f"ids.json#/$defs/{target}"}
    return [one, *(_list_of(one) for way in ways if "items" in way)]


def _what_is(kind: type[Entry], key: str) -> str:
    """Return what a line is, in the words for its kind of entry, else in those for every kind."""
    lines = table("lines")
    names = [*(base.__name__ for base in kind.__mro__), "every"]
    words: str = next(lines[name][key] for name in names if key in lines.get(name, {}))
    return words
