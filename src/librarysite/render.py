"""Turns a page's values into the HTML of its body, and editors' Markdown into clean HTML."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import jinja2
import markdown
import nh3
from markupsafe import Markup

from librarysite.pages.page import Page

TAGS = {
    *(
        "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure"
    ).split(),
    *("h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s section small span strong sub summary sup").split(),
    *("table tbody td tfoot th thead time tr ul").split(),
}
ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}


def clean(html: str) -> str:
    """Return HTML without anything that could run a program or leave the page's own place."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )


def without_links(html: str, addresses: Iterable[str]) -> str:
    """Return clean HTML in which links to some addresses are plain words: those pages are not there yet."""
    for address in addresses:
        html = re.sub(rf'<a href="[^"]*\b{re.escape(address)}(?:#[^"]*)?">(.*?)</a>', r"\1", html, flags=re.S)
    return html


@lru_cache(maxsize=4096)
def markdown_html(text: str) -> Markup:
    """Return an editor's Markdown as clean HTML."""
    return Markup(clean(_converter().reset().convert(text)))


@lru_cache(maxsize=1)
def _converter() -> markdown.Markdown:
    return markdown.Markdown(extensions=["sane_lists", "smarty"])


class Renderer:
    """Makes bodies from the templates of a theme folder (its ``pages/`` and ``components/``)."""

    def __init__(self, theme: Path) -> None:
        """Make the templates ready; a value that a template asks for and does not get is an error."""
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(theme),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters["markdown"] = markdown_html

    def body(self, page: Page, words: str = "") -> str:
        """Return the body of a page; ``words`` is the clean HTML of the Markdown page at the same address."""
        template = self.environment.get_template("pages/around.html")
        return template.render(page=page, root=page.root, words=Markup(words), **page.view)

    def component(self, name: str, values: dict[str, object]) -> str:
        """Return one component alone, as its examples and tests show it."""
        module = self.environment.get_template(f"components/{name}/{name}.html").make_module({"root": "/"})
        return str(getattr(module, name.replace("-", "_"))(**values))
