"""Is a published site fresh? Reads its ``build.json`` and says how old it is; a Mistake says what is wrong."""

import json
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from librarysite import paths
from librarysite.moment import Now
from librarysite.problems import Mistake, count

SECONDS = 30  # how long a server may take
LARGEST = 1_000_000  # build.json has some hundred bytes
LONG_PAST = timedelta(hours=24)  # builds come several times a day
CLOCKS_DIFFER = timedelta(minutes=10)
HERE = {"localhost", "127.0.0.1", "::1"}


def site_address(text: str) -> str:
    """Return the address of a site, ending in a slash. Only https is asked, or http on this computer."""
    try:
        parts = urlsplit(text)
        allowed = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
        if not allowed or not parts.hostname or parts.port == 0:
            raise ValueError
    except ValueError:
        remedy = "write one that begins with https:// (http:// on localhost)"
        raise Mistake(f"{text} is not the address of a site", remedy) from None
    return parts._replace(path=parts.path.rstrip("/") + "/", query="", fragment="").geturl()


def freshness(address: str, now: Now, longest: timedelta) -> str:
    """Return how old the site at an address is, in a sentence. Mistake if it is too old or cannot be read."""
    record = _record(urljoin(address, paths.BUILD_RECORD))
    built, valid = _moment(record, "built_at"), _moment(record, "valid_until")
    if built > now.moment + CLOCKS_DIFFER:
        remedy = "is LIBRARYSITE_NOW set where it is built?"
        raise Mistake(f"The site was built for a moment to come, {record['built_at']}", remedy)
    age = now.moment - built
    if age > longest:
        raise Mistake(f"The site is too old: it was built {_ago(age)}", "see why it is not built anew")
    if now.moment - valid > LONG_PAST:
        message = f"Something that the site says stopped being true {_ago(now.moment - valid)}"
        raise Mistake(message, "see why it is not built anew")
    return f"The site was built {_ago(age)}."


class _OnlyAllowed(HTTPRedirectHandler):
    """Follows a redirect only to an address that may be asked."""

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        site_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _record(address: str) -> dict[str, Any]:
    on_this_computer = [ProxyHandler({})] if urlsplit(address).hostname in HERE else []
    opener = build_opener(_OnlyAllowed, *on_this_computer)
    request = Request(address, headers={"Cache-Control": "no-cache", "User-Agent": "librarysite watch"})
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            text = answer.read(LARGEST)
    except Mistake as mistake:
        raise Mistake(f"{address} leads elsewhere: {mistake.message}", mistake.remedy) from None
    except (OSError, HTTPException) as error:
        raise Mistake(f"{address} cannot be reached: {_reason(error)}") from None
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):  # the latter for thousands of brackets
        record = None
    if not isinstance(record, dict):
        raise Mistake(f"{address} is not the record of a build", "is this the address of the whole site?")
    return record


def _reason(error: Exception) -> str:
    """Return why an address cannot be reached: “HTTP Error 404: Not Found”, “Connection refused”."""
    if isinstance(error, HTTPError):
        return str(error)
    cause = error.reason if isinstance(error, URLError) else error
    return str(getattr(cause, "strerror", None) or cause or type(cause).__name__)


def _moment(record: dict[str, Any], key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(record[key])
        if moment.tzinfo:
            return moment
    except (KeyError, TypeError, ValueError):
        pass
    raise Mistake(
        f"{paths.BUILD_RECORD} does not say “{key}” as a moment", "is the site of another program there?"
    )


def _ago(age: timedelta) -> str:
    """Return “3 hours ago”, rounded down to the largest unit of which there are at least two."""
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes >= 48 * 60:
        return f"{count(minutes // (24 * 60), 'day')} ago"
    if minutes >= 120:
        return f"{count(minutes // 60, 'hour')} ago"
    return f"{count(minutes, 'minute')} ago"
