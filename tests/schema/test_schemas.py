import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from librarysite.cli import main
from librarysite.model import Library, Service
from librarysite.reading.load import FILES
from librarysite.reading.tables import table
from librarysite.schema.schemas import IDS, ids, schemas
from tests.conftest import change


def test_schemas_are_fresh(root: Path) -> None:
    """The schemas in the project are those that the models make; the ids may be older."""
    made = schemas()
    old = [path for path, content in made.items() if (root / path).read_bytes() != content]
    assert old == [], "run: .venv/bin/librarysite schema"
    assert {path.relative_to(root).as_posix() for path in (root / "schema").iterdir()} == {*made, IDS}


@pytest.fixture
def here(site_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the sample site that the command line works on, with its schemas."""
    monkeypatch.setenv("LIBRARYSITE_NOW", "2026-11-23T09:00")
    monkeypatch.chdir(site_copy)
    assert main(["schema"]) == 0
    return site_copy


def test_schemas_are_written(here: Path, sample: Library) -> None:
    """The command writes every schema, and the ids of the entries."""
    written = {path.relative_to(here).as_posix(): path.read_bytes() for path in (here / "schema").iterdir()}
    assert written == {**schemas(), IDS: ids(sample)}


def test_new_id_fails_no_check(here: Path) -> None:
    """Whoever adds an audience on the web need not know of schemas: the check passes; the command makes it known."""
    change(here / "data" / "service.yaml", "id: babies", "id: carers\n    name: Carers\n  - id: babies")
    assert main(["check"]) == 0
    assert b"carers" not in (here / IDS).read_bytes()
    assert main(["schema"]) == 0
    assert b"carers" in (here / IDS).read_bytes()


def test_mistake_takes_no_id_away(here: Path) -> None:
    """While there is a mistake in the entries, the ids stay as they were, and nothing stops."""
    before = (here / IDS).read_bytes()
    change(here / "data" / "branches.yaml", "id: lewsey", "id: Lewsey")
    assert main(["schema"]) == 0
    assert (here / IDS).read_bytes() == before


def test_ids_are_those_of_the_entries(sample: Library) -> None:
    """The ids that can be named are those entered, with their names; “all” can be named where all can be meant."""
    made = json.loads(ids(sample))["$defs"]
    listed = {
        name: dict(zip(*list(schema["anyOf"][0].values())[:2], strict=True)) for name, schema in made.items()
    }
    assert listed["branches"]["stopsley"] == "Stopsley Library"
    assert listed["all"] == {"all": "All libraries"} | listed["branches"]
    assert listed["audiences"] == {group.id: group.name for group in sample.service.audiences}
    assert set(listed) == {"branches", "all", "audiences", "types", "topics", "facilities"}


def test_no_words_are_left_over() -> None:
    """Every line that has words is a line of an entry: one that is gone takes its words with it."""
    kinds = {kind for lists in FILES.values() for kind in lists.values()} | {Service}
    todo = list(kinds)
    while todo:
        for field in todo.pop().model_fields.values():
            found = {kind for kind in models_in(field.annotation) if kind not in kinds}
            kinds |= found
            todo += found
    known: dict[str, set[str]] = {"every": set()}
    for kind in kinds:
        keys = {field.alias for field in kind.model_fields.values()}
        for name in ("every", *(base.__name__ for base in kind.__mro__)):
            known[name] = known.get(name, set()) | keys
    known |= {name: set(lists) for name, lists in FILES.items()}
    words = {(name, key) for name, lines in table("lines").items() if name != "new" for key in lines}
    assert {(name, key) for name, key in words if key not in known.get(name, set())} == set()


def models_in(annotation: Any) -> Iterator[Any]:
    """Yield the models that stand in an annotation."""
    if hasattr(annotation, "model_fields"):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from models_in(part)


def test_words_are_for_staff() -> None:
    """What is shown beside a line is a sentence without the marks of programs, and short enough to read there."""
    for name, lines in table("lines").items():
        for key, words in lines.items() if name != "new" else ():
            assert not re.search(r"`|\bNone\b|\bnull\b|\bstring\b", words), f"{name}.{key}"
            assert 10 < len(words) < 160, f"{name}.{key}"
