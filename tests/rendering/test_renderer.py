import jinja2
import pytest

from librarysite.pages.page import Page
from librarysite.rendering.renderer import Renderer, clean, markdown_html, without_links
from librarysite.rendering.theme import Theme


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p onclick="alert(1)">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href=" java\nscript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<img src="x.png" alt="A" onerror="alert(1)">', '<img src="x.png" alt="A">'),
        ("<style>p { color: red }</style><p>a</p>", "<p>a</p>"),
        ('<p style="position: fixed">a</p>', "<p>a</p>"),
        ('<iframe src="https://a.example/"></iframe><p>a</p>', "<p>a</p>"),
        ('<form action="/x"><input name="n"><button>b</button></form>', "b"),
        ('<svg><script>alert(1)</script></svg>', ""),
        ("<!-- a secret --><p>a</p>", "<p>a</p>"),
        ('<meta http-equiv="refresh" content="0"><base href="https://a.example/"><p>a</p>', "<p>a</p>"),
    ],
)  # fmt: skip
def test_clean_takes_out_what_could_do_harm(written: str, left: str) -> None:
    """Programs, styles, forms, frames, comments and addresses that run something are taken out; the words stay."""
    assert clean(written) == left


@pytest.mark.parametrize(
    "written",
    [
        '<h2 id="figures">Key figures</h2>',
        '<p><a href="https://www.example.org/">a</a> <a href="tel:+441582547418">b</a></p>',
        '<p><a href="mailto:a@b.example">a</a> <a href="../contact/#phone">b</a></p>',
        '<p lang="ur" dir="rtl">a</p>',
        '<time datetime="2026-12-25">25 December</time>',
        '<img src="a.png" alt="A" width="4" height="3">',
        '<div class="admonition note"><p class="admonition-title">Note</p></div>',
        '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td colspan="2">b</td></tr></tbody></table>',
        '<ol start="3"><li>a</li></ol>',
        "<details><summary>a</summary><p>b</p></details>",
    ],
)
def test_clean_leaves_what_editors_need(written: str) -> None:
    """Headings, links, tables, pictures, notes, languages and dates pass unchanged."""
    assert clean(written) == written


def test_clean_twice_is_clean_once() -> None:
    """What is clean stays as it is."""
    written = '<p onclick="x">Fish &amp; chips &lt;b&gt; <a href="javascript:x">a</a></p>'
    assert clean(clean(written)) == clean(written) == "<p>Fish &amp; chips &lt;b&gt; <a>a</a></p>"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One **two**.", "<p>One <strong>two</strong>.</p>"),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("[a](https://www.example.org/)", '<p><a href="https://www.example.org/">a</a></p>'),
        ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
        ("<script>alert(1)</script>", ""),
        ("Children's library", "<p>Children’s library</p>"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
    ],
)
def test_markdown_becomes_clean_html(written: str, shown: str) -> None:
    """An editor's Markdown becomes HTML, cleaned of what could do harm."""
    assert markdown_html(written) == shown


def test_one_markdown_text_leaves_nothing_for_the_next() -> None:
    """A link's definition in one text is unknown in another."""
    assert "href" in markdown_html("[a][there]\n\n[there]: https://www.example.org/")
    assert markdown_html("[b][there]") == "<p>[b][there]</p>"


def test_body_shows_the_words_and_escapes_the_values() -> None:
    """Clean words stand in a page as HTML; a value with markup in it stands there as text."""
    page = Page("news/", "A <b> & c", "Summary", "news.html", view={"news": []})
    body = Renderer(Theme()).body(page, "<p>Words</p>")
    assert "<h1>A &lt;b&gt; &amp; c</h1>" in body
    assert "<p>Words</p>" in body
    assert "There is no news at the moment." in body


def test_body_without_a_value_fails() -> None:
    """A page whose template asks for a value that is not there stops the build."""
    with pytest.raises(jinja2.UndefinedError, match="news"):
        Renderer(Theme()).body(Page("news/", "News", "Summary", "news.html"))


@pytest.mark.parametrize(
    ("address", "root"),
    [("", "./"), ("news/", "../"), ("libraries/central/", "../../")],
)
def test_links_lead_back_to_the_root(address: str, root: str) -> None:
    """A page's way to the site's root has one step for each part of its address."""
    assert Page(address, "T", "S", "news.html").root == root


@pytest.mark.parametrize(
    ("page", "written", "left"),
    [
        ("news/a/", '<a href="../b/">B</a>', "B"),
        ("about/", '<a href="../news/b/#x" title="T">B</a>', "B"),
        ("about/", '<a class="x" href="../news/b/?y=1"><b>B</b></a>', "<b>B</b>"),
        ("", '<a href="news/b/">B</a>', "B"),
        ("about/", '<a href="../news/bb/">B</a>', '<a href="../news/bb/">B</a>'),
        ("about/", '<a href="https://www.example.org/news/b/">B</a>', '<a href="https://www.example.org/news/b/">B</a>'),
        ("about/", '<a href="#news/b/">B</a>', '<a href="#news/b/">B</a>'),
    ],
)  # fmt: skip
def test_links_to_what_is_not_there_are_words(page: str, written: str, left: str) -> None:
    """A link to a hidden address loses its address, however it is written, and no other link does."""
    assert without_links(written, page, {"news/b/"}) == left
