from pathlib import Path

import pytest

from librarysite.rendering.stylesheet import cut, names_in, stylesheet
from librarysite.rendering.theme import Theme


def test_names_are_those_of_class_attributes() -> None:
    """The names of a page are the words of its class attributes, and nothing else that looks like one."""
    page = (
        '<p class="lead quiet">class="in words</p><a data-class="no" class="">b</a><b class="x__y--z">c</b>'
    )
    assert names_in(page.replace("in words", "&quot;")) >= {"lead", "quiet", "x__y--z"}
    assert "no" not in names_in('<a id="no" href="no" title="no">no</a>')


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".md-typeset .used{color:red}", ".md-typeset .used{color:red}"),
        (".md-typeset .unused{color:red}", ""),
        (".md-typeset .unused,.md-typeset p{color:red}", ".md-typeset p{color:red}"),
        (".md-typeset .used .unused{color:red}", ""),
        (".md-header{color:red}", ""),
        ("a{color:red}", ""),
        (".md-typeset{color:red}", ".md-typeset{color:red}"),
        (".md-typeset__table{color:red}", ""),
        (".md-typeset :is(.used,h1){color:red}", ".md-typeset :is(.used,h1){color:red}"),
        ("@media print{.md-typeset p{color:red}}", "@media print{.md-typeset p{color:red}}"),
        ("@media print{.md-typeset .unused{color:red}}", ""),
        ("/* a */.md-typeset p{color:red}", ".md-typeset p{color:red}"),
        ("@charset 'utf-8';@font-face{font-family:x;src:url(x.woff2)}", ""),
    ],
)
def test_cut_keeps_rules_that_can_match(css: str, left: str) -> None:
    """Of Material's rules those for running text are kept whose classes some page uses."""
    assert cut(css, {"md-typeset", "used"}, set()) == left


def test_cut_keeps_a_rule_against_a_class_that_is_not_used() -> None:
    """A rule for what has *not* a class that nobody uses matches everything, so it is kept."""
    css = ".md-typeset p:not(.unused){color:red}"
    assert cut(css, {"md-typeset"}, set()) == css


def test_own_rules_come_after_materials_in_their_order(tmp_path: Path) -> None:
    """Material's rules come first, then tokens, base, the components by name and what is for paper."""
    material, theme = tmp_path / "material", tmp_path / "theme"
    for name, text in {
        "css/tokens.css": "/* comment */\n:root { --a: 1px; }",
        "css/base.css": ".base { margin: 0 }",
        "css/print.css": ".print { margin: 0 }",
        "components/b/b.css": ".b { margin: 0 }",
        "components/a/a.css": ".a { margin: 0 }",
    }.items():
        path = theme / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    material.mkdir()
    (material / "main.1234.min.css").write_text(".md-typeset p{margin:0}.md-nav{margin:0}")
    (material / "palette.1234.min.css").write_text(".md-typeset h1{margin:0}")
    assert stylesheet(material, Theme((theme,)), {"md-typeset"}).splitlines() == [
        ".md-typeset p{margin:0}",
        ":root { --a: 1px; }",
        ".base { margin: 0 }",
        ".a { margin: 0 }",
        ".b { margin: 0 }",
        ".print { margin: 0 }",
    ]


def test_cut_drops_a_rule_whose_variable_is_nowhere_defined() -> None:
    """A rule that asks for a variable is kept where the variable is defined, or where it has another value."""
    css = ".md-typeset p{color:var(--ink)}\n.md-typeset i{color:var(--gone)}\n.md-typeset b{color:var(--gone,red)}"
    assert (
        cut(css, {"md-typeset"}, {"--ink"})
        == ".md-typeset p{color:var(--ink)}\n.md-typeset b{color:var(--gone,red)}"
    )
