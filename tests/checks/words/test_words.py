"""Pages that are right give nothing, whatever is in them; and places are those in the file."""

import re
import shutil
from datetime import date, datetime
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from librarysite.checks.words.addresses import file_addresses, page_addresses
from librarysite.checks.words.content import anchors, content_of
from librarysite.checks.words.marks import MARK, converter, mark
from librarysite.checks.words.style import slips
from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.problems import Place, report
from librarysite.rendering.markup import ATTRIBUTES, PAGES, TAGS
from librarysite.site import make_site, read_site

RIGHT = """\
---
title: Everything that is right
summary: A page with all that Markdown has.
published: 2026-11-20
---

Read about [who runs the libraries](about.md#who-runs-the-libraries), in the [news](news/index.md), at
[the *central* library](libraries/central.md "Our largest one"), in [opening times](opening-times.md) or, by its
other name, [opening times](opening-times/index.md). [Events for babies](whats-on/index.md?for=babies).
[Home](index.md), [all that is right](right.md), [further down](#down), [the poster](libraries/lewsey/poster.md).

## Files and feeds {#down .wide}

- [all events as a calendar](feeds/events.ics), [one event](whats-on/lego-club-central/event.ics)
- [news feed](feeds/news.xml), [news about a library that has none yet](feeds/news/at/leagrave.xml)
- [events as a table](data/events.csv), [a picture as a file](images/corner.jpg)
- [month](whats-on/month/2026-11.md), [babies](whats-on/for/babies.md), [news to come](news/to-come.md)
- [the library service](https://www.example.org/a_b?c=1&d=2#e), <https://www.example.org/>, <info@example.org>
- [ring us](tel:+441582547418), [ring](tel:01582%20547418), [write](mailto:info@example.org?subject=Books%20%26%20more)

### A reference, a picture, a table

Ask [our staff][staff], [staff], or [them][].
![Two armchairs beside a window](images/corner.jpg "Our corner"){ width=300 }
[![Two armchairs](images/corner.jpg)](contact.md)

[staff]: contact.md "Our staff"
[them]: <contact.md>

| When | Where | Price |
| :--- | :---: | ----: |
| Mon 3 Mar | [Central](libraries/central.md) | £2.50-3.75 |

!!! note "Good to know"
    In a note is [a link](contact.md), too.

1. First
2. Second

    with words below, and `10am-11am` and `[code](nowhere.md)` and `<iframe>`

```html
<iframe src="x"></iframe> [code](nowhere.md) at 10am-11am
```

    ![](indented/code.png) on 1st May

## HTML that may be used

<div class="wide" lang="ur" dir="rtl"></div>

<details><summary>More</summary><p>H<sub>2</sub>O, <kbd>Ctrl</kbd>, <abbr title="British Sign Language">BSL</abbr>,
<time datetime="2026-05-01">1 May</time>.<br>New line</p></details>

<!-- [nowhere](nowhere.md) at noon on 1st May -->

5 < 6 & 7 > 6, AT&T, &copy; and &#169;. snake_case_name, 2 * 3 * 4, [not a link], (nor this), [x] done, *a* and **b**.
It's "quoted", the '90s, 50-60 people, ages 3-5, 9-5, 24/7, 2023/24, 1939-1945, 0300 555 4152, LU1 2NG, WCAG 2.2.
From 10am to 11:30am on Tuesday 1 December 2026, until midday or midnight. The Sun shone. In May 20 people came.
A £10-£12 ticket, £10.30-£11.30, Section 2.10.2020.1, John 3:16, the afternoon, isbn 978-0-14-103614-4,
2-4 Example Road.

---

A line across, and a last word\x20\x20
after a break.
"""


@pytest.fixture
def site(tmp_path: Path, root: Path) -> Path:
    """Return a copy of the sample site with a picture and a piece of news to come."""
    for folder in ("data", "content"):
        shutil.copytree(root / folder, tmp_path / folder)
    (tmp_path / "content" / "images").mkdir()
    (tmp_path / "content" / "images" / "corner.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "content" / "news" / "to-come.md").write_text(
        "---\ntitle: To come\npublished: 2027-01-01\n---\n\nWords.\n"
    )
    return tmp_path


def test_a_page_on_which_all_is_right_gives_nothing(site: Path, now: Now) -> None:
    """Links of every kind, pictures, tables, notes, code, HTML and comments that are right raise no alarm."""
    (site / "content" / "right.md").write_text(RIGHT)
    assert report(read_site(site, now.today).problems) == ""


