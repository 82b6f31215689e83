"""Which ids are taken in which list, by entries that can be read and by those of which no more than the id can be."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from librarysite.problems import Mistake, Place, Problem
from librarysite.reading.keynames import in_one_form
from librarysite.yamlfile.tree import Document, Mapping, Node, Path_, Scalar, Sequence


@dataclass(frozen=True)
class Source:
    """Where an entry stands: the file as read and the path to the entry in it."""

    document: Document
    path: Path_


@dataclass
class Register:
    """The ids of each list with their sources; of those in ``partly_known`` some cannot be read.

    ``past`` has the ids of libraries that are closed and of words that are retired.
    """

    ids: dict[str, dict[str, Source]] = field(default_factory=dict)
    past: dict[str, set[str]] = field(default_factory=dict)
    partly_known: set[str] = field(default_factory=set)

    @property
    def known(self) -> dict[str, dict[str, Source]]:
        """The lists of which every id is known, so that what is not in them is not there."""
        return {name: ids for name, ids in self.ids.items() if name not in self.partly_known}

    def take(self, name: str, node: Node, source: Source) -> Mistake | None:
        """Note the id of an entry; return the mistake if it is there already."""
        written = node.values.get("id") if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or not isinstance(written, Scalar) or written.empty:
            if isinstance(node, Mapping) and node.lost:
                self.partly_known.add(name)
            return None
        # In one form, so that a capital in an id is told once, and not where it is named.
        in_form = in_one_form(written.value).replace("_", "-")
        if node.keys.keys() & {"closed", "retired"}:
            self.past.setdefault(name, set()).add(in_form)
        first = self.ids.setdefault(name, {}).setdefault(in_form, source)
        if first is source:
            return None
        line = first.document.place((*first.path, "id")).line
        where = f"line {line}" if first.document is source.document else f"{first.document.name}, line {line}"
        message = f"The id “{written.value}” is there already, in {where}"
        return Mistake(message, "write another; ids are never used twice")

    def take_lists(
        self, document: Document, names: tuple[str, ...], *, all_read: bool
    ) -> Iterator[Problem[Place]]:
        """Note the ids of some lists of a file; give each that is there already.

        If not all is read, the name of a list that is not there is misspelt, which is told once.
        """
        lists = document.root.values if isinstance(document.root, Mapping) else {}
        for name in names:
            if all_read or name in lists:
                self.ids.setdefault(name, {})
            node = lists.get(name)
            if document.problems and not isinstance(node, Sequence):
                self.partly_known.add(name)
            for index, item in enumerate(node.items if isinstance(node, Sequence) else []):
                source = Source(document, (name, index))
                if mistake := self.take(name, item, source):
                    yield Problem(document.place((*source.path, "id")), mistake)
            self.take_left_out(document, name)

    def take_left_out(self, document: Document, name: str) -> None:
        """Note the ids on the other side of an unfinished merge, if the list has any."""
        for entry_id in document.left_out if name in self.ids else ():
            self.ids[name].setdefault(entry_id, Source(document, (name,)))
