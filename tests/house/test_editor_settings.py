import configparser
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import change


def git(folder: Path, *words: str) -> str:
    """Return what Git says in a folder, whatever the settings of the computer are."""
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    name = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    done = subprocess.run(
        ["git", *name, *words], cwd=folder, env=os.environ | own, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture
def repository(root: Path, tmp_path: Path) -> Path:
    """Return a Git repository with the entries and the settings of the project, all committed."""
    for name in ("data", "content"):
        shutil.copytree(root / name, tmp_path / name)
    for name in (".gitattributes", ".gitignore", ".pre-commit-config.yaml"):
        shutil.copy(root / name, tmp_path / name)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message=Begin")
    return tmp_path


def settings(root: Path) -> Any:
    """Return what VS Code is told for this project."""
    return json.loads((root / ".vscode" / "settings.json").read_text(encoding="utf-8"))


def test_vs_code_never_formats_entries(root: Path) -> None:
    """Comments and the order of lines are kept: entries are never formatted, and are saved as the check reads them."""
    said = settings(root)
    assert said["yaml.format.enable"] is False
    assert said["[yaml]"] == {"editor.formatOnSave": False, "editor.formatOnType": False}
    assert (said["files.encoding"], said["files.eol"]) == ("utf8", "\n")
    assert (said["editor.tabSize"], said["editor.insertSpaces"]) == (2, True)


def test_vs_code_asks_nobody_else(root: Path) -> None:
    """The schemas are files of the project, and none is looked for elsewhere."""
    said = settings(root)
    assert said["yaml.schemaStore.enable"] is said["yaml.kubernetesCRDStore.enable"] is False
    assert {str(Path(path)) for path in said["yaml.schemas"]} == {
        f"schema/{name}.json" for name in ("service", "branches", "status", "events", "event", "offers")
    }
    assert all((root / path).is_file() for path in said["yaml.schemas"])
    recommended = json.loads((root / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert "redhat.vscode-yaml" in recommended["recommendations"]


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("*", {"charset": "utf-8", "end_of_line": "lf", "insert_final_newline": "true", "indent_size": "2"}),
        ("*.py", {"indent_size": "4"}),
        ("Makefile", {"indent_style": "tab"}),
        ("*.md", {"trim_trailing_whitespace": "false"}),
    ],
)
def test_editorconfig_says_how_files_are_written(root: Path, section: str, expected: dict[str, str]) -> None:
    """Any editing program is told of UTF-8, line ends, indentation and the spaces that Markdown needs."""
    said = configparser.ConfigParser()
    said.read_string("[top]\n" + (root / ".editorconfig").read_text(encoding="utf-8"))
    assert said["top"]["root"] == "true"
    assert expected.items() <= dict(said[section]).items()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("data/events.yaml", {"merge": "text", "eol": "lf"}),
        ("content/news/new.md", {"merge": "text", "eol": "lf"}),
        ("src/librarysite/cli.py", {"merge": "unspecified", "eol": "lf"}),
        ("docs/picture.png", {"merge": "unset", "text": "unset"}),
        ("tests/data/other.csv", {"text": "unset"}),
    ],
)
def test_git_knows_each_kind_of_file(repository: Path, path: str, expected: dict[str, str]) -> None:
    """Entries are merged as text and never by keeping the lines of both; pictures and others' data stay as they are."""
    said = git(repository, "check-attr", *expected, "--", path).splitlines()
    assert {line.split(": ")[1]: line.split(": ")[2] for line in said} == expected


def test_two_changes_at_one_place_are_a_conflict(repository: Path) -> None:
    """Where two people change the same line, Git keeps neither silently."""
    events = repository / "data" / "events.yaml"
    git(repository, "checkout", "--quiet", "-b", "other")
    change(events, "title: Baby rhyme time", "title: Rhymes for babies")
    git(repository, "commit", "--quiet", "--all", "--message=One")
    git(repository, "checkout", "--quiet", "main")
    change(events, "title: Baby rhyme time", "title: Baby rhymes")
    git(repository, "commit", "--quiet", "--all", "--message=Another")
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "--quiet", "other")
    assert "<<<<<<<" in events.read_text(encoding="utf-8")


def test_line_ends_of_windows_are_not_kept(repository: Path) -> None:
    """A file saved with the line ends of Windows is kept with those of everybody."""
    offers = repository / "data" / "offers.yaml"
    text = offers.read_bytes()
    offers.write_bytes(text.replace(b"\n", b"\r\n"))
    git(repository, "add", "data/offers.yaml")
    assert git(repository, "show", ":data/offers.yaml").encode() == text


def before_commit(repository: Path, home: Path) -> "subprocess.CompletedProcess[str]":
    """Run what pre-commit runs before a commit; there is no network for it."""
    nowhere = {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}
    own = {
        "PRE_COMMIT_HOME": str(home),
        "LIBRARYSITE_NOW": "2026-11-23T09:00",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    command = [sys.executable, "-m", "pre_commit", "run", "--color=never"]
    kept = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    return subprocess.run(
        command, cwd=repository, env=kept | nowhere | own, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_mistake_is_found_before_a_commit(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever uses pre-commit cannot commit a mistake by oversight, and is told of it as by the check."""
    (repository / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    (repository / ".git" / "info" / "exclude").write_text(".venv\n")
    home = tmp_path_factory.mktemp("pre-commit")
    change(repository / "data" / "events.yaml", "title: Baby rhyme time", "title: Rhymes for babies")
    git(repository, "add", ".")
    done = before_commit(repository, home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Check the entries" in done.stdout
    change(repository / "data" / "events.yaml", "date: 2026-12-08", "date: 08/12/2026")
    git(repository, "add", ".")
    done = before_commit(repository, home)
    assert done.returncode == 1
    assert "Error: A date must be written year first" in done.stdout
    assert "write 2026-12-08" in done.stdout


def test_program_is_looked_at_before_a_commit(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The format of the program and its faults are looked at too, and only in the files that changed."""
    (repository / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    (repository / "faulty.py").write_text("import os\nx = {  'a':1 }\n")
    git(repository, "add", "faulty.py")
    done = before_commit(repository, tmp_path_factory.mktemp("pre-commit"))
    assert done.returncode == 1
    assert "- hook id: format\n- exit code: 1\n" in done.stdout
    assert "- hook id: lint\n- exit code: 1\n" in done.stdout
    assert "F401" in done.stdout
    assert "(no files to check)Skipped" in done.stdout
