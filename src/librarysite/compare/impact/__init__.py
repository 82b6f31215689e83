"""What readers will see of an edit, a module for each kind of effect. What subscribers would lose is in vanished.

The site as it is with the entries before the edit is compared with the site as it is with the entries now, both at
one moment.
"""

from librarysite.compare.impact.dates import date_effects
from librarysite.compare.impact.edition import Edition, read_edition
from librarysite.compare.impact.effect import Effect, sentence
from librarysite.compare.impact.files import file_effects
from librarysite.compare.impact.hours import hours_effects
from librarysite.compare.impact.news import news_effects
from librarysite.compare.impact.status import status_effects

__all__ = ["Edition", "Effect", "impact", "impact_words", "read_edition"]


def impact(before: Edition, after: Edition) -> list[Effect]:
    """Return everything that readers will notice of an edit."""
    old, new, now = before.site.library, after.site.library, after.site.now
    return [
        *file_effects(before, after),
        *hours_effects(old, new, now.today),
        *date_effects(before.agenda(), after.agenda()),
        *status_effects(old, new, now),
        *news_effects(old, new, now),
    ]


def impact_words(effects: list[Effect]) -> str:
    """Return all in one sentence with the details below it: first what happens, then the addresses."""
    details = [line for effect in effects if not effect.addresses for line in effect.details()]
    details += [line for effect in effects if effect.addresses for line in effect.details()]
    return "\n".join([sentence(effects), *(f"  {line}" for line in details)])
