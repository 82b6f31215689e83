"""Watching a published site, asked over a real connection to a server on this computer."""

import contextlib
import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from librarysite.cli import main
from librarysite.commands import freshness as watch
from librarysite.commands.freshness import freshness, site_address
from librarysite.model import ZONE
from librarysite.moment import Now
from librarysite.problems import Mistake

NOW = Now(datetime(2026, 11, 23, 12, 0, tzinfo=ZONE))
DAY_AND_A_HALF = timedelta(hours=36)
Output = pytest.CaptureFixture[str]


class Server:
    """A server of one site: what it answers, and what it was asked for."""

    def __init__(self) -> None:
        """Begin with a site that was built at 9am and holds until midnight."""
        self.status, self.headers, self.asked = 200, {"Content-Type": "application/json"}, [""]
        self.body = record("2026-11-23T09:00:00+00:00", "2026-11-24T00:00:00+00:00")
        self.address = ""
        self.may_answer = threading.Event()
        self.may_answer.set()


def record(built_at: object, valid_until: object) -> bytes:
    """Return a build.json."""
    return json.dumps({"built_at": built_at, "valid_until": valid_until, "commit": None}).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    """Run a server while a test runs."""
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            told.may_answer.wait(10)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who waited too long has gone
                self.answer()

        def answer(self) -> None:
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.body)

        def log_message(self, *args: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.address = f"http://127.0.0.1:{running.server_port}/"
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield told
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture(autouse=True)
def moment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command run at midday on Monday 23 November 2026."""
    monkeypatch.setenv("LIBRARYSITE_NOW", "2026-11-23T12:00")


def test_a_fresh_site(server: Server, capsys: Output, tmp_path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site of three hours ago is well; no folder of a site is needed to ask."""
    monkeypatch.chdir(tmp_path)
    assert main(["watch", server.address]) == 0
    assert capsys.readouterr() == ("The site was built 3 hours ago.\n", "")
    assert server.asked[1:] == ["/build.json"]


@pytest.mark.parametrize("path", ["luton", "luton/", "luton/?x=1#top"])
def test_a_site_below_an_address(server: Server, path: str) -> None:
    """Of a site below an address the record there is asked for, with or without the last slash."""
    freshness(site_address(server.address + path), NOW, DAY_AND_A_HALF)
    assert server.asked[1:] == ["/luton/build.json"]


@pytest.mark.parametrize(
    ("built_at", "words"),
    [
        ("2026-11-23T12:05:00+00:00", "The site was built 0 minutes ago."),  # clocks differ a little
        ("2026-11-23T11:59:00+00:00", "The site was built 1 minute ago."),
        ("2026-11-23T10:01:00+00:00", "The site was built 119 minutes ago."),
        ("2026-11-23T11:00:00+01:00", "The site was built 2 hours ago."),
        ("2026-11-23T10:00:00Z", "The site was built 2 hours ago."),
        ("2026-11-22T00:00:00+00:00", "The site was built 36 hours ago."),
    ],
)
def test_age_in_words(server: Server, built_at: str, words: str) -> None:
    """The age is told in the largest unit of which there are two; 36 hours are just well."""
    server.body = record(built_at, "2026-11-24T00:00:00+00:00")
    assert freshness(server.address, NOW, DAY_AND_A_HALF) == words


@pytest.mark.parametrize(
    ("built_at", "valid_until", "words"),
    [
        ("2026-11-21T23:59:00+00:00", "2026-11-24T00:00:00+00:00", "too old: it was built 36 hours ago"),
        ("2026-11-13T12:00:00+00:00", "2026-11-24T00:00:00+00:00", "too old: it was built 10 days ago"),
        ("2026-11-22T09:00:00+00:00", "2026-11-22T11:00:00+00:00", "stopped being true 25 hours ago"),
        ("2026-12-25T09:00:00+00:00", "2026-12-26T00:00:00+00:00", "for a moment to come, 2026-12-25T09:00"),
    ],
)
def test_a_site_that_is_not_fresh(
    server: Server, capsys: Output, built_at: str, valid_until: str, words: str
) -> None:
    """A site that is too old, says what has long stopped being true, or was built for another moment ends with 1."""
    server.body = record(built_at, valid_until)
    assert main(["watch", server.address]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert said.err.count("\n") == 1


def test_how_old_it_may_be_can_be_told(server: Server, capsys: Output) -> None:
    """With ``--hours 2`` a site of three hours ago is too old, with ``--hours 3`` it is not."""
    assert main(["watch", server.address, "--hours", "2"]) == 1
    assert main(["watch", server.address, "--hours", "3"]) == 0


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!doctype html>", "is not the record of a build"),
        (b"", "is not the record of a build"),
        (b"\xff\xfe\xfd", "is not the record of a build"),
        (b"[1, 2]", "is not the record of a build"),
        (b"[" * 100_000, "is not the record of a build"),
        (b"{}", "does not say “built_at” as a moment"),
        (record("yesterday", "2026-11-24T00:00:00+00:00"), "does not say “built_at” as a moment"),
        (record(5, "2026-11-24T00:00:00+00:00"), "does not say “built_at” as a moment"),
        (record("2026-11-23T09:00:00", "2026-11-24T00:00:00Z"), "does not say “built_at” as a moment"),
        (record("2026-11-23T09:00:00Z", None), "does not say “valid_until” as a moment"),
    ],
)
def test_what_is_no_record_is_told(server: Server, capsys: Output, body: bytes, words: str) -> None:
    """Whatever else stands at the address is told in a sentence, never with a Python error."""
    server.body = body
    assert main(["watch", server.address]) == 1
    assert words in capsys.readouterr().err