def test_line_ends_of_windows_and_a_mark_at_the_beginning_change_no_place(site: Path, now: Now) -> None:
    """A file saved under Windows is told in the same lines and columns."""
    text = "---\ntitle: T\n---\n\nOne.\n\nSee [it](nowhere.md).\n"
    path = site / "content" / "windows.md"
    places = []
    for raw in (text.encode(), b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()):
        path.write_bytes(raw)
        places += [p.place for p in read_site(site, now.today).problems]
    assert places == [Place(7, 10, 10)] * 2


def test_no_link_to_entries_is_dead_while_entries_are_wrong(site: Path, now: Now) -> None:
    """While an event cannot be read, nobody is told that its page is missing; a page that never was is told."""
    events = site / "data" / "events.yaml"
    events.write_text(events.read_text().replace("branch: central", "branch: centrl"))
    words = "[Lego](whats-on/lego-club-central.md) [plans](plans.md)"
    (site / "content" / "page.md").write_text(f"---\ntitle: T\n---\n\n{words}\n")
    told = [p.message for p in read_site(site, now.today).problems if p.file.startswith("content/")]
    assert told == ["There is no page or file “plans.md”"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "when", ["2026-11-23T09:00", "2026-12-25T00:00", "2027-06-30T23:59", "2029-01-01T12:00"]
)
def test_every_address_of_the_site_is_known_without_making_it(when: str, sample: Library) -> None:
    """What the check takes for a page or file is what a build makes, at whatever moment."""
    now = Now(datetime.fromisoformat(when).replace(tzinfo=ZONE))
    site = make_site(sample, now, None)
    words = {article.address for article in sample.articles}
    assert set(site.pages) - words <= page_addresses(sample, now.today)
    lasting = {address for address in site.files if not re.search(r"/[^/]*\d{8}[^/]*\.ics$", address)}
    assert lasting <= file_addresses(sample)


@pytest.mark.slow
def test_addresses_that_are_not_there_today_come_and_go(sample: Library, now: Now) -> None:
    """A known address without a page is that of an event long over, a notice, a closed library's poster or a month."""
    absent = page_addresses(sample, now.today) - set(make_site(sample, now, None).pages)
    kinds = (
        r"whats-on/[a-z0-9-]+/|whats-on/month/\d{4}-\d\d/|opening-times/notice/.*|libraries/[a-z-]+/poster/"
    )
    assert [address for address in absent if not re.fullmatch(kinds, address)] == []


PIECES = [
    *"ab1_ \n#*-`[]()!<>&;:|=\"'{}.\\~^+é〓",
    "\n\n",
    "10am",
    "](",
    "x.md",
    "<b>",
    "</b>",
    "    ",
    "]: ",
    "\n- ",
    "\n\t",
]
ODD = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@pytest.mark.slow
@settings(
    derandomize=True, max_examples=500
)  # one junk text in some hundreds, such as {#x{, does come out otherwise
@given(ODD)
def test_marks_change_nothing_that_markdown_makes(text: str) -> None:
    """With the marks taken out again, a marked text gives the HTML of the text itself, but for the width of tabs."""
    plain = markdown.Markdown(extensions=[name for name in PAGES if name != "smarty"])
    marked = converter(PAGES).convert(mark(text).text)
    unmarked = MARK.sub("", re.sub(f" (?=[{chr(0x20000)}-{chr(0x2A6DF)}])", "", marked))
    assert re.sub(r"[ \t]+", " ", unmarked) == re.sub(r"[ \t]+", " ", plain.convert(text))


@given(st.text())
def test_any_text_has_a_content(text: str) -> None:
    """Whatever stands on a page, its content is found, and every place lies within the text."""
    content = content_of(text, PAGES)
    lines = text.split("\n")
    for element in [*content.links, *content.pictures, *content.headings, *content.tags, *content.passages]:
        assert 1 <= element.place.line <= len(lines)


@given(
    st.lists(
        st.sampled_from(
            [
                "one",
                "*two*",
                "`[x](y.md)`",
                "[three](four.md)",
                "![five](six.png)",
                "<b>7</b>",
                "\n",
                "\n\n- ",
            ]
        ),
        max_size=30,
    )
)
def test_a_link_is_placed_where_it_is_written(parts: list[str]) -> None:
    """Each link's address is found at its very line and column, however much code looks like it."""
    text = " ".join(parts)
    lines = text.split("\n")
    content = content_of(text, PAGES)
    found = [(link.attributes["href"].place(), "four.md") for link in content.links]
    found += [(picture.attributes["src"].place(), "six.png") for picture in content.pictures]
    for place, written in found:
        assert place is not None
        assert lines[place.line - 1][place.column - 1 :].startswith(written)


