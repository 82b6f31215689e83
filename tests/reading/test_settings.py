"""What mkdocs.yml says that concerns the entries."""

from pathlib import Path

from librarysite.reading.settings import missing_look, pages_in_menu, settings_files


def test_settings_and_those_they_inherit_are_found_once(tmp_path: Path) -> None:
    """A chain of settings is followed to its end, and a circle of them ends."""
    for folder, text in (
        (tmp_path / "one", "INHERIT: ../two/mkdocs.yml\n"),
        (tmp_path / "two", 'INHERIT: "../one/mkdocs.yml"\n'),
    ):
        folder.mkdir()
        (folder / "mkdocs.yml").write_text(text)
    files = settings_files(tmp_path / "one")
    assert [path.relative_to(tmp_path).as_posix() for path in files] == ["one/mkdocs.yml", "two/mkdocs.yml"]


def test_menu_has_the_pages_that_it_names_on_any_level(tmp_path: Path) -> None:
    """Pages stand in the menu with a title or without one, and may be inherited; without a menu it has them all."""
    (tmp_path / "mkdocs.yml").write_text("site_name: One\n")
    assert pages_in_menu(tmp_path) is None
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - index.md\n  - About:\n      - Who: about/who-we-are.md\n")
    assert pages_in_menu(tmp_path) == {"index.md", "about/who-we-are.md"}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mkdocs.yml").write_text("INHERIT: ../mkdocs.yml\n")
    assert pages_in_menu(tmp_path / "mine") == {"index.md", "about/who-we-are.md"}


def test_look_counts_from_the_settings_that_are_built(tmp_path: Path) -> None:
    """A folder that inherited settings name is looked for beside the settings that inherit them, as MkDocs does."""
    (tmp_path / "look").mkdir()
    (tmp_path / "mkdocs.yml").write_text("theme:\n  name: material\n  custom_dir: 'look'  # ours\n")
    assert list(missing_look(tmp_path)) == []
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mkdocs.yml").write_text("INHERIT: ../mkdocs.yml\n")
    (found,) = missing_look(tmp_path / "mine")
    assert (found.file, found.place.line, found.message) == ("../mkdocs.yml", 3, "There is no folder “look”")


def test_site_without_settings_lacks_nothing(tmp_path: Path) -> None:
    """Where there is no mkdocs.yml, nothing is told of it: MkDocs says so itself."""
    assert list(missing_look(tmp_path)) == []
