"""What a browser gets from the live preview: the last good site, and above each page what the last build said."""

import mimetypes
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from librarysite import paths
from librarysite.rendering.renderer import Renderer
from librarysite.rendering.theme import Theme

OWN = "/.preview/"  # no page of a site is there
KINDS = {".ics": "text/calendar", ".js": "text/javascript", ".csv": "text/csv", ".gz": "application/gzip"}
POLICY = b"default-src 'none';"  # of the pages, which let them ask nobody for anything


@dataclass(frozen=True)
class Shown:
    """What the preview shows: the last good site, what the last build said, and a name for the two."""

    version: str
    site: Path | None = None
    good: bool = True
    said: str = ""


@dataclass(frozen=True)
class Answer:
    """What is sent to a browser; ``to`` is where it should look instead."""

    status: int
    kind: str = "text/html"
    body: bytes = b""
    to: str = ""


class PreviewPages:
    """Answers browsers. Its own look is read once, so that no slip in the theme can take it away."""

    def __init__(self, theme: Theme) -> None:
        """Read what the preview adds to pages from a theme's ``preview/``."""
        self._template = Renderer(theme).environment.get_template("preview/preview.html").make_module()
        self._empty = theme.file("preview/empty.html").read_bytes()
        css = [*reversed(theme.every("css/tokens.css")), theme.file("preview/preview.css")]
        self._own = {
            "preview.css": Answer(200, "text/css", b"".join(path.read_bytes() for path in css)),
            "preview.js": Answer(200, "text/javascript", theme.file("preview/preview.js").read_bytes()),
        }

    def answer(self, address: str, shown: Shown) -> Answer:
        """Return what stands at an address; the page for wrong addresses if nothing does."""
        if address == f"{OWN}version":
            return Answer(200, "text/plain", shown.version.encode())
        if address.startswith(OWN):
            return self._own.get(address.removeprefix(OWN), Answer(404))
        if shown.site is None:
            return Answer(503, body=self._dressed(self._empty, shown))
        path = _path(shown.site, unquote(address))
        if path is None:
            missing = shown.site / paths.NOT_FOUND
            page = missing.read_bytes() if missing.is_file() else self._empty
            return Answer(404, body=self._dressed(page, shown))
        if path.is_dir():
            return Answer(302, to=quote(f"/{path.relative_to(shown.site).as_posix()}/"))
        if path.suffix == ".html":
            return Answer(200, body=self._dressed(path.read_bytes(), shown))
        return Answer(200, _kind(path), path.read_bytes())

    def banner(self, good: bool, said: str) -> str:
        """Return what stands above a page: the list of what is wrong, or the warnings, or nothing."""
        return str(getattr(self._template, "preview")(good, said))  # noqa: B009 - a macro, which mypy cannot see

    def _dressed(self, page: bytes, shown: Shown) -> bytes:
        """Return a page with what was said above it, which loads itself anew after the next build."""
        head = (
            f'<link rel="stylesheet" href="{OWN}preview.css">'
            f'<script src="{OWN}preview.js" data-version="{shown.version}" defer></script></head>'
        )
        banner = self.banner(shown.good, shown.said).encode()
        page = page.replace(POLICY, POLICY + b" connect-src 'self';", 1).replace(b"</head>", head.encode(), 1)
        return re.sub(rb"<body[^>]*>", lambda body: body[0] + banner, page, count=1)


def _path(site: Path, address: str) -> Path | None:
    """Return the file or folder at an address, which never lies outside the site."""
    name = f"{address}index.html" if address.endswith("/") else address
    path = Path(os.path.normpath(site / name.lstrip("/")))
    return path if path.is_relative_to(site) and (path.is_file() or path.is_dir()) else None


def _kind(path: Path) -> str:
    return KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
