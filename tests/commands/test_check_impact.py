"""``librarysite check --impact``, in a real Git repository, and how a pull request shows it."""

import time
from pathlib import Path

import pytest
import yaml

from librarysite.cli import main
from tests.conftest import change, git

pytestmark = pytest.mark.slow  # makes two sites

Output = pytest.CaptureFixture[str]
CANCELLED = "    changes:\n      - date: 2026-12-01\n        cancelled: Illness\n"


def cancel(folder: Path) -> None:
    """Cancel the first Baby rhyme time of December, which has changes already."""
    events = folder / "data" / "events.yaml"
    entry, rest = events.read_text(encoding="utf-8").split("\n  - id: baby-rhyme-time-central\n")
    rest = rest.replace("    changes:\n", CANCELLED, 1)
    events.write_text(f"{entry}\n  - id: baby-rhyme-time-central\n{rest}", encoding="utf-8")


def test_impact_since_the_last_commit(repository: Path, capsys: Output) -> None:
    """What readers will see of the files that are not committed yet is told last; the check passes."""
    cancel(repository)
    assert main(["check", "--impact"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("All is well: ")
    told = said.partition("\n\n")[2].splitlines()
    assert told[0].startswith("This edit changes ")
    assert told[0].endswith(" and cancels 1 date.")
    assert told[1] == (
        "  Cancelled: Baby rhyme time at Luton Central Library, Tuesday 1 December 2026, 10:30am to 11am (Illness)"
    )
    assert "/whats-on/baby-rhyme-time-central/" in next(line for line in told if line.startswith("  Pages: "))


def test_impact_of_nothing(repository: Path, capsys: Output) -> None:
    """Without an edit it is told that there is nothing to see."""
    assert main(["check", "--impact"]) == 0
    assert capsys.readouterr().out.endswith("\n\nThis edit changes nothing that readers see.\n")


def test_impact_since_a_revision(repository: Path, capsys: Output) -> None:
    """With ``--against`` everything since that revision is told, committed or not."""
    cancel(repository)
    git(repository, "commit", "-a", "-m", "Illness")
    assert main(["check", "--impact"]) == 0
    assert "nothing that readers see" in capsys.readouterr().out
    assert main(["check", "--impact", "--against", "HEAD~1"]) == 0
    assert " and cancels 1 date." in capsys.readouterr().out


def test_words_of_a_page_have_an_impact(repository: Path, capsys: Output) -> None:
    """Of a page of words, what stands below its front matter counts; a page that Git does not know yet is new."""
    about = repository / "content" / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\nWe lend books.\n", encoding="utf-8")
    (repository / "content" / "history.md").write_text("---\ntitle: History\n---\n\nOld.\n", encoding="utf-8")
    assert main(["check", "--impact"]) == 0
    said = capsys.readouterr().out
    assert "This edit changes 1 page and adds 1 page.\n  Pages: /about/\n  New pages: /history/\n" in said


def test_no_impact_of_mistakes(repository: Path, capsys: Output) -> None:
    """With a mistake only that is told, and when the impact will be; the check fails."""
    cancel(repository)
    change(repository / "data" / "events.yaml", "every: Tuesday", "every: Tuseday")
    assert main(["check", "--impact"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Error: ")
    assert said.err.endswith("What this edit changes is told as soon as that is put right.\n")


def test_impact_on_entries_with_mistakes(repository: Path, capsys: Output) -> None:
    """An edit that mends what was broken is not compared with it: that is said, and the check passes."""
    whole = (repository / "data" / "events.yaml").read_text(encoding="utf-8")
    change(repository / "data" / "events.yaml", "every: Tuesday", "every: Tuseday")
    git(repository, "commit", "-a", "-m", "A slip")
    (repository / "data" / "events.yaml").write_text(whole, encoding="utf-8")
    assert main(["check", "--impact"]) == 0
    said = capsys.readouterr()
    assert "This edit" not in said.out
    assert "The entries of HEAD have mistakes, so what this edit changes cannot be told." in said.err


def test_impact_without_git(site_copy: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Git knows nothing, that is said in Git's own words and the command ends with 1."""
    monkeypatch.chdir(site_copy)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site_copy.parent))
    assert main(["check", "--impact"]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("Git has no entries of “HEAD” here: ")


def test_pull_request_shows_the_impact(
    repository: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On GitHub the same words are added to the summary of the run, as plain text whatever stands in the entries."""
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    change(repository / "data" / "events.yaml", "title: Baby rhyme time", "title: Rhymes ``` **now**")
    assert main(["check", "--impact"]) == 0
    said = capsys.readouterr().out.partition("\n\n")[2]
    assert "Renamed: Baby rhyme time, now Rhymes ``` **now**" in said
    assert summary.read_text(encoding="utf-8") == (
        f"Before.\nOf the changes in data/ and content/ readers will see:\n\n~~~~~text\n{said}~~~~~\n"
    )


def test_workflow_asks_for_the_impact_of_pull_requests(root: Path) -> None:
    """The check of a pull request compares with the branch that it is for; a build by the clock compares nothing."""
    workflow = yaml.safe_load((root / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))
    runs = [
        step["run"]
        for step in workflow["jobs"]["check"]["steps"]
        if "librarysite check" in step.get("run", "")
    ]
    assert len(runs) == 1
    of_pull_request, otherwise = runs[0].split("else\n")
    assert 'librarysite check --impact --against "origin/$GITHUB_BASE_REF"\n' in of_pull_request
    assert "--impact" not in otherwise


def test_impact_is_told_in_seconds(repository: Path) -> None:
    """Somebody waits for it: the sample site takes a few seconds even where other work goes on."""
    cancel(repository)
    begun = time.process_time()
    assert main(["check", "--impact"]) == 0
    assert time.process_time() - begun < 15
