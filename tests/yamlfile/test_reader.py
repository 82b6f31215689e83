import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from librarysite.yamlfile.reader import Mapping, Sequence, parse, plain, read


def tree(text: str) -> object:
    """Return what a text without problems holds."""
    document = parse(text.encode(), "a.yaml")
    assert document.problems == []
    return plain(document.root)


def told(raw: str | bytes, offset: int = 0) -> list[tuple[int, int, str]]:
    """Return line, column and message of each problem."""
    raw = raw.encode() if isinstance(raw, str) else raw
    return [(p.place.line, p.place.column, p.message) for p in parse(raw, "a.yaml", offset).problems]


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "yes",
        "on",
        "9:30",
        "09:30",
        "03005554152",
        "1e3",
        "2026-01-01",
        "0x1F",
        "1_000",
        ".5",
        "=",
        "12.50",
    ],
)
def test_scalars_are_text(written: str) -> None:
    """What an editor writes comes through as it was written, in quotes or without."""
    assert tree(f"a: {written}") == {"a": written}
    assert tree(f"a: '{written}'") == {"a": written}
    assert tree(f'a: "{written}"') == {"a": written}
    assert tree(f"- {written}") == [written]


def test_keys_are_text() -> None:
    """A key such as “on” is a word, not a yes or no."""
    assert tree("on: 1\nno: 2\n2026-01-01: 3") == {"on": "1", "no": "2", "2026-01-01": "3"}


@pytest.mark.parametrize(
    "nothing", ["", "~", "null", "  # a remark", "''", '""', "' '", "[]", "{}", "|", ">-\n\n"]
)
def test_a_key_with_nothing_after_it_is_left_out(nothing: str) -> None:
    """A key without value is as if it were not there, in whichever way a web form writes its empty fields."""
    assert tree(f"a: {nothing}\nb: c") == {"b": "c"}


@pytest.mark.parametrize("nothing", ["null", "~", "''", "[]"])
def test_a_comma_in_braces_is_told_from_an_empty_field(nothing: str) -> None:
    """A form that writes entries in braces may write what is empty; a key without anything is a slip."""
    assert tree(f"{{a: b, c: {nothing}}}") == {"a": "b"}
    assert [column for _, column, _ in told("{a: b, c}")] == [8]


@pytest.mark.parametrize("text", ["", "\n", "# a remark only\n", "---\n"])
def test_an_empty_file_is_no_problem(text: str) -> None:
    """A file with remarks only holds nothing and has no problem."""
    assert told(text) == []
    assert not plain(parse(text.encode(), "a.yaml").root)


def test_every_value_knows_its_place() -> None:
    """Lines and columns count from 1, and a key has a place of its own."""
    document = parse("events:\n  - id: a\n    title: Käse\n  - id: b\n".encode(), "a.yaml")
    title = document.place(("events", 0, "title"))
    assert (title.line, title.column, title.length) == (3, 12, 4)
    key = document.place(("events", 0, "title"), at_key=True)
    assert (key.line, key.column, key.length) == (3, 5, 5)
    assert document.place(("events", 1)).line == 4
    assert document.place(("events", 1, "missing")).line == 4


def test_places_count_characters_after_emoji() -> None:
    """A marker is right in a line with characters outside the basic plane."""
    document = parse("a: {b: 🎄🎄, c: d}".encode(), "a.yaml")
    assert document.place(("a", "c")).column == 15


def test_an_offset_moves_every_line() -> None:
    """The front matter of a page begins below its first line, and its problems are told where they stand."""
    assert told("title: x\ntitle: y", 1)[0][:2] == (3, 1)
    assert told("title: [x", 1)[0][0] in {2, 3}
    assert told(b"a: b\nc:\td\n\te: f", 1)[0][0] == 4
    assert told(b"title: Caf\xe9", 1)[0][:2] == (2, 11)


