"""The site as it is with the entries of one moment in Git: what an edit is compared by."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from librarysite.model import Library
from librarysite.moment import Now
from librarysite.schedule.agenda import Agenda
from librarysite.site import Site, make_site
from librarysite.yamlfile.frontmatter import below_front_matter

AROUND = (
    "name",
    "demonstration",
    "help",
    "catalogue",
    "website",
)  # what stands on every page around its body


@dataclass(frozen=True)
class Edition:
    """A site made of some entries, the words of its pages (Markdown) and editors' other files, by path in content/."""

    site: Site
    content: Mapping[str, bytes]

    @property
    def files(self) -> dict[str, bytes]:
        """Every file but the pages, by address."""
        pictures = {path: data for path, data in self.content.items() if not path.endswith(".md")}
        return {**pictures, **self.site.files}

    def shown_pages(self) -> dict[str, Any]:
        """Return all that a page shows, by address: its values, its words and what stands around them."""
        service = self.site.library.service
        around = [getattr(service, name) for name in AROUND]
        words = {article.address: article.path for article in self.site.library.articles}
        return {
            address: (page, self.content.get(words.get(address, "")), around)
            for address, page in self.site.pages.items()
        }

    def agenda(self) -> Agenda:
        """Return every date of every event."""
        return Agenda(self.site.library, self.site.now)


def read_edition(folder: Path, library: Library, now: Now) -> Edition:
    """Make the site of a library that was read from a folder, with the words that stand there."""
    content = folder / "content"
    files = {p.relative_to(content).as_posix(): p for p in sorted(content.rglob("*")) if p.is_file()}
    # Names that begin with a dot are of programs, such as .DS_Store: MkDocs publishes none of them.
    read = {path: file.read_bytes() for path, file in files.items() if "/." not in f"/{path}"}
    words = {path: below_front_matter(data) if path.endswith(".md") else data for path, data in read.items()}
    return Edition(make_site(library, now, None), words)
