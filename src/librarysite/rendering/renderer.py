"""Turns a page's values into the HTML of its body, and editors' Markdown into clean HTML."""

import re
import traceback
from collections.abc import Collection
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import jinja2
import markdown
import nh3
from markupsafe import Markup

from librarysite import paths
from librarysite.pages.page import Page
from librarysite.problems import InFile, Mistake, Place, Problem
from librarysite.rendering.markup import ATTRIBUTES, SCHEMES, TAGS, TEXTS
from librarysite.rendering.theme import PROGRAM, Theme


def clean(html: str) -> str:
    """Return HTML without anything that could run a program or leave the page's own place."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


LINK = re.compile(r'<a (?:[^>]* )?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def without_links(html: str, page: str, hidden: Collection[str]) -> str:
    """Return clean HTML of a page in which links to hidden addresses are plain words: nothing is there today."""

    def shown(link: re.Match[str]) -> str:
        target = urlsplit(urljoin(f"/{page}", unescape(link[1])))
        is_hidden = not target.netloc and target.path.removeprefix("/") in hidden
        return link[2] if is_hidden else link[0]

    return LINK.sub(shown, html) if hidden else html


@lru_cache(maxsize=4096)
def markdown_html(text: str) -> Markup:
    """Return an editor's Markdown as clean HTML."""
    return Markup(clean(_converter().reset().convert(text)))


@lru_cache(maxsize=1)
def _converter() -> markdown.Markdown:
    return markdown.Markdown(extensions=TEXTS)


class Renderer:
    """Makes bodies from the templates of a theme (its ``pages/`` and ``components/``)."""

    def __init__(self, theme: Theme) -> None:
        """Make the templates ready; a value that a template asks for and does not get is an error."""
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(theme.folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters["markdown"] = markdown_html
        self.environment.globals["paths"] = paths

    def body(self, page: Page, words: str = "") -> str:
        """Return the body of a page; ``words`` is the clean HTML of the Markdown page at the same address."""
        template = self.environment.get_template("pages/around.html")
        return template.render(page=page, root=page.root, words=Markup(words), **page.view)

    def component(self, name: str, values: dict[str, object]) -> str:
        """Return one component alone, as its examples and tests show it."""
        module = self.environment.get_template(f"components/{name}/{name}.html").make_module({"root": "/"})
        return str(getattr(module, name.replace("-", "_"))(**values))


def template_fault(error: Exception) -> Problem | None:
    """Return the line of a template at which an error has happened; None when it was not in a template."""
    frames = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        frames.append((error.filename, error.lineno))
    in_templates = [frame for frame in frames if frame[0].endswith(".html")]
    if not in_templates or not (isinstance(error, jinja2.TemplateError) or frames[-1] in in_templates):
        return None
    path, line = in_templates[-1]
    source = Path(path).read_text(encoding="utf-8").splitlines()[line - 1]
    words = source.strip()
    place = Place(line, source.index(words) + 1, len(words))
    whose = "librarysite/" if Path(path).is_relative_to(PROGRAM) else ""
    name = f"{whose}theme/{Path(path).as_posix().rpartition('/theme/')[2]}"
    message = f"This template cannot be used: {getattr(error, 'message', error)}"
    return Problem(InFile(name, place, source), Mistake(message))
