"""Reads the golden cases of hours and dates: what editors write, with the answers worked out by hand."""

import json
from pathlib import Path
from typing import Any

from librarysite.model import Library
from librarysite.reading.load import load
from librarysite.reading.loaded import Loaded
from librarysite.yamlfile.reader import parse
from librarysite.yamlfile.tree import plain

SERVICE = {
    "name": "Test Libraries",
    "authority": "Test Council",
    "website": "https://test.example/",
    "calendar_domain": "test.example",
    "launched": "2024-01-02",
    "help": {"phone": "01582 547418"},
}


def read_cases(file: Path) -> dict[str, Any]:
    """Return a case file as editors' text, read by the program's own strict reader."""
    document = parse(file.read_bytes(), file.name)
    assert not document.problems
    data = plain(document.root)
    assert isinstance(data, dict)
    return data


def enter(folder: Path, files: dict[str, Any]) -> Loaded:
    """Write what editors entered into a site's data files (JSON is YAML too) and load them, mistakes and all."""
    (folder / "data").mkdir()
    for name, data in files.items():
        (folder / "data" / name).write_text(json.dumps(data), encoding="utf-8")
    return load(folder)


def load_entered(folder: Path, files: dict[str, Any]) -> Library:
    """Return the library of what editors entered, which has no mistakes."""
    loaded = enter(folder, files)
    assert not loaded.problems
    assert loaded.library is not None
    return loaded.library
