"""The look of a site: its own folder ``theme/`` before the program's, file by file."""

from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path(__file__).parents[1] / "theme"


@dataclass(frozen=True)
class Theme:
    """The folders of a look. A file of an earlier one stands in place of the file of that name in a later one."""

    folders: tuple[Path, ...] = (PROGRAM,)

    def file(self, name: str) -> Path:
        """Return the file of a name, such as ``css/base.css``; FileNotFoundError if no folder has it."""
        return self.every(name)[0]

    def every(self, name: str) -> list[Path]:
        """Return the files of one name in all folders, the one that wins first."""
        found = [folder / name for folder in self.folders if (folder / name).is_file()]
        if not found:
            raise FileNotFoundError(name)
        return found

    def files(self, pattern: str) -> list[Path]:
        """Return the files of a pattern, such as ``components/*/*.js``, in the order of their names."""
        names = {
            path.relative_to(folder).as_posix() for folder in self.folders for path in folder.glob(pattern)
        }
        return [self.file(name) for name in sorted(names)]


def theme_of(site: Path) -> Theme:
    """Return the look of the site in a folder, which may have a ``theme/`` of its own."""
    own = site / "theme"
    return Theme((own, PROGRAM)) if own.is_dir() else Theme()
