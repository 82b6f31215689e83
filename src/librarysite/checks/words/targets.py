"""What a page can link to, and which of it is meant where there is nothing at the address."""

import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from urllib.parse import unquote, urlsplit

from librarysite import paths
from librarysite.problems import Mistake, did_you_mean

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
ADDRESS = re.compile(r"(www\.|[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|net|org|uk|co\.uk|gov\.uk|org\.uk)(/|$))", re.I)


@dataclass(frozen=True)
class Targets:
    """What there is: files below ``content/`` and made ones, and addresses of pages made from entries.

    ``all_known`` is False while mistakes in the entries leave it open what will be made. ``anchors`` gives those
    of a file; None for a page that is made, where they are not known before it is.
    """

    website: str
    files: frozenset[str]
    pages: frozenset[str]
    anchors: Callable[[str], list[str] | None]
    all_known: bool = True

    def has(self, path: str) -> bool:
        """Tell whether there is a file, or a page that would come from such a file."""
        return path in self.files or (path.endswith(".md") and paths.markdown_page(path) in self.pages)

    def may_be_made(self, path: str) -> bool:
        """Tell whether a file may yet be made once the mistakes in the entries are put right."""
        return not self.all_known and (not self.pages or path.split("/")[0].removesuffix(".md") in self._made)

    @cached_property
    def _made(self) -> set[str]:
        folders = (paths.FEEDS, paths.DATA)
        return {address.split("/")[0] for address in (*self.pages, *folders) if address}

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Give each file by its name as somebody may remember it: small letters, without index and ending."""
        folders = {address.split("/")[0] for address in self.pages if address.count("/") > 1}
        made = (
            f"{address}index.md" if address.rstrip("/") in folders else f"{address.rstrip('/') or 'index'}.md"
            for address in self.pages
        )
        names: dict[str, str] = {}
        for path in [*sorted(self.files), *sorted(made)]:
            names.setdefault(remembered(path), path)
        return names

    def closest(self, path: str, endings: tuple[str, ...] = ()) -> str | None:
        """Return the file that is most likely meant."""
        names = {n: p for n, p in self.by_name.items() if not endings or p.lower().endswith(endings)}
        wanted = remembered(path)
        if wanted in names:
            return names[wanted]
        if close := get_close_matches(wanted, names, n=1, cutoff=0.85):
            return names[close[0]]
        name = _of_last_part(wanted.rpartition("/")[2], names)
        return names[name] if name else None


def _of_last_part(last: str, names: Collection[str]) -> str | None:
    """Return the name whose last part is the one that is wanted, the nearest to the top, or the likest one."""
    if same := [name for name in names if last and name.rpartition("/")[2] == last]:
        return min(same, key=lambda name: (name.count("/"), name))
    lasts = {name.rpartition("/")[2]: name for name in names}
    close = get_close_matches(last, lasts, n=1, cutoff=0.7)
    return lasts[close[0]] if close else None


def remembered(path: str) -> str:
    """Return a path as somebody may remember it."""
    plain = re.sub(r"[ _]+", "-", path.lower().strip("/"))
    return re.sub(r"(^|/)index$", "", re.sub(r"\.(md|html?)$", "", plain)) or "index"


@dataclass(frozen=True)
class Spot:
    """Where links stand (on a page, by its path below ``content/``; None in data) and what they can lead to."""

    targets: Targets
    path: str | None

    def fault(self, address: str) -> Mistake | None:
        """Return what is wrong with a link to something within the site."""
        if self.path is None:
            return self._fault_in_data(address)
        path, anchor = self._parted(address)
        if not path:
            return self._anchor_fault(self.path, anchor)
        if address.startswith("//"):
            return Mistake("This web address is not whole", f"write https:{address}")
        target = self._target(path)
        if not path.startswith(("/", "\\")) and self.targets.has(target):
            return self._anchor_fault(target, anchor) if target.endswith(".md") else None
        return self._dead(path, target, anchor, "page or file")

    def picture_fault(self, address: str) -> Mistake | None:
        """Return what is wrong with the address of a picture."""
        if self.path is None:
            return Mistake("A picture cannot stand here", "put it on a page in the folder content")
        path, _ = self._parted(address)
        if not path:
            return Mistake(
                "It is not said which picture this is", "write the name of its file between ( and )"
            )
        target = self._target(path)
        if not path.startswith("/") and target in self.targets.files:
            if target.lower().endswith(PICTURES):
                return None
            return Mistake(f"“{path}” is not a picture that browsers can show", "save it as .jpg or .png")
        return self._dead(path, target, "", "picture", PICTURES)

    def own(self, address: str) -> str | None:
        """Return the path to a page of this site whose whole address was written."""
        website = self.targets.website
        if not website or not address.startswith(website) or self.path is None:
            return None
        path, anchor = self._parted(address[len(website) :])
        found = self.targets.closest(path or "index")
        exact = found is not None and remembered(found) == remembered(path or "index")
        return self._way_to(found, anchor) if found and exact else None

    def target(self, address: str) -> str | None:
        """Return the file within the site that a link names; None for any other link."""
        path, _ = self._parted(address)
        within = (
            self.path is not None and path and not re.match(r"[a-z][a-z0-9+.-]*:|/", address.strip(), re.I)
        )
        return self._target(path) if within else None

    def _parted(self, address: str) -> tuple[str, str]:
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return address, ""
        return unquote(parts.path), parts.fragment

    def _target(self, path: str) -> str:
        assert self.path is not None
        folder = "" if path.startswith("/") else posixpath.dirname(self.path)
        return posixpath.normpath(posixpath.join(folder, path.lstrip("/")))

    def _way_to(self, path: str, anchor: str = "") -> str:
        assert self.path is not None
        way = posixpath.relpath(path, posixpath.dirname(self.path) or ".")
        return f"{way}#{anchor}" if anchor else way

    def _anchor_fault(self, path: str, anchor: str) -> Mistake | None:
        if not anchor:
            return None
        anchors = self.targets.anchors(path)
        if anchors is None or unquote(anchor) in anchors:
            return None
        page = "This page" if path == self.path else f"The page content/{path}"
        remedy = (
            did_you_mean(anchor, anchors) if anchors else "delete the # and what follows: it has no headings"
        )
        if not remedy.startswith("did you mean ") and anchors:
            remedy = f"its first headings are {', '.join(f'#{a}' for a in anchors[:5])}"
        return Mistake(
            f"{page} has no heading “#{anchor}”", remedy.replace("did you mean ", "did you mean #")
        )

    def _dead(
        self, path: str, target: str, anchor: str, what: str, endings: tuple[str, ...] = ()
    ) -> Mistake | None:
        if "@" in path and "/" not in path:
            return Mistake(f"There is no page “{path}”: it is an e-mail address", f"write mailto:{path}")
        if ADDRESS.match(path) and not self.targets.closest(target):
            return Mistake("The beginning of this web address is missing", f"write https://{path}")
        found = self.targets.closest(target.lstrip("./"), endings)
        if found and remembered(found) == remembered(target):
            message = "A link within this website names the file of the page"
            return Mistake(message, f"write {self._way_to(found, anchor)}")
        if self.targets.may_be_made(target):
            return None
        meant = f"did you mean {self._way_to(found, anchor)}?" if found else ""
        return Mistake(f"There is no {what} “{path}”", meant or "look up its name in the folder content")

    def _fault_in_data(self, address: str) -> Mistake:
        path, anchor = self._parted(address)
        found = self.targets.closest(path.lstrip("./")) if path.strip("./") else None
        message = (
            "Text in data is shown on several pages and in calendars: a link in it is a whole web address"
        )
        if not found:
            return Mistake(message, "write it from https:// on")
        stem = found if not found.endswith(".md") else paths.markdown_page(found)
        return Mistake(message, f"write {self.targets.website}{stem}" + (f"#{anchor}" if anchor else ""))