def test_an_old_windows_encoding_is_told_at_its_character() -> None:
    """Bytes of Windows-1252 are told with line and column, and the line is shown as it was meant."""
    document = parse("name: Luton\ntitle: Café – tea\n".encode("cp1252"), "a.yaml")
    (problem,) = document.problems
    assert (problem.place.line, problem.place.column) == (2, 11)
    assert problem.source == "title: Café – tea"
    assert problem.message == "This character was saved in an old Windows encoding"
    assert problem.remedy == "type it again and save the file as UTF-8"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_another_encoding_of_unicode_is_a_problem(encoding: str) -> None:
    """A file saved as UTF-16 or UTF-32 is refused, not read as nonsense."""
    assert told("title: Story time\n".encode(encoding))


def test_a_binary_file_is_told_once() -> None:
    """A picture renamed to .yaml gives one problem, not one for each of its bytes."""
    assert len(told(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)) == 1
    assert len(told(b"PK\x03\x04" + b"\x00\x01" * 3000)) == 1


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "[" * 100_000 + "]" * 100_000]
)
def test_a_hundred_thousand_brackets_are_refused_quickly(text: str) -> None:
    """Nesting that would crash a parser is a problem, found in well under a second."""
    began = time.perf_counter()
    assert "This is nested too deeply" in [message for _, _, message in told(text)]
    assert time.perf_counter() - began < 1


def test_a_bomb_of_aliases_is_refused_at_its_marks() -> None:
    """Anchors are refused before an alias could multiply them."""
    assert [line for line, _, _ in told("a: &a [x, x]\nb: [*a, *a]\n")] == [1, 2]


@pytest.mark.parametrize(
    "text", ["a: !!str b", "a: !!python/object/apply:os.system [ls]", "a: !x b", "!!set {a}"]
)
def test_a_tag_is_refused(text: str) -> None:
    """No word beginning with an exclamation mark has a special meaning."""
    assert len(told(text)) == 1
    assert "special meaning" in told(text)[0][2]


def test_hash_marks_that_are_remarks_or_quoted_are_no_problem() -> None:
    """A remark after a space and a # within quotes or a word are what they seem."""
    assert tree("a: b # a remark") == {"a": "b"}
    assert tree("a: 'Room #3'") == {"a": "Room #3"}
    assert tree("a: C#") == {"a": "C#"}
    assert tree("a: https://example.org/#top") == {"a": "https://example.org/#top"}
    assert tree("a: |\n  Room #3\n  # heading\n") == {"a": "Room #3\n# heading"}


@pytest.mark.parametrize(
    "text", ["a: |\n  <p>\n  -------\n  a\tb\n", "a: >\n  don’t – “really”\n", "a: don’t say “no”"]
)
def test_what_looks_like_a_fault_within_a_text_is_text(text: str) -> None:
    """Curly quotation marks, dashes and tabs inside a text are the editor's own."""
    assert told(text) == []


def test_curly_quotes_in_a_longer_text_are_text() -> None:
    """A colon before a quotation inside a block of text does not make it a value."""
    assert told("a: |\n  She said: “Come in.”\n") == []


def test_one_line_fault_does_not_hide_another() -> None:
    """All faults of the lines come at once."""
    assert sorted(line for line, _, _ in told("a:\u00a0b\nc: d\u200b\n<<<<<<< HEAD\n\te: f\n")) == [
        1,
        2,
        3,
        4,
    ]


def test_repeated_keys_are_all_told_and_the_rest_is_read() -> None:
    """A key that is written twice does not stop the reading of what follows."""
    assert [line for line, _, _ in told("a: 1\na: 2\nb: 1\nb: 2\n")] == [2, 4]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_change_nothing(end: str) -> None:
    """Notepad's byte order mark and line ends give the same tree at the same places."""
    text = "events:\n  - id: a\n    text: |\n      one\n      two\n"
    plainly = parse(text.encode(), "a.yaml")
    other = parse(b"\xef\xbb\xbf" + text.replace("\n", end).encode(), "a.yaml")
    assert other.problems == []
    assert other.root == plainly.root


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    """A folder, or nothing, in the place of a file is told with its name."""
    for path, message in (
        (tmp_path, "This is a folder, where a file is expected"),
        (tmp_path / "missing.yaml", "This file was there a moment ago and is gone"),
    ):
        (problem,) = read(path, "data/events.yaml").problems
        assert (problem.file, problem.message) == ("data/events.yaml", message)


