"""What was read of a site, and where each entry of it stands."""

from dataclasses import dataclass, field

from librarysite.model import Library
from librarysite.problems import Problem, Where
from librarysite.reading.register import Source
from librarysite.yamlfile.tree import Document


@dataclass
class Loaded:
    """What was read: a Library of all entries that can be read (None without a service), and the problems.

    ``sources`` gives, for each of Library's lists, the source of each entry, in the same order; ``pages`` gives each
    Markdown file, by its path below ``content/``; ``partly_read`` has the lists of which an entry cannot be read.
    """

    library: Library | None = None
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, list[Source]] = field(default_factory=dict)
    pages: dict[str, Document] = field(default_factory=dict)
    partly_read: set[str] = field(default_factory=set)

    def in_file(self, problem: Problem[Where]) -> Problem:
        """Return a problem at a path into the Library as one at its place in a file."""
        source = self.sources[str(problem.at[0])][int(problem.at[1])]
        place = source.document.place((*source.path, *problem.at[2:]))
        return source.document.problem(place, problem.mistake, warning=problem.warning)
