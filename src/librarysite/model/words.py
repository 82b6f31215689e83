"""What can be used from home, and the pages of words."""

from datetime import date
from typing import Annotated, Literal

from pydantic import model_validator

from librarysite import notation, paths
from librarysite.model.fields import (
    Day,
    Email,
    Entry,
    Link,
    Phone,
    Prose,
    Slug,
    Slugs,
    Text,
    Texts,
    YesNo,
    choice,
    one,
)
from librarysite.notation import in_a_later_year
from librarysite.problems import Mistake

KINDS = dict.fromkeys(("phone", "telephone"), "help line") | dict.fromkeys(
    ("online", "website", "e_book"), "digital"
)


class Offer(Entry):
    """Something people can use from home: a digital offer or a help line."""

    id: Slug
    title: Text
    summary: Text
    description: Prose | None = None
    kind: Annotated[Literal["digital", "help line"], choice("digital", "help line", **KINDS)] = "digital"
    for_: Text | None = None
    need: Text | None = None
    cost: Text | None = None
    link: Link | None = None
    link_text: Text | None = None
    phone: Phone | None = None
    email: Email | None = None
    staffed: Text | None = None
    from_: Day | None = None
    until: Day | None = None
    checked: Day | None = None
    provided_by: Text | None = None
    a_z: Texts = ()
    sample: YesNo = False

    @model_validator(mode="after")
    def _in_order(self) -> "Offer":
        if self.from_ and self.until and self.until < self.from_:
            raise Mistake(
                "The last day is before the first",
                f"did you mean {in_a_later_year(self.until, self.from_)}?",
                "until",
            )
        return self

    def offered_on(self, day: date) -> bool:
        """Tell whether the offer holds on a day."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class Update(Entry):
    """A dated note of what changed on a page."""

    date: Day
    note: Text


class Article(Entry):
    """A page of words: the front matter of one Markdown file. ``path`` is its path below ``content/``."""

    path: str
    title: Text
    summary: Text | None = None
    published: Day | None = None
    updated: Day | None = None
    updates: tuple[Update, ...] = ()
    branches: Slugs = ()
    topics: Slugs = ()
    phase: Annotated[Literal["alpha", "beta"] | None, choice("alpha", "beta", live="delete this line")] = None
    a_z: Texts = ()
    lang: Annotated[str, one(notation.read_language)] = "en-GB"
    dir: Annotated[Literal["ltr", "rtl"], choice("ltr", "rtl", left_to_right="ltr", right_to_left="rtl")] = (
        "ltr"
    )
    review_by: Day | None = None
    sample: YesNo = False

    @property
    def is_news(self) -> bool:
        """News stands in ``content/news/``."""
        return self.address.startswith(paths.NEWS) and self.address != paths.NEWS

    def is_out_on(self, day: date) -> bool:
        """Tell whether it is to be seen on a day: news is, from the day of its ``published`` on."""
        return not self.is_news or self.published is None or self.published <= day

    @property
    def address(self) -> str:
        """The address below the site's own, ending in a slash (empty for home)."""
        return paths.markdown_page(self.path)