YAML_LIKE = st.text(alphabet="ab:-#[]{}'\"|>&*!%@`,? \n\t\r~0\u00a0\u200b\u2028\x85é🎄", max_size=60)


@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode), YAML_LIKE.map(str.encode)))
@example(b"? a")
@example(b"? [a]\n: b")
@example(b"a: b #c\x85d")
@example(b"\xef\xbb\xbf")
@example(b"%YAML 9.9\n---\na")
@example("a\u2028b: c #d\u2029e: f #g".encode())
@example(b"...\n")
@example(b"a: 'b\n\n\n#c")
def test_any_bytes_give_problems_or_a_tree(raw: bytes) -> None:
    """Whatever a file holds, reading never fails: there are problems, a tree, or nothing in the file."""
    document = parse(raw, "a.yaml")
    for problem in document.problems:
        assert str(problem)
        assert 1 <= problem.place.line <= max(1, len(document.lines))
    if document.root is None and not document.problems:
        assert all(not line.strip() or line.lstrip()[0] in "#-.%" for line in document.lines)


@given(
    st.recursive(
        st.text("abcé:#", min_size=1, max_size=8),
        lambda inner: st.lists(inner, min_size=1, max_size=3),
        max_leaves=6,
    )
)
def test_quoted_text_comes_back_as_it_was(value: object) -> None:
    """Text between single quotation marks is read back letter by letter, in lists within lists."""

    def written(node: object) -> str:
        if isinstance(node, list):
            return "[" + ", ".join(map(written, node)) + "]"
        return "'" + str(node).replace("'", "''") + "'"

    assert tree(f"a: {written(value)}") == {"a": value}


def test_trees_are_of_three_kinds() -> None:
    """A file is made of mappings, lists and text."""
    root = parse(b"a: [b, {c: d}]", "a.yaml").root
    assert isinstance(root, Mapping)
    assert isinstance(root.values["a"], Sequence)
    assert plain(root) == {"a": ["b", {"c": "d"}]}


def test_a_value_that_begins_with_a_hash_is_not_lost() -> None:
    """After a key, #free would be a remark and the value nothing."""
    (problem,) = parse(b"title: A\ncost: #free\n", "x.yaml").problems
    assert (problem.place.line, problem.place.column) == (2, 7)
    assert problem.message == "Everything after # is lost: \u201ccost\u201d would be empty"
    assert parse(b"title: A\nwhen: # a remark\n  x: y\n", "x.yaml").problems == []


def test_a_list_that_is_written_twice_is_joined_rather_than_deleted() -> None:
    """Two lists of one name may both have entries."""
    (problem,) = parse(b"closures:\n  - id: a\nclosures:\n  - id: b\n", "x.yaml").problems
    assert problem.remedy == "move the entries below it under line 1, and delete this line"


@pytest.mark.parametrize("mark", ["|", "|-", "|+", ">", ">-", ">+"])
def test_the_end_of_a_text_is_the_same_with_every_mark(mark: str) -> None:
    """Line ends after the last line say nothing."""
    assert tree(f"a: {mark}\n  central\n\nb: c\n") == {"a": "central", "b": "c"}


def test_a_colon_and_a_line_end_in_double_quotes_are_no_path_of_windows() -> None:
    """A form may write the lines of a text as codes; only a single letter before the colon is a drive."""
    assert tree('a: "for:\\nexample"') == {"a": "for:\nexample"}
    assert told('a: "C:\\new"') == [(1, 7, "A backslash has a special meaning inside double quotation marks")]


@pytest.mark.parametrize(
    "line", [" " * 2_000_000 + "x", "\t" * 2_000_000, "-" * 2_000_000, "a: " + "b: " * 700_000]
)
def test_a_long_line_takes_no_long_time(line: str) -> None:
    """The search for slips takes no longer than the line is long."""
    began = time.perf_counter()
    told(f"a:\n{line}\nb: '")
    assert time.perf_counter() - began < 10
