"""``new``, ``close`` and ``cancel``: edits of the entries, made only if nothing is wrong before and after them."""

import argparse
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from librarysite.commands.output import ENTRIES, ROOT, branch_named, readable, tell
from librarysite.editing import edits
from librarysite.editing.drafts import draft
from librarysite.editing.edits import Edit
from librarysite.editing.questions import QUESTIONS
from librarysite.model import ZONE
from librarysite.problems import Mistake, errors
from librarysite.site import Reading, read_site


def add(chosen: argparse.Namespace, reading: Reading) -> int:
    """Add the entry that ``new`` and ``close`` describe, asking for what was not given."""
    keys = [question.key for question in QUESTIONS[chosen.kind]]
    given = {key: value for key, value in vars(chosen).items() if key in keys and isinstance(value, str)}
    today = chosen.now.astimezone(ZONE).date()

    def edit() -> Edit:
        library = reading.library
        assert library is not None
        if chosen.command == "close":
            names = (name if name == "all" else branch_named(library, name).id for name in chosen.branches)
            given["branches"] = ",".join(names)
        return edits.add(chosen.kind, draft(chosen.kind, given, library, today, input), _bytes_of)

    return _make(edit, chosen, reading)


def cancel(chosen: argparse.Namespace, reading: Reading) -> int:
    """Cancel one date of an event."""

    def edit() -> Edit:
        reason = " ".join(chosen.reason.split())
        return edits.cancel(reading.loaded, chosen.event, chosen.day, chosen.session, reason, _bytes_of)

    return _make(edit, chosen, reading)


def _bytes_of(name: str) -> bytes:
    path = ROOT / name
    return path.read_bytes() if path.exists() else b""


def _make(edit_of: Callable[[], Edit], chosen: argparse.Namespace, reading: Reading) -> int:
    """Make an edit if the site is without mistakes before it and after it, else tell why nothing was written."""
    if readable(reading) is None:
        return 1
    try:
        edit = edit_of()
        new = [p for p in _tried(edit, chosen.now).problems if p not in reading.problems]
        tell(new)
        if errors(new):
            raise Mistake(
                f"Nothing was written. These lines would have been added to {edit.file}", edit.added
            )
        _write(edit)
    except KeyboardInterrupt:
        print("\nNothing was written.", file=sys.stderr)
        return 1
    print(edit.said)
    return 0


def _tried(edit: Edit, now: datetime) -> Reading:
    """Read the site as it would be with an edit, in a copy."""
    with TemporaryDirectory() as folder:
        for name in ENTRIES:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, Path(folder) / name, symlinks=True)
        path = Path(folder) / edit.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(edit.after)
        return read_site(Path(folder), now)


def _write(edit: Edit) -> None:
    """Put the new file in place of the old one in one step; Mistake if that cannot be done, the old one then stays."""
    path = (ROOT / edit.file).resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    try:
        if _bytes_of(edit.file) != edit.before:
            raise Mistake(
                f"Somebody else has changed {edit.file} meanwhile", "nothing was written: try again"
            )
        new.write_bytes(edit.after)
        if path.exists():
            shutil.copymode(path, new)
        new.replace(path)
    except OSError as error:
        message = f"{edit.file} cannot be written: {error.strerror}"
        raise Mistake(message, "the file is as it was") from None
    finally:
        new.unlink(missing_ok=True)
