from pathlib import Path

import pytest

from tests.support.checkcases import SERIES, event, problems, said, write


@pytest.mark.parametrize("path", ["whats-on/first.md", "libraries/lewsey/index.md"])
def test_no_page_of_words_takes_the_address_of_another(path: str, tmp_path: Path) -> None:
    """A page at the address of an event, a library or a list is an error in its own file."""
    folder = write(tmp_path, "events:\n" + event("first", SERIES))
    (folder / "content" / path).parent.mkdir(parents=True)
    (folder / "content" / path).write_text("---\ntitle: A\n---\n", encoding="utf-8")
    (problem,) = problems(folder)
    assert (problem.file, problem.remedy) == (f"content/{path}", "give this file another name")


def test_an_id_is_not_a_word_of_the_site(tmp_path: Path) -> None:
    """Ids that stand for lists in addresses are refused."""
    assert said(write(tmp_path, "events:\n" + event("month", SERIES))) == [
        "error 2: “month” cannot be an id: the website needs the word itself"
    ]
