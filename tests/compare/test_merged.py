"""A colleague's edit and a form's edit, merged by Git: both are there, or somebody is told."""

import re
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from librarysite.cli import main
from librarysite.compare.merged import mixed_up
from librarysite.problems import Problem
from librarysite.reading.load import load
from librarysite.reading.loaded import Loaded
from librarysite.yamlfile.conflicts import conflicts
from tests.conftest import ROOT, git

Output = pytest.CaptureFixture[str]
Entry = dict[str, Any]

COLLEAGUE = """\
# What's on
events:
  # For the youngest
  - id: rhymes-lewsey
    title: Rhymes
    branch: lewsey
    when:
      every: Tuesday
      at: 10:00 to 10:30
      from: 2026-09-08
    for:
      - under-fives
      - families
    type: rhyme-time
    cost: Free
    sample: yes

  - id: rhymes-central
    title: Friday rhymes
    branch: central
    when:
      every: Friday
      at: 10:30 to 11:00
      from: 2026-09-11
    for:
      - under-fives
      - families
    type: rhyme-time
    cost: Free
    sample: yes

  - id: stories-leagrave
    title: Stories
    branch: leagrave
    when:
      every: Wednesday
      at: 14:00 to 14:30
      from: 2026-09-09
    type: story-time
    cost: Free
    sample: yes
"""
NEW = """
  - id: {0}
    title: {1}
    branch: lewsey
    when:
      on: 2027-01-07
      at: {2}
    cost: Free
    sample: yes
"""
TALK = NEW.format("talk-lewsey", "A talk", "14:00 to 15:00")
TRAIL = NEW.format("trail-lewsey", "A trail", "15:00 to 16:00")
FIELDS = ["id", "cost", "for", "type", "title", "sample", "branch", "place", "when"]


def entries(text: str) -> list[Entry]:
    """Return the events of a file, as PyYAML reads them."""
    found: list[Entry] = yaml.load(text, yaml.BaseLoader)["events"]
    return found


def by_id(text: str) -> dict[str, Entry]:
    """Return the events of a file by their ids."""
    return {entry["id"]: entry for entry in entries(text)}


def block(node: Any, indent: int = 0) -> list[str]:
    """Return the lines of a value as the editors' files have them, and as npm's yaml writes them."""
    lines: list[str] = []
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        mark = f"{key}:" if isinstance(node, dict) else "-"
        if isinstance(value, str):
            lines.append(f"{' ' * indent}{mark} {value}")
        elif isinstance(node, dict):
            lines += [f"{' ' * indent}{mark}", *block(value, indent + 2)]
        else:
            first, *rest = block(value, indent + 2)
            lines += [f"{' ' * indent}- {first.lstrip()}", *rest]
    return lines


def form(events: list[Entry], order: list[str] | None = None) -> str:
    """Return the file as a form saves it: without remarks, the keys of each entry in the order of its fields."""
    keys = FIELDS if order is None else order
    return "\n".join(block({"events": [{k: e[k] for k in keys if k in e} for e in events]})) + "\n"


def changed(text: str, entry_id: str, **fields: Any) -> list[Entry]:
    """Return the events of a file, one of them changed."""
    return [entry | (fields if entry["id"] == entry_id else {}) for entry in entries(text)]


# --- With Git itself -------------------------------------------------------------------------------------


