"""Reads the lines of a calendar file (RFC 5545 section 3.1) into components, without the library that wrote them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

ESCAPES = {"n": "\n", "N": "\n"}


class Line(NamedTuple):
    """A content line, unfolded: its name, its parameters without quotes, and its value as written."""

    name: str
    params: dict[str, str]
    value: str


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    lines: list[Line] = field(default_factory=list)
    inner: list["Component"] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        """Return the lines of a name."""
        return [line for line in self.lines if line.name == name]

    def value(self, name: str) -> str:
        """Return the value of a name's first line, empty without one."""
        return next((line.value for line in self.all(name)), "")

    def text(self, name: str) -> str:
        """Return a TEXT value as people read it."""
        return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), self.value(name))


def octet_faults(ics: bytes) -> Iterator[str]:
    """Give what is wrong with a file before it is read as lines: their ends and lengths, and its characters."""
    if not ics.endswith(b"\r\n"):
        yield "the file does not end with CRLF"
    if re.search(rb"[\r\n]", ics.replace(b"\r\n", b"")):
        yield "a line does not end with CRLF"
    for line in re.split(rb"\r\n|\r|\n", ics.removesuffix(b"\r\n")):
        if len(line) > 75:
            yield f"longer than 75 octets: {line[:30]!r}"
        if not line.strip():
            yield "an empty line"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"not UTF-8, or a character is cut by the fold: {line[:30]!r}"
    if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", ics):
        yield "a control character"


def read(ics: bytes) -> Component:
    """Return a calendar's VCALENDAR; ValueError where lines or their nesting cannot be read."""
    unfolded = re.sub(rb"\r\n[ \t]", b"", ics).decode("utf-8", "replace")
    top = tree(re.split(r"\r\n|\r|\n", unfolded.removesuffix("\r\n")))
    if [c.name for c in top.inner] != ["VCALENDAR"] or top.lines:
        raise ValueError("the file is not one VCALENDAR")
    return top.inner[0]


def tree(lines: Iterable[str]) -> Component:
    """Return a component without a name that holds what the lines begin and end; ValueError if they do not match."""
    top = Component("")
    open_ones = [top]
    for raw in lines:
        line = _line(raw)
        if line.name == "BEGIN":
            open_ones[-1].inner.append(Component(line.value))
            open_ones.append(open_ones[-1].inner[-1])
        for component in open_ones:
            component.raw.append(raw)
        if line.name == "END":
            if open_ones.pop().name != line.value or not open_ones:
                raise ValueError(f"END:{line.value} does not close what was begun")
        elif line.name != "BEGIN":
            open_ones[-1].lines.append(line)
    if len(open_ones) > 1:
        raise ValueError(f"{open_ones[-1].name} is not closed")
    return top


def raw_events(ics: bytes) -> list[bytes]:
    """Return a calendar file's VEVENTs as they are written."""
    return re.findall(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", ics, re.DOTALL | re.MULTILINE)


def events_of(calendar: Component) -> list[Component]:
    """Return a calendar's VEVENTs."""
    return [component for component in calendar.inner if component.name == "VEVENT"]


PARAM = r';([A-Za-z0-9-]+)=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*)'


@lru_cache(maxsize=1 << 16)
def _line(raw: str) -> Line:
    whole = re.fullmatch(rf"([A-Za-z0-9-]+)((?:{PARAM})*):(.*)", raw, re.DOTALL)
    if not whole:
        raise ValueError(f"not a content line: {raw!r}")
    params = {name.upper(): _uncareted(value.strip('"')) for name, value in re.findall(PARAM, whole[2])}
    return Line(whole[1].upper(), params, whole[5])


def _uncareted(value: str) -> str:
    """Return a parameter's value as RFC 6868 means it."""
    return re.sub(r"\^(['n^])", lambda found: {"'": '"', "n": "\n", "^": "^"}[found[1]], value)
