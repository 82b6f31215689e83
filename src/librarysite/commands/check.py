"""``check``: finds every mistake, says what would vanish and what an edit changes for readers."""

import io
import os
import subprocess
import sys
import tarfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from librarysite.checks.words.sitewords import reading_notes
from librarysite.commands.command import Command
from librarysite.commands.output import ENTRIES, ROOT, read_here, tell
from librarysite.compare.merged import mixed_up
from librarysite.compare.vanished import vanished
from librarysite.model import Library
from librarysite.moment import Now
from librarysite.problems import Mistake, Problem, count, errors
from librarysite.reading.load import load
from librarysite.reading.loaded import Loaded
from librarysite.reading.settings import missing_look
from librarysite.site import Reading, read_site
from librarysite.wording.holidays import holiday_plan


@click.command(
    cls=Command,
    examples=[
        "librarysite check",
        "librarysite check --impact",
        "librarysite check --impact --against origin/main",
    ],
)
@click.option(
    "--due", "fails_on_due", is_flag=True, help="Fail, too, on what has become wrong because time passed."
)
@click.option(
    "--against",
    "revision",
    metavar="REV",
    help="Refuse, too, what subscribers would lose, compared with a Git revision.",
)
@click.option(
    "--impact",
    "with_impact",
    is_flag=True,
    help="Tell what readers will see of your edit, since the last commit or the revision of --against.",
)
@click.option(
    "--reading", "only_reading", is_flag=True, help="Tell only how easily each page can be read; never fails."
)
@click.option(
    "--settings",
    "only_settings",
    is_flag=True,
    help="Tell only what in mkdocs.yml stops a build before any entry is read.",
)
@click.pass_obj
def check(
    now: Now,
    fails_on_due: bool,
    revision: str | None,
    with_impact: bool,
    only_reading: bool,
    only_settings: bool,
) -> int:
    """Find every mistake in data/ and content/.

    If there is none, it says what the libraries do on the next holidays.
    """
    if only_settings:
        tell(found := list(missing_look(ROOT)))
        return 1 if found else 0
    reading = read_here(now.today)
    if only_reading:
        print(*reading_notes(reading.loaded), sep="\n")
        return 0
    problems = [*reading.problems, *_mixed_up(reading), *_vanished(revision, reading, now)]
    tell([*problems, *reading.due])
    library = reading.library
    if errors(problems) or library is None:
        if with_impact:
            print("What this edit changes is told as soon as that is put right.", file=sys.stderr)
        return 1
    _tell_all_is_well(library, now.today)
    if with_impact:
        _tell_impact(library, revision or "HEAD", now)
    return 1 if fails_on_due and reading.due else 0


def _tell_all_is_well(library: Library, today: date) -> None:
    """Tell how much was read, and what the next holidays mean."""
    print(
        f"All is well: {len(library.in_service_on(today))} libraries in service, "
        f"{count(len(library.events), 'event')}, {count(len(library.closures), 'closure')}."
    )
    plan = list(holiday_plan(library, today))
    print("Holidays in the next eight weeks:" if plan else "No holidays in the next eight weeks.")
    print(*(f"  {sentence}\n" for sentence in plan), sep="", end="")


def _mixed_up(reading: Reading) -> list[Problem]:
    """Return what Git has mixed up in the merge that is checked out, if it is one and no entry was edited since.

    Where a person has had a hand in it, what looks mixed up may be meant, and is a warning.
    """
    parents = _git("rev-parse", "HEAD^1", "HEAD^2").split()
    bases = _git("merge-base", "--all", *parents).split() if len(parents) == 2 else []
    if len(bases) != 1 or errors(reading.problems) or _git("status", "--porcelain", "--", *ENTRIES):
        return []
    base, ours, theirs = (_loaded(revision) for revision in (*bases, *parents))
    if not all(_is_good(edition) for edition in (base, ours, theirs)):
        return []
    tree = _git("merge-tree", "--write-tree", *parents).strip()
    by_git = bool(tree) and not _git("diff", "--name-only", tree, "HEAD", "--", *ENTRIES)
    return [replace(problem, warning=not by_git) for problem in mixed_up(base, ours, theirs, reading.loaded)]


def _is_good(loaded: Loaded) -> bool:
    return loaded.library is not None and not errors(loaded.problems)


def _git(*words: str) -> str:
    """Return what Git says, nothing when it cannot or there is no Git."""
    try:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def _vanished(revision: str | None, reading: Reading, now: Now) -> list[Problem]:
    """Return what would vanish, compared with the entries as they were in a revision that Git knows."""
    if not revision or errors(reading.problems):
        return []  # an entry with a slip in it is not gone
    before = _loaded(revision)
    if before.library is None:
        print(f"The entries of {revision} cannot be read, so nothing was compared.", file=sys.stderr)
    return vanished(before, reading.loaded, now)


def _tell_impact(library: Library, revision: str, now: Now) -> None:
    """Tell what readers will see of the edit since a revision."""
    # Imported here because most checks are not asked for it, and should not wait for it.
    from librarysite.compare.impact import impact, impact_words, read_edition

    with TemporaryDirectory() as name:
        folder = _as_it_was(revision, Path(name))
        before = read_site(folder, now.today)
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


def _loaded(revision: str) -> Loaded:
    """Return the entries as they were in a revision."""
    with TemporaryDirectory() as folder:
        return load(_as_it_was(revision, Path(folder)))


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