def test_what_word_leaves_behind_is_told_and_ends_nothing(site: Path, now: Now) -> None:
    """HTML that Python cannot read on from is a mistake of the page, and no end of the check."""
    (site / "content" / "word.md").write_text("---\ntitle: T\n---\n\n<p>\n<![if !supportLists]> [a](b.md)\n")
    told = [(p.message, p.place.line) for p in read_site(site, now.today).problems]
    assert told[0] == ("A page cannot be read from here on", 6)


def test_a_page_with_more_words_than_marks_is_read() -> None:
    """Beyond 42,000 words there are no marks any more; a link there is found without its own place."""
    content = content_of("word " * 43_000 + "[last](last.md)", PAGES)
    assert [link.attributes["href"].text for link in content.links] == ["last.md"]


def test_anchors_are_those_of_the_published_page() -> None:
    """Headings give anchors as Markdown makes them, with curly quotes, a second one of a name, and ids of one's own."""
    text = '## Children\'s books\n\n## New\n\n## New\n\n## Fees {#money}\n\n<div id="map"></div>\n'
    assert anchors(text, PAGES) == ["childrens-books", "new", "new_1", "money", "map"]


def test_markdown_makes_only_what_the_website_keeps() -> None:
    """No tag that Markdown itself makes is refused; of what it writes into tags only a table's alignment is lost."""
    lost = set()
    content = markdown.Markdown(extensions=PAGES).convert(RIGHT.split("---\n", 2)[2])
    for tag, attributes in re.findall(r"<([a-z0-9]+)((?: [a-z-]+=\"[^\"]*\")*)[ /]*>", content):
        assert tag in TAGS | {"iframe"}
        names = set(re.findall(r" ([a-z-]+)=", attributes))
        lost |= {(tag, name) for name in names - ATTRIBUTES["*"] - ATTRIBUTES.get(tag, set())}
    assert lost <= {("td", "style"), ("th", "style")}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("10am-11am", "10am to 11am"),
        ("10am – 11.30am", "10am to 11:30am"),
        ("10-11am", "10am to 11am"),
        ("11-1pm", "11am to 1pm"),
        ("9-12pm", "9am to midday"),
        ("9am-5", "9am to 5pm"),
        ("14:00 - 16:30", "2pm to 4:30pm"),
        ("10am-noon", "10am to midday"),
        ("10:00 am", "10am"),
        ("10 a.m.", "10am"),
        ("10.30PM", "10:30pm"),
        ("12pm", "midday"),
        ("12 noon", "midday"),
        ("12am", "midnight"),
        ("17:45", "5:45pm"),
        ("1730hrs", "5:30pm"),
        ("1st May 2026", "1 May 2026"),
        ("the 2nd of May", "2 May"),
        ("May 3rd", "3 May"),
        ("May 1, 2026", "1 May 2026"),
        ("01/05/2026", "1 May 2026"),
        ("5.6.2026", "5 June 2026"),
        ("2026-05-01", "1 May 2026"),
        ("9 Sept 2026", "9 September 2026"),
        ("1-5 May", "1 to 5 May"),
        ("30 May - 2 June 2026", "30 May to 2 June 2026"),
        ("Tues", "Tuesday"),
        ("Mon-Fri", "Monday to Friday"),
        ("Monday – Friday", "Monday to Friday"),
        ("Mon, Wed & Fri", "Monday, Wednesday and Friday"),
    ],
)  # fmt: skip
def test_a_slip_of_style_is_answered_with_what_to_write(written: str, words: str) -> None:
    """The answer is as GOV.UK writes it, and covers just the words that are meant."""
    (slip,) = slips(f"Come, {written} please.")
    marked = f"Come, {written} please."[slip.at.column - 1 :][: slip.at.length]
    assert (marked, slip.remedy) == (written, f"write {words}")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 1439))
def test_what_is_in_the_house_style_is_no_slip(day: date, minutes: int) -> None:
    """No date and no time as this website itself writes them is a slip."""
    hour, minute = divmod(minutes, 60)
    clock = {0: "midnight", 720: "midday"}.get(
        minutes, f"{hour % 12 or 12}{f':{minute:02}' if minute else ''}{'am' if hour < 12 else 'pm'}"
    )
    text = f"From {clock} on {day.strftime('%A')} {day.day} {day.strftime('%B')} {day.year} to {clock}."
    assert slips(text) == []
