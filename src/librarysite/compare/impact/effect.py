"""What an edit does, of one kind: some words for the one sentence, and lines for what is said below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from librarysite.wording.facts import names_words

SHOWN = 10


@dataclass(frozen=True)
class Effect:
    """“cancels”, “4 dates”, and each of them in words below the label “Cancelled”.

    Without ``what`` the verb says it all. ``lines`` stand below each other, ``addresses`` beside each other.
    """

    verb: str
    what: str
    label: str
    lines: Sequence[str] = ()
    addresses: Sequence[str] = ()

    def details(self) -> list[str]:
        """Return what is said below the sentence: ten at most, and how many more there are."""
        shown = [f"{self.label}: {line}" for line in self.lines[:SHOWN]]
        if (more := len(self.lines) - SHOWN) > 0:
            shown.append(f"{self.label}: and {more:,} more {'line' if more == 1 else 'lines'}")
        if self.addresses:
            named = [f"/{address}" for address in self.addresses[:SHOWN]]
            more = len(self.addresses) - SHOWN
            shown.append(f"{self.label}: {', '.join(named)}{f' and {more:,} more' if more > 0 else ''}")
        return shown


def sentence(effects: Iterable[Effect]) -> str:
    """Return all in one sentence: “This edit changes 14 pages and 2 news feeds, and cancels 4 dates.”"""
    objects: dict[str, list[str]] = {}
    for effect in effects:
        objects.setdefault(effect.verb, []).append(effect.what)
    if not objects:
        return "This edit changes nothing that readers see."
    parts = [" ".join(filter(None, [verb, names_words(whats)])) for verb, whats in objects.items()]
    return f"This edit {names_words(parts)}."
