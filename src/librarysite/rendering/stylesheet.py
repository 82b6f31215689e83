"""Joins the one stylesheet: Material's rules cut to what the pages use, then tokens, base and components."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

from librarysite.rendering.theme import Theme

CLASS_ATTRIBUTE = re.compile(r'class="([^"]*)"')  # begins with plain letters: a search 30 times as fast
CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
VARIABLE = re.compile(r"var\((--[\w-]+)\)")  # a variable with a value to fall back on may be missing
DEFINITION = re.compile(r"(--[\w-]+)\s*:")
SCOPE = ".md-typeset"  # Material's typography of running text; its page skeleton is not ours


def names_in(html: str) -> set[str]:
    """Return the names of all classes that a page uses."""
    return {name for found in set(CLASS_ATTRIBUTE.findall(html)) for name in found.split()}


def stylesheet(material: Path, theme: Theme, names: set[str]) -> str:
    """Return the whole stylesheet. ``names`` are the classes that the pages use.

    A site's own tokens are added to the program's: a rule that asks for one that is not there would be dropped.
    """
    files = [*reversed(theme.every("css/tokens.css")), theme.file("css/base.css")]
    files += [*theme.files("components/*/*.css"), theme.file("css/print.css")]
    own = "\n".join(
        re.sub(r"/\*.*?\*/\s*", "", path.read_text(encoding="utf-8"), flags=re.S) for path in files
    )
    defined = set(DEFINITION.findall(own))
    theirs = [
        cut(path.read_text(encoding="utf-8"), names, defined) for path in sorted(material.glob("main.*.css"))
    ]
    return "\n".join([*theirs, own])


def cut(css: str, names: set[str], defined: set[str]) -> str:
    """Return those rules of Material's stylesheet that are about running text and can match on some page.

    A rule that asks for a variable that is not among ``defined`` is left out: it would show nothing, or a blot.
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(_kept(rules, names, defined))


def _kept(rules: Iterable[Any], names: set[str], defined: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            content = tinycss2.serialize(rule.content)
            selectors = _selectors(tinycss2.serialize(rule.prelude), names)
            if selectors and set(VARIABLE.findall(content)) <= defined:
                yield f"{selectors}{{{content}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media":
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if kept := "".join(_kept(inside, names, defined)):
                yield f"@media {tinycss2.serialize(rule.prelude).strip()}{{{kept}}}"


def _selectors(prelude: str, names: set[str]) -> str:
    """Return the selectors of a rule that can match: within running text, with classes that are in use."""
    wanted = [s.strip() for s in re.split(r",(?![^(]*\))", prelude)]
    return ",".join(s for s in wanted if s.startswith(SCOPE) and _classes(s) <= names)


def _classes(selector: str) -> set[str]:
    """Return the classes that an element must have; those it must not have do not count."""
    return set(CLASS.findall(re.sub(r":not\([^)]*\)", "", selector)))