def test_a_site_without_the_record(server: Server, capsys: Output) -> None:
    """A page that is not there is told by its number and name."""
    server.status = 404
    assert main(["watch", server.address]) == 1
    assert (
        f"{server.address}build.json cannot be reached: HTTP Error 404: Not Found" in capsys.readouterr().err
    )


def test_a_site_that_cannot_be_reached(server: Server, capsys: Output) -> None:
    """Where no server answers, that is told in a sentence."""
    assert main(["watch", "http://localhost:1/"]) == 1
    assert "http://localhost:1/build.json cannot be reached: Connection refused" in capsys.readouterr().err


def test_a_server_that_never_answers(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes too long is given up."""
    monkeypatch.setattr(watch, "SECONDS", 0.05)
    server.may_answer.clear()
    with pytest.raises(Mistake, match="cannot be reached: timed out"):
        freshness(server.address, NOW, DAY_AND_A_HALF)
    server.may_answer.set()


def test_an_answer_that_breaks_off(server: Server) -> None:
    """An answer that ends too soon is told like one that never came."""
    server.headers, server.body = {"Content-Length": "1000"}, server.body[:40]
    with pytest.raises(Mistake, match="is not the record of a build"):
        freshness(server.address, NOW, DAY_AND_A_HALF)


@pytest.mark.parametrize(
    "target", ["http://library.example.org/build.json", "ftp://localhost/", "file:///etc/x"]
)
def test_a_redirect_leads_nowhere_else(server: Server, target: str) -> None:
    """A redirect to an address that may not be asked is not followed."""
    server.status, server.headers = 302, {"Location": target}
    with pytest.raises(Mistake):
        freshness(server.address, NOW, DAY_AND_A_HALF)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    "address",
    [
        "http://library.example.org/", "file:///etc/passwd", "ftp://library.example.org/", "library.example.org",
        "https://", "", "http://localhost.example.org/", "https://[broken/", "http://localhost:99999/",
    ],
)  # fmt: skip
def test_only_https_is_asked(capsys: Output, address: str) -> None:
    """Any other address, but for http on this computer, is refused before anything is asked, with what to write."""
    assert main(["watch", address]) == 2
    assert "write one that begins with https://" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address", ["https://library.example.org", "http://localhost:8000/", "http://[::1]/x"]
)
def test_addresses_that_are_asked(address: str) -> None:
    """Sites on the internet are asked by https, sites on this computer by http too."""
    assert site_address(address) == address.rstrip("/") + "/"


@pytest.mark.parametrize("hours", ["0", "-1", "1.5", "a day", "", "99999999999"])
def test_hours_that_cannot_be_read(capsys: Output, hours: str) -> None:
    """``--hours`` takes a whole number above 0, and says so."""
    assert main(["watch", "https://library.example.org/", f"--hours={hours}"]) == 2
    assert "is not a number of hours" in capsys.readouterr().err
