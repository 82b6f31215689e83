"""Whatever the files hold: nothing is raised, and each problem points into its file, in plain words.

``fuzz_loader.py`` does the same for as long as one likes; what it found has a test at the end.
"""

import random
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from librarysite.model import Entry
from librarysite.problems import Problem
from librarysite.reading.load import FILES
from librarysite.site import read_site
from tests.support.hostilesite import inner, roots

CASES = Path(__file__).parents[1] / "cases" / "feeds"
ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
NO_PLAIN_WORDS = re.compile(
    r"Traceback|NoneType|ValidationError|\b(dict|str|tuple)\b|Input should|Value error|Error\b|Exception|object at"
)
SAMPLES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (
        "data/events.yaml",
        "data/status.yaml",
        "data/offers.yaml",
        "content/news/winter-events-2026.md",
    )
}
bounded = settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small site, without events, whose files the tests write over."""
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "data").mkdir()
    (folder / "content" / "news").mkdir(parents=True)
    return folder


def tried(folder: Path, name: str, raw: bytes) -> list[Problem]:
    """Read the small site with a file of some bytes, and hold what is told to the rule; return the problems."""
    for small in ("service.yaml", "branches.yaml"):
        shutil.copy(CASES / small, folder / "data")
    for other in SAMPLES:
        (folder / other).unlink(missing_ok=True)
    path = folder / name
    path.write_bytes(raw)
    lines = re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig", "replace"))
    reading = read_site(folder, TODAY)
    for problem in [*reading.problems, *reading.due]:
        str(problem).encode()
        problem.annotation().encode()
        said = re.sub("“.*?”", "", problem.message + problem.remedy, flags=re.S)
        assert problem.message[:1].isupper() or problem.message[:1] in "“", problem
        assert not NO_PLAIN_WORDS.search(said), problem
        if problem.file == name:
            assert 1 <= problem.place.line <= len(lines), problem
            written = problem.source or lines[problem.place.line - 1]
            assert 1 <= problem.place.column <= len(written) + 1, problem
    return reading.problems


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_is_told_no_mistake_of_form(name: str, folder: Path) -> None:
    """The samples that the following tests spoil are good to begin with, but for what the small site lacks."""
    messages = {
        problem.message for problem in tried(folder, name, SAMPLES[name].encode()) if not problem.warning
    }
    assert all("There is no" in message for message in messages), messages


@given(
    raw=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@pytest.mark.parametrize("name", SAMPLES)
@bounded
def test_any_bytes_are_read_or_refused(name: str, raw: bytes, folder: Path) -> None:
    """Bytes that are no text, text that is no YAML and YAML that is no entry are problems."""
    tried(folder, name, raw)


ODD = [
    *"\t:-#'\"[]{}|>&*!%@`,?\\~\0\x0b\x1b\x85\u00a0\u200b\u2028\u202e\ufeff’“é🎄\r\n",
    "---",
    "...",
    "<<: ",
    "- ",
]


def spoilt(text: str, chance: random.Random) -> str:
    """Return a text with up to four slips: of lines, of indentation, of values and of characters."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        column = chance.randrange(len(lines[one]) + 1)
        match chance.randrange(7):
            case 0:
                lines[one] = ""
            case 1:
                lines.insert(one, lines[other])
            case 2:
                lines[one], lines[other] = lines[other], lines[one]
            case 3:
                lines[one] = " " * chance.randrange(8) + lines[one].lstrip()
            case 4:
                lines[one] = lines[one].partition(":")[0] + ":" + lines[other].partition(":")[2]
            case 5:
                lines[one] = lines[one][:column] + chance.choice(ODD) + lines[one][column:]
            case _:
                lines[one] = lines[one][:column]
    return "\n".join(lines)


@given(seed=st.integers(0, 2**32))
@pytest.mark.parametrize("name", SAMPLES)
@bounded
def test_slips_in_the_sample_are_told_in_plain_words(name: str, seed: int, folder: Path) -> None:
    """Lines lost, doubled, swapped or moved, values of other fields and odd characters are read or told."""
    chance = random.Random(seed)
    head, *entries = re.split(r"^(?=  - )", SAMPLES[name], flags=re.MULTILINE)
    first = chance.randrange(max(1, len(entries)))
    text = head.split("\n\n")[-1] + "".join(entries[first : first + 3])
    tried(folder, name, spoilt(text, chance).encode("utf-8", "surrogatepass"))


# What stands in one field and may come into another, and what stands in none.
WORDS = (
    "yes no Tuesday 2026-12-01 2026-02-30 01/12/2026 10:00 25:00 central Free £3 0 -1 1e400 ~ null << = .inf 0x1F "
    "01582 LU1 all FREQ=WEEKLY;BYDAY=MO https://a.example/ 10:00_to_11:00 2026-12-01_10:00_to_11:00 "
    "2026-12-01_to_2026-12-05 second_Tuesday opening_hours further_notice as_usual not_needed 51.88,_-0.41"
)
VALUES = st.sampled_from([word.replace("_", " ") for word in WORDS.split()]) | st.text(max_size=8)


def entries_of(kind: type[Entry], depth: int = 0) -> st.SearchStrategy[dict[str, object]]:
    """Return entries with the keys of a model, and values of any form."""
    below = inner(kind) if depth < 2 else {}
    anything = st.recursive(
        VALUES, lambda value: st.lists(value, max_size=2) | st.dictionaries(VALUES, value, max_size=2)
    )
    values = {
        key: anything
        | entries_of(below[key], depth + 1)
        | st.lists(entries_of(below[key], depth + 1), max_size=2)
        if key in below
        else anything
        for key in (field.alias or name for name, field in kind.model_fields.items())
    }
    return st.fixed_dictionaries({}, optional=values)


def lists() -> Iterator[tuple[str, str, type[Entry]]]:
    """Give the lists of entries that the small site can do without, with their files."""
    yield from (
        found for found in roots() if found[0] in SAMPLES and found[1] and found[1] in FILES[found[0]]
    )


@given(data=st.data())
@pytest.mark.parametrize(("name", "key", "kind"), list(lists()))
@bounded
def test_known_keys_with_any_values_are_told(
    name: str, key: str, kind: type[Entry], data: st.DataObject, folder: Path
) -> None:
    """Entries of the right keys, whose values are of other fields or of another form, are read or told."""
    entries = data.draw(st.lists(entries_of(kind), min_size=1, max_size=3))
    tried(folder, name, yaml.safe_dump({key: entries}, allow_unicode=True).encode("utf-8", "surrogatepass"))


# --- What was found ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "line", "column", "source"),
    [
        (b"\r\x80", 2, 1, "€"),
        (b"\xef\xbb\xbfa: \x93", 1, 4, "a: “"),
        ("é\x0b\u2028: ".encode() + b"\x92", 1, 6, "é\x0b\u2028: ’"),
    ],
)
def test_a_byte_of_another_encoding_is_pointed_at(
    raw: bytes, line: int, column: int, source: str, folder: Path
) -> None:
    """Line ends of old Macs, a mark at the top or letters of more bytes above do not move the marker."""
    (problem,) = [p for p in tried(folder, "data/events.yaml", raw) if "old Windows encoding" in p.message]
    assert (problem.place.line, problem.place.column, problem.source) == (line, column, source)
