"""Hands out files over HTTP, to this computer alone."""

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {".ics": "text/calendar; charset=utf-8", ".xml": "application/rss+xml; charset=utf-8"}


class _Quiet(SimpleHTTPRequestHandler):
    """Hands out files and says nothing about it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Keep the tests' output clean."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Hand out the files of a folder; give the address of the server."""
    with _running(partial(_Quiet, directory=str(folder))) as server:
        yield server


@contextmanager
def serving_files(files: Mapping[str, bytes]) -> Iterator[str]:
    """Hand out files by their address as they are at the moment, with an ETag each; give the address of the server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Send a file, unless whoever asks has it as it is."""
            content, tag = self._head()
            if self.headers.get("If-None-Match") != tag:
                self.wfile.write(content)

        def do_HEAD(self) -> None:
            """Say what a file is like."""
            self._head()

        def _head(self) -> tuple[bytes, str]:
            address = self.path.removeprefix("/")
            content = files[address]
            tag = f'"{hashlib.sha256(content).hexdigest()}"'
            self.send_response(304 if self.headers.get("If-None-Match") == tag else 200)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", TYPES[Path(address).suffix])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            return content, tag

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            """Keep the tests' output clean."""

    with _running(Handler) as server:
        yield server


@contextmanager
def _running(handler: type[BaseHTTPRequestHandler] | partial[_Quiet]) -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()
