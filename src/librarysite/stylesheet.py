"""Joins the site's one stylesheet: Material's rules cut to what the pages use, then tokens, base and components."""

import re
from collections.abc import Iterable
from pathlib import Path

import tinycss2

CLASS_ATTRIBUTE = re.compile(r'\bclass="([^"]*)"')
SELECTOR_NAME = re.compile(r"\.(?P<name>-?[_a-zA-Z][\w-]*)")
OWN_FIRST = ("tokens.css", "base.css")
SCOPE = ".md-typeset"  # Material's typography of running text; its page skeleton is not ours


def names_in(html: str) -> set[str]:
    """Return the names of all classes that a page uses."""
    return {name for found in CLASS_ATTRIBUTE.findall(html) for name in found.split()}


def stylesheet(material: Path, theme: Path, names: set[str]) -> str:
    """Return the whole stylesheet. ``names`` are the classes that the pages use."""
    parts = [cut(path.read_text(encoding="utf-8"), names) for path in sorted(material.glob("main.*.css"))]
    own = [theme / "css" / name for name in OWN_FIRST]
    own += sorted((theme / "components").glob("*/*.css"))
    own += [theme / "css" / "print.css"]
    parts += [_tidy(path.read_text(encoding="utf-8")) for path in own]
    return "\n".join(part for part in parts if part) + "\n"


def _tidy(css: str) -> str:
    return re.sub(r"/\*.*?\*/\s*", "", css, flags=re.S).strip()


def cut(css: str, names: set[str]) -> str:
    """Return those rules of Material's stylesheet that are about running text and can match on some page."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(_kept(rules, names))


def _kept(rules: Iterable[object], names: set[str]) -> Iterable[str]:
    for rule in rules:
        if rule.type == "qualified-rule":  # type: ignore[attr-defined]
            selectors = _selectors(tinycss2.serialize(rule.prelude), names)  # type: ignore[attr-defined]
            if selectors:
                yield f"{selectors}{{{tinycss2.serialize(rule.content)}}}"  # type: ignore[attr-defined]
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media":  # type: ignore[attr-defined]
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)  # type: ignore[attr-defined]
            kept = "".join(_kept(inside, names))
            if kept:
                yield f"@media {tinycss2.serialize(rule.prelude).strip()}{{{kept}}}"  # type: ignore[attr-defined]


def _selectors(prelude: str, names: set[str]) -> str:
    """Return the selectors of a rule that can match: within running text, with classes that are in use."""
    wanted = [s.strip() for s in re.split(r",(?![^(]*\))", prelude)]
    return ",".join(s for s in wanted if s.startswith(SCOPE) and _classes(s) <= names)


def _classes(selector: str) -> set[str]:
    return {found["name"] for found in SELECTOR_NAME.finditer(selector)}
