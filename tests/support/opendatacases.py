"""The service of ``cases/opendata``, for the tests of open data, JSON-LD and the status feed."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.problems import report
from librarysite.reading.load import load

CASES = Path(__file__).parents[1] / "cases" / "opendata"
NOW = Now(datetime(2026, 11, 23, 9, tzinfo=ZONE))


def service(folder: Path, **more: str) -> Library:
    """Return the service; ``events="events: ..."`` writes one more file of data, or another in its place."""
    (folder / "data").mkdir(parents=True)
    for path in CASES.glob("*.yaml"):
        (folder / "data" / path.name).write_bytes(path.read_bytes())
    for name, text in more.items():
        (folder / "data" / f"{name}.yaml").write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert loaded.problems == [], report(loaded.problems)
    assert loaded.library is not None
    return loaded.library


def data(files: dict[str, bytes]) -> Any:
    """Return what the one JSON file says."""
    ((address, content),) = files.items()
    assert re.fullmatch(r"data/[a-z-]+\.json", address)
    assert content.endswith(b"}\n")
    return json.loads(content)


def by_id(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return records by their id."""
    return {record["id"]: record for record in found}
