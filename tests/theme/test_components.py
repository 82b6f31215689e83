"""The components of the look: each folder is its own documentation and fixture."""

import fnmatch
import re
from typing import Any

import pytest
import yaml
from lxml import html

from librarysite.rendering.renderer import Renderer
from librarysite.rendering.theme import PROGRAM as THEME
from librarysite.rendering.theme import Theme

FOLDERS = sorted(path for path in (THEME / "components").iterdir() if path.is_dir())
NAMES = [folder.name for folder in FOLDERS]

# Classes without a rule of their own, and why they are there all the same.
WITHOUT_A_RULE = {
    "md-typeset": "Material's rules for running text hang on it; they are joined at build time",
}
# Rules for classes that no template writes, and who writes them.
WRITTEN_ELSEWHERE = {"open-now--open": "open-now.js"}


def examples(name: str) -> list[dict[str, Any]]:
    """Return the examples of a component."""
    found: list[dict[str, Any]] = yaml.safe_load(
        (THEME / "components" / name / "examples.yaml").read_text(encoding="utf-8")
    )
    return found


EXAMPLES = [
    pytest.param(name, example, id=f"{name}: {example['name']}")
    for name in NAMES
    if (THEME / "components" / name / "examples.yaml").is_file()
    for example in examples(name)
]


@pytest.mark.parametrize("name", NAMES)
def test_component_is_complete(name: str) -> None:
    """A component's folder has its template, beginning with a sentence about it, and examples that show something."""
    folder = THEME / "components" / name
    text = (folder / f"{name}.html").read_text(encoding="utf-8")
    assert re.match(r"\{#-? [A-Z].+\. ?-?#\}", text, re.S)
    assert re.search(r"\{%-? macro " + name.replace("-", "_") + r"\(", text)
    assert all(example["name"] and example["shows"] for example in examples(name))
    others = {p.name for p in folder.iterdir()} - {f"{name}.{end}" for end in ("html", "css", "js")}
    assert others == {"examples.yaml"}


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_example_shows_what_it_says(name: str, example: dict[str, Any]) -> None:
    """Rendered alone, a component shows what its example names and nothing that it must never show."""
    shown = Renderer(Theme()).component(name, example["values"])
    text = " ".join(shown.split())
    plain = " ".join(html.fragment_fromstring(shown, create_parent="div").text_content().split())
    assert [words for words in example["shows"] if words not in text and words not in plain] == []
    assert [words for words in example.get("never_shows", []) if words in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_component_is_used(name: str) -> None:
    """Some page or other component shows the component; one that nothing shows is deleted."""
    users = [path for path in THEME.rglob("*.html") if path.name != f"{name}.html"]
    line = f'from "components/{name}/{name}.html" import'
    assert any(line in path.read_text(encoding="utf-8") for path in users)


def test_component_without_a_value_fails() -> None:
    """A value that a template asks for and does not get is an error, not an empty place on the page."""
    with pytest.raises(Exception, match="hours"):
        Renderer(Theme()).component("day-hours", {"day": {"is_open": True, "is_different": False}})


def classes_written() -> set[str]:
    """Return every class that a template writes; a part that is filled in stands as ``*``."""
    found: set[str] = set()
    for path in THEME.rglob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"\{\{.*?\}\}", "*", text, flags=re.S)
        text = re.sub(r"\{%.*?%\}", "", text, flags=re.S)  # both branches of a condition count
        for value in re.findall(r'\bclass="([^"]*)"', text):
            found |= set(value.split())
    return found


def classes_ruled() -> set[str]:
    """Return every class for which the stylesheets have a rule."""
    css = "".join(
        path.read_text(encoding="utf-8") for path in THEME.rglob("*.css") if path.name != "feed.css"
    )
    selectors = re.findall(r"([^{}]*)\{", re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    return {name for selector in selectors for name in re.findall(r"\.([a-z][\w-]*)", selector)}


def test_every_class_written_has_a_rule() -> None:
    """A class that a template writes has a rule or stands in the list above with its reason."""
    ruled = classes_ruled()
    without = {name for name in classes_written() if not fnmatch.filter(ruled, name)}
    assert sorted(without - set(WITHOUT_A_RULE)) == []


def test_every_rule_is_for_a_class_that_is_written() -> None:
    """A rule for a class that no template writes is deleted."""
    written = classes_written()
    unused = {name for name in classes_ruled() if not any(fnmatch.fnmatch(name, w) for w in written)}
    assert sorted(unused - set(WRITTEN_ELSEWHERE)) == []


def test_colours_stand_in_the_tokens_alone() -> None:
    """Every colour is named once, in tokens.css; print.css gives the same names their values on paper."""
    for path in THEME.rglob("*.css"):
        if path.name not in ("tokens.css", "print.css", "feed.css"):
            css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", css) == [], path.name


def luminance(colour: str) -> float:
    """Return how bright a colour is, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "quiet", "link", "warm", "open", "closed")
        for ground in ("paper", "surface")
    ),
    ("ink", "warm-soft"),
    ("warm", "warm-soft"),
    ("ink", "closed-soft"),
    ("closed", "closed-soft"),
    ("on-brand", "brand"),
    ("on-focus", "focus"),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_colours_are_told_apart(scheme: int, text: str, ground: str) -> None:
    """Text has 4.5:1 or more on each ground on which it stands (WCAG 1.4.3), light and dark."""
    css = (THEME / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark = css.split("prefers-color-scheme: dark", 1)
    values = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark if scheme else light))
    assert contrast(values[text], values[ground]) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21:1, and #767676 on white is the palest grey that passes."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") < 4.5
