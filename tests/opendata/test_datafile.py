import pytest

from librarysite.opendata.datafile import harmless, json_file


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_every_beginning_of_a_formula_is_made_harmless(first: str) -> None:
    """What a spreadsheet may take for a formula is prefixed; the same sign later in a cell is not."""
    assert harmless(f"{first}1") == f"'{first}1"
    assert harmless(f"1{first}") == f"1{first}"


def test_json_is_utf_8_as_people_write_it() -> None:
    """Letters stay letters, and the file ends with its line."""
    assert json_file({"b": "Ünï 📚", "a": 1}) == '{\n  "b": "Ünï 📚",\n  "a": 1\n}\n'.encode()
