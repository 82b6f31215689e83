"""``check``: finds every mistake, says what would vanish and what an edit changes for readers."""

import argparse
import io
import os
import subprocess
import sys
import tarfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from librarysite.checks.words.sitewords import reading_notes
from librarysite.commands.output import ENTRIES, ROOT, tell
from librarysite.compare.impact import impact, impact_words, read_edition
from librarysite.compare.merged import mixed_up
from librarysite.compare.vanished import vanished
from librarysite.model import Library
from librarysite.problems import Mistake, Problem, count, errors
from librarysite.reading.load import load
from librarysite.site import Reading, read_site
from librarysite.wording.holidays import holiday_plan


def check(chosen: argparse.Namespace, reading: Reading) -> int:
    """Tell what is wrong, else what the next holidays mean and, if asked, what an edit changes for readers."""
    if chosen.reading:
        print(*reading_notes(reading.loaded), sep="\n")
        return 0
    problems = [*reading.problems, *_mixed_up(reading)]
    if chosen.against:
        problems = [*problems, *_vanished(chosen, reading)]
    tell([*problems, *reading.due])
    library = reading.library
    if errors(problems) or library is None:
        if chosen.impact:
            print("What this edit changes is told as soon as that is put right.", file=sys.stderr)
        return 1
    print(
        f"All is well: {len(library.in_service_on(chosen.now.date()))} libraries in service, "
        f"{count(len(library.events), 'event')}, {count(len(library.closures), 'closure')}."
    )
    plan = list(holiday_plan(library, chosen.now.date()))
    print("Holidays in the next eight weeks:" if plan else "No holidays in the next eight weeks.")
    print(*(f"  {sentence}\n" for sentence in plan), sep="", end="")
    if chosen.impact:
        _tell_impact(library, chosen.against or "HEAD", chosen.now)
    return 1 if chosen.due and reading.due else 0


def _mixed_up(reading: Reading) -> list[Problem]:
    """Return what Git has mixed up in the merge that is checked out, if it is one and no entry was edited since.

    Where a person has had a hand in it, what looks mixed up may be meant, and is a warning.
    """
    parents = _git("rev-parse", "HEAD^1", "HEAD^2").split()
    bases = _git("merge-base", "--all", *parents).split() if len(parents) == 2 else []
    if len(bases) != 1 or errors(reading.problems) or _git("status", "--porcelain", "--", *ENTRIES):
        return []
    editions = []
    for revision in (*bases, *parents):
        with TemporaryDirectory() as folder:
            editions.append(load(_as_it_was(revision, Path(folder))))
    if any(edition.library is None or errors(edition.problems) for edition in editions):
        return []
    base, ours, theirs = editions
    tree = _git("merge-tree", "--write-tree", *parents).strip()
    by_git = bool(tree) and not _git("diff", "--name-only", tree, "HEAD", "--", *ENTRIES)
    return [replace(problem, warning=not by_git) for problem in mixed_up(base, ours, theirs, reading.loaded)]


def _git(*words: str) -> str:
    """Return what Git says, nothing when it cannot or there is no Git."""
    try:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def _vanished(chosen: argparse.Namespace, reading: Reading) -> list[Problem]:
    """Return what would vanish, compared with the entries as they were in a revision that Git knows."""
    if errors(reading.problems):
        return []  # an entry with a slip in it is not gone
    with TemporaryDirectory() as folder:
        before = load(_as_it_was(chosen.against, Path(folder)))
    if before.library is None:
        print(f"The entries of {chosen.against} cannot be read, so nothing was compared.", file=sys.stderr)
    return vanished(before, reading.loaded, chosen.now)


def _tell_impact(library: Library, revision: str, now: datetime) -> None:
    """Tell what readers will see of the edit since a revision."""
    with TemporaryDirectory() as name:
        folder = _as_it_was(revision, Path(name))
        before = read_site(folder, now)
        if before.library is None or errors(before.problems):
            why = f"The entries of {revision} have mistakes, so what this edit changes cannot be told."
            print(why, file=sys.stderr)
            return
        editions = read_edition(folder, before.library, now), read_edition(ROOT, library, now)
        words = impact_words(impact(*editions))
    print(f"\n{words}")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        told = f"Of the changes in data/ and content/ readers will see:\n\n~~~~~text\n{words}\n~~~~~\n"
        with Path(summary).open("a", encoding="utf-8") as page:
            page.write(told)


def _as_it_was(revision: str, folder: Path) -> Path:
    """Put the entries as they were in a revision into a folder; Mistake when Git cannot give them."""
    listed = subprocess.run(
        ["git", "ls-tree", "--name-only", revision], cwd=ROOT, capture_output=True, check=False
    )
    there = [name for name in ENTRIES if name.encode() in listed.stdout.split()]
    command = ["git", "archive", "--format=tar", revision, "--", *(there or ENTRIES)]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if asked.returncode:
        why = asked.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise Mistake(f"Git has no entries of “{revision}” here", "".join(why) or "name a branch or a commit")
    with tarfile.open(fileobj=io.BytesIO(asked.stdout)) as archive:
        for member in archive:
            if content := archive.extractfile(member):  # only files: no link may lead out of the folder
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
    return folder