@pytest.fixture
def site(site_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a site whose entries Git keeps, as the current folder."""
    monkeypatch.chdir(site_copy)
    monkeypatch.setenv("LIBRARYSITE_NOW", "2026-11-23T09:00")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    for path in (site_copy / "data" / "events").iterdir():
        path.unlink()
    git(site_copy, "init", "-q", "-b", "main")
    return site_copy


def commit(site: Path, text: str, name: str = "data/events.yaml") -> None:
    """Commit a file of events as it is to be."""
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text(text, encoding="utf-8")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "Edit")


def merge(site: Path, base: str, colleague: str, of_form: str) -> str:
    """Make both edits on branches of their own and merge them; return the file that comes of it."""
    commit(site, base)
    git(site, "branch", "form")
    commit(site, colleague)
    git(site, "switch", "-q", "form")
    commit(site, of_form)
    git(site, "switch", "-q", "main")
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "merge", "-q", "form", "-m", "Merge"],
        cwd=site,
        capture_output=True,
        check=False,
    )
    merged = (site / "data" / "events.yaml").read_text(encoding="utf-8")
    assert bool(done.returncode) is ("<<<<<<< " in merged)
    return merged


def test_edits_of_a_file_that_the_form_has_saved_before_are_both_there(site: Path, capsys: Output) -> None:
    """Once a form's order of keys is in the file, a colleague's remark and change and the form's change are joined."""
    base = form(entries(COLLEAGUE))
    colleague = base.replace("cost: Free", "cost: £2 # since January", 1).replace(
        "  - id: stories", "  # Soon no more\n  - id: stories"
    )
    merged = merge(site, base, colleague, form(changed(base, "rhymes-central", title="Rhymes on Friday")))
    wanted = by_id(base)
    wanted["rhymes-lewsey"]["cost"] = "£2"
    wanted["rhymes-central"]["title"] = "Rhymes on Friday"
    assert by_id(merged) == wanted
    assert "# Soon no more" in merged
    assert main(["check"]) == 0
    assert "3 events" in capsys.readouterr().out


def test_the_first_save_of_a_form_meets_an_edit(site: Path, capsys: Output) -> None:
    """Where the form puts all keys into another order, each conflict is told once, and the check fails."""
    colleague = COLLEAGUE.replace("cost: Free", "cost: £2", 1)
    merged = merge(site, COLLEAGUE, colleague, form(changed(COLLEAGUE, "rhymes-central", title="Songs")))
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert said.count("Two people's edits met here") == merged.count("<<<<<<< ") > 0


def test_both_add_an_entry_at_the_end(site: Path, capsys: Output) -> None:
    """Two new entries at one place are a conflict, which is told once; what both have written the same is shared."""
    base = form(entries(COLLEAGUE))
    merged = merge(site, base, base + TALK, base + TRAIL)
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert said.count("Two people's edits met here") == merged.count("<<<<<<< ") > 0


def test_both_add_a_file_of_one_event(site: Path) -> None:
    """New events in files of their own never meet."""
    commit(site, COLLEAGUE)
    git(site, "branch", "form")
    commit(site, yaml.dump(entries("events:\n" + TALK)[0]), "data/events/talk-lewsey.yaml")
    git(site, "switch", "-q", "form")
    commit(site, yaml.dump(entries("events:\n" + TRAIL)[0]), "data/events/trail-lewsey.yaml")
    git(site, "merge", "-q", "main", "-m", "Merge")
    assert main(["check"]) == 0
    library = load(site).library
    assert library is not None
    assert [event.id for event in library.events[3:]] == ["talk-lewsey", "trail-lewsey"]


def test_both_add_one_event_in_different_files(site: Path, capsys: Output) -> None:
    """An event that a colleague adds to the list and a form in a file of its own is told with both places."""
    commit(site, COLLEAGUE)
    git(site, "branch", "form")
    commit(site, COLLEAGUE + TALK)
    git(site, "switch", "-q", "form")
    commit(site, yaml.dump(entries("events:\n" + TALK)[0]), "data/events/talk-lewsey.yaml")
    git(site, "merge", "-q", "main", "-m", "Merge")
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert "The id “talk-lewsey” is there already, in data/events.yaml, line 43" in said
    assert "data/events/talk-lewsey.yaml:" in said


def test_a_merge_that_is_as_both_edits_say_is_well_until_a_person_has_a_hand_in_it(
    site: Path, capsys: Output
) -> None:
    """What a person has changed in a merge is told as a warning; what was edited after it is not compared."""
    base = form(entries(COLLEAGUE))
    merged = merge(site, base, base + "# a remark\n", form(changed(base, "rhymes-central", title="Songs")))
    assert main(["check"]) == 0
    events = site / "data" / "events.yaml"
    events.write_text(merged.replace("cost: Free", "cost: £3", 1), encoding="utf-8")
    assert main(["check"]) == 0
    assert "Git has joined" not in capsys.readouterr().err
    git(site, "commit", "-q", "-a", "--amend", "--no-edit")
    assert main(["check"]) == 0
    said = capsys.readouterr().err
    assert "Warning: Git has joined two edits here, and “cost” is not as they have it" in said
    assert "write “cost: Free”" in said


# Orders of keys with which Git 2.39 takes “type” of the second entry for that of the first, between its neighbours.
ORDERS = [
    ["id", "branch", "for", "type", "cost", "title", "sample", "when"],
    ["id", "for", "type", "cost", "when", "title", "sample", "branch"],
    ["id", "sample", "type", "branch", "when", "title", "cost"],
]


def test_what_git_mixes_up_stops_the_site(site: Path, capsys: Output) -> None:
    """A change that Git has put into the next entry, without a conflict, is an error in both."""
    orders = iter(ORDERS)
    of_form = "".join(form([entry], next(orders)).replace("events:\n", "") for entry in entries(COLLEAGUE))
    merged = merge(
        site, COLLEAGUE, COLLEAGUE.replace("type: rhyme-time", "type: games", 1), f"events:\n{of_form}"
    )
    if "<<<<<<< " in merged:
        pytest.skip("This Git finds a conflict, which is told.")
    assert [entry["type"] for entry in entries(merged)] == ["rhyme-time", "games", "story-time"]
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert said.count("Error: Git has joined two edits here, and “type” is not as they have it") == 2
    assert said.index("write “type: games”") < said.index("write “type: rhyme-time”")


def test_a_title_may_be_underlined_in_a_page_of_words() -> None:
    """A line of = is a mark of a merge in entries, and in a page only where a conflict has begun."""
    assert [problem.at.line for problem in conflicts(["Parking", "======="])] == [2]
    assert list(conflicts(["Parking", "======="], words=True)) == []


# --- All ways of meeting, on a small file ----------------------------------------------------------------


def edited(chance: Random, text: str) -> str:
    """Return a file as a colleague leaves it who changes a line, writes a remark, and adds or deletes an entry."""
    parts = text.split("\n  - ")
    number = chance.randrange(1, len(parts))
    what = chance.choice(["change", "remark", "add", "add", "delete", "line"])
    if what == "delete":
        del parts[number]
    elif what == "add":
        parts.insert(chance.choice([number, len(parts)]), chance.choice([TALK, TRAIL]).strip("\n -"))
    else:
        lines = parts[number].rstrip("\n").split("\n")
        place = chance.choice([n for n, line in enumerate(lines) if re.match(" {4}(cost|type|sample)", line)])
        new = {"cost": "    cost: £2", "type": "    type: games", "sample": "    sample: no"}
        lines[place:place] = {"remark": ["    # a remark"], "line": ["    shares_room: yes"]}.get(what, [])
        if what == "change":
            lines[place] = new[lines[place].split(":")[0].strip()]
        parts[number] = "\n".join(lines) + ("\n" if parts[number].endswith("\n") else "")
    return "\n  - ".join(parts)


def saved(chance: Random, text: str) -> str:
    """Return a file as a form leaves it with which somebody changes, adds or deletes an entry, or adds one again."""
    events = entries(text)
    number = chance.randrange(len(events))
    what = chance.choice(["change", "change", "add", "delete", "nothing"])
    if what == "delete":
        del events[number]
    elif what == "add":
        events.append(entries("events:\n" + chance.choice([TALK, TRAIL]))[0])
    elif what == "change":
        events[number][chance.choice(["cost", "title", "room"])] = "Changed"
    orders = [[*list(event)] for event in events]
    if chance.random() < 0.7:
        for order in orders:
            chance.shuffle(order)
    return "events:\n" + "".join(
        form([event], order).removeprefix("events:\n") for event, order in zip(events, orders, strict=True)
    )


def joined(folder: Path, base: str, colleague: str, of_form: str) -> str:
    """Return what Git makes of three texts."""
    for name, text in (("base", base), ("colleague", colleague), ("form", of_form)):
        (folder / name).write_text(text, encoding="utf-8")
    command = ["git", "merge-file", "-p", "colleague", "base", "form"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, encoding="utf-8").stdout


def loaded_with(folder: Path, text: str) -> Loaded:
    """Return what a site has of the sample's libraries and a file of events."""
    (folder / "data" / "events.yaml").write_text(text, encoding="utf-8")
    return load(folder)


CHOICE = object()


def both(base: Any, one: Any, other: Any) -> Any:
    """Return what two edits of a value say together; entries are joined key by key."""
    if one == other or other == base:
        return one
    if one == base:
        return other
    if isinstance(one, dict) and isinstance(other, dict):
        keys = {**(base or {}), **one, **other}
        return {key: both((base or {}).get(key), one.get(key), other.get(key)) for key in keys}
    return CHOICE


def differs(wanted: Any, found: Any) -> bool:
    """Tell whether something is not as it is to be, but for what only a person can decide."""
    if isinstance(wanted, dict):
        found = found or {}
        return any(differs(wanted.get(key), found.get(key)) for key in {**wanted, **found})
    return wanted is not CHOICE and wanted != found


@pytest.mark.slow
@given(seed=st.integers(0, 2**32), saved_before=st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_merge_loses_or_mixes_anything_in_silence(seed: int, saved_before: bool, tmp_path: Path) -> None:
    """Of two edits of one file both are there, or there is a problem; and what is right is not complained about."""
    chance = Random(seed)
    (tmp_path / "data").mkdir(exist_ok=True)
    for name in ("branches", "service"):
        (tmp_path / "data" / f"{name}.yaml").write_bytes((ROOT / "data" / f"{name}.yaml").read_bytes())
    base = form(entries(COLLEAGUE)) if saved_before else COLLEAGUE
    colleague, of_form = edited(chance, base), saved(chance, base)
    merged = joined(tmp_path, base, colleague, of_form)
    loaded = loaded_with(tmp_path, merged)
    if "<<<<<<< " in merged or loaded.problems:
        conflicts = [p for p in loaded.problems if p.message.startswith("Two people's edits met here")]
        assert len(conflicts) == merged.count("<<<<<<< ")
        assert loaded.problems
        return
    wanted = both(by_id(base), by_id(colleague), by_id(of_form))
    editions = [loaded_with(tmp_path, text) for text in (base, colleague, of_form)]
    told: list[Problem] = mixed_up(*editions, loaded) if not any(e.problems for e in editions) else []
    assert bool(told) is differs(wanted, by_id(merged)), [str(problem) for problem in told]
