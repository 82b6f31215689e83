"""Pages that nobody finds: no menu and no other page leads to them."""

from collections.abc import Collection, Iterator

from librarysite import paths
from librarysite.model import Article
from librarysite.problems import Mistake, Problem
from librarysite.reading.loaded import Loaded

# The look leads to these from every page.
BY_THE_LOOK = {paths.ACCESSIBILITY, paths.CONTACT, paths.PRIVACY}
NOBODY = Mistake(
    "No menu and no other page leads to this page",
    "link to it from a page, or add it to “nav:” in mkdocs.yml",
)


def unlinked(loaded: Loaded, linked: Collection[str | None], menu: Collection[str]) -> Iterator[Problem]:
    """Give a warning for each page that is not in the menu and to which no other page links.

    ``linked`` and ``menu`` have paths below ``content/``.
    """
    if loaded.library is None:
        return
    for source, article in zip(loaded.sources.get("articles", []), loaded.library.articles, strict=True):
        if article.path not in linked and article.path not in menu and not _is_found_anyway(article):
            place = source.document.place(("title",))
            yield source.document.problem(place, NOBODY, warning=True)


def _is_found_anyway(article: Article) -> bool:
    """Tell whether the program's own pages list a page, the look leads to it, or it stands on a list itself."""
    return article.is_news or article.address in BY_THE_LOOK or article.address in paths.PAGES
