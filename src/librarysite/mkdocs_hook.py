"""Joins the program to MkDocs: the only module that knows both. Each public function is one of MkDocs' events."""

import errno
import logging
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_theme_dir
from mkdocs.utils.templates import TemplateContext

from librarysite import paths
from librarysite.commands.preview import show
from librarysite.feeds.icscheck import BrokenCalendarError
from librarysite.model import Library, Service
from librarysite.moment import Now, moment_from, source_date_epoch
from librarysite.pages.closures import banners
from librarysite.problems import Mistake, Problem, count, errors, report
from librarysite.rendering.markup import PAGES
from librarysite.rendering.renderer import Renderer, clean, template_fault, without_links
from librarysite.rendering.stylesheet import names_in, stylesheet
from librarysite.rendering.theme import Theme, theme_of
from librarysite.site import Site, make_site, read_site
from librarysite.yamlfile.frontmatter import below_front_matter

__all__ = [
    "on_build_error",
    "on_config",
    "on_files",
    "on_page_content",
    "on_page_context",
    "on_page_markdown",
    "on_page_read_source",
    "on_post_build",
    "on_post_page",
    "on_shutdown",
    "on_startup",
]

MATERIAL = get_theme_dir("material")
UNUSED_FOLDERS = ("assets/", ".icons/", "fragments/", "partials/", "blog/")  # of Material


class _Build:
    """What one build keeps between MkDocs' events."""

    site: Site
    theme: Theme
    renderer: Renderer
    linked: frozenset[str]
    warnings: list[Problem]

    def __init__(self) -> None:
        """Begin with nothing of an earlier build of the same process."""
        self.names: set[str] = set()
        self.hidden: set[str] = set()
        self.is_whole = False


class _Run:
    """What MkDocs was called for, and the build that it is at."""

    is_preview = False
    build = _Build()


run = _Run()


def on_startup(command: str, dirty: bool) -> None:
    """Note what MkDocs was called for."""
    run.is_preview = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read, check and make everything before MkDocs touches the old site; stop here if anything is wrong."""
    # With --quiet MkDocs would neither show warnings nor count them, and --strict let a dead link pass.
    logging.getLogger("mkdocs").setLevel(min(logging.getLogger("mkdocs").level, logging.WARNING))
    folder = Path(config.config_file_path).parent
    if run.is_preview:  # at a mistake, MkDocs' own preview leaves the browser waiting
        raise SystemExit(show(folder, *config.dev_addr))
    _refuse_deep_menu(config.nav or [])
    run.build = _begun(folder)
    site = run.build.site
    os.environ["SOURCE_DATE_EPOCH"] = source_date_epoch(site.now)  # for the dates of MkDocs' sitemap
    _settle(config, site.library.service)
    # The error page has no body of ours, yet says that everything is closed.
    closures = banners(site.library, site.now)
    config.extra["closures"] = run.build.renderer.component("closure-banner", {"closures": closures})
    return config


def _refuse_deep_menu(menu: list[Any]) -> None:
    """Stop at a menu of more than two levels: no page would show what stands in the third."""
    groups = [group for item in menu if isinstance(item, dict) for group in item.values()]
    for below in (item for group in groups if isinstance(group, list) for item in group):
        title, pages = next(iter(below.items())) if isinstance(below, dict) else ("", "")
        if isinstance(pages, list):
            print(
                f"The menu in mkdocs.yml has a third level below “{title}”: it can have two. "
                "Move these pages one level up, or take them out and link to them from a page.",
                file=sys.stderr,
            )
            raise Abort("The site was not built.")


def _begun(folder: Path) -> _Build:
    """Read, check and make the site of a folder for a new build."""
    build, now = _Build(), _now()
    reading = read_site(folder, now.today)
    if reading.library is None or errors(reading.problems):
        tell(reading.problems)
        raise Abort("The site was not built.")
    build.warnings = [*reading.problems, *reading.due]
    build.site = _made(reading.library, now, folder)
    build.linked = reading.linked
    build.theme = theme_of(folder)
    build.renderer = Renderer(build.theme)
    return build


def _settle(config: MkDocsConfig, service: Service) -> None:
    """Give MkDocs what the entries and the program say, not mkdocs.yml."""
    config.site_url = config.site_url or service.website
    config.site_name = service.name
    config.markdown_extensions = list(PAGES)
    config.extra["service"] = service
    config.extra["paths"] = paths
    # Our whole page comes before Material's, and after a folder that the settings name.
    first = 1 if config.theme.custom_dir else 0
    config.theme.dirs[first:first] = [str(path / "overrides") for path in run.build.theme.folders]


def _made(library: Library, now: Now, folder: Path) -> Site:
    try:
        return make_site(library, now, _commit(folder))
    except BrokenCalendarError as error:
        print(error, file=sys.stderr)
        raise Abort("The site was not built.") from None


def _now() -> Now:
    try:
        return moment_from(os.environ, datetime.now(UTC))
    except Mistake as mistake:
        raise Abort(f"{mistake.message}: {mistake.remedy}") from None


def on_build_error(error: Exception) -> None:
    """Say what is wrong with a template or the disk, instead of how the program came there."""
    if fault := template_fault(error):
        print(fault, file=sys.stderr)
        raise Abort("The site was not built.")
    if isinstance(error, OSError):
        raise BuildError(_about_disk(error)) from None


def _about_disk(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "The disk is full: make room, then build the site again."
    return f"{error.filename or 'A file'} cannot be read or written: {error.strerror or error}."


def tell(problems: list[Problem]) -> None:
    """Print what is wrong, and annotate the lines of a pull request."""
    if problems:
        print(report(problems), file=sys.stderr)
    if os.environ.get("GITHUB_ACTIONS"):
        print(*(problem.annotation() for problem in problems), sep="\n")


def _commit(folder: Path) -> str | None:
    """Return the commit that is built: as told, else as Git knows it, else None."""
    if told := os.environ.get("LIBRARYSITE_COMMIT"):
        return told
    asked = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and files; leave out the assets of Material that no page uses."""
    site = run.build.site
    for file in [file for file in files if _is_unused(file)]:
        files.remove(file)
    for file in files.documentation_pages():
        if file.url.removeprefix("./") not in site.pages:
            file.inclusion = InclusionLevel.EXCLUDED  # news of a day to come
    _add_made(files, config)
    _add_linked(files, config)
    return files


def _add_made(files: Files, config: MkDocsConfig) -> None:
    """Tell MkDocs of the pages and files that are made from entries."""
    site = run.build.site
    known = {file.url for file in files.documentation_pages()}
    for address in site.pages:
        if (address or "./") not in known:
            files.append(File.generated(config, _source(address, config), content=""))
    for address, content in site.files.items():
        files.append(File.generated(config, address, content=content))


def _is_unused(file: File) -> bool:
    """Tell whether a file comes with Material and no page uses it: an editor's folder may have the same name."""
    return file.src_dir == MATERIAL and file.src_uri.startswith(UNUSED_FOLDERS)


def _add_linked(files: Files, config: MkDocsConfig) -> None:
    """Tell MkDocs what pages link to by another name, and what is not there today: news to come, events long over."""
    for path in run.build.linked - set(files.src_uris):
        files.append(File.generated(config, path, content="", inclusion=InclusionLevel.EXCLUDED))
    away = {file.url for file in files if file.inclusion is InclusionLevel.EXCLUDED}
    run.build.hidden = away - set(run.build.site.pages) - set(run.build.site.files)


def _source(address: str, config: MkDocsConfig) -> str:
    """Return the source path for a generated page: the one that the menu names, else ADDRESS.md."""
    index = f"{address}index.md"
    return index if index in str(config.nav) else f"{address.rstrip('/') or 'index'}.md"


def _page(page: MkDocsPage) -> str:
    return "" if page.url in ("", "./") else page.url


def on_page_read_source(page: MkDocsPage, config: MkDocsConfig) -> str | None:
    """Hand over the words alone: MkDocs' own reader shows the front matter to visitors if a title is, say, “=”."""
    source = page.file.abs_src_path
    # After an empty line MkDocs does not take “Note: ...” at the beginning for a fact about the page.
    return "\n" + below_front_matter(Path(source).read_bytes()).decode() if source else None


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Give MkDocs the title and the summary of the page; the menu keeps the short names of mkdocs.yml."""
    ours = run.build.site.pages[_page(page)]
    page.meta.update(title=ours.title, description=ours.summary)
    return markdown


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Make the body; what the editors wrote in Markdown at the same address stands in it, cleaned."""
    address = _page(page)
    body = run.build.renderer.body(
        run.build.site.pages[address], without_links(clean(html), address, run.build.hidden)
    )
    # MkDocs looks for the anchors that are linked to in the words alone.
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *re.findall(r'\sid="([^"]+)"', body)}
    return body


def on_page_context(
    context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Hand the few values to the page around the body."""
    context["ours"] = run.build.site.pages[_page(page)]  # type: ignore[typeddict-unknown-key]
    return context


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Note the names that the page uses, so that the stylesheet has just the rules for them."""
    run.build.names |= names_in(output)
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Write the one stylesheet (Material's rules that the pages use, then our own) and the one script."""
    build = run.build
    css = stylesheet(Path(MATERIAL, "assets", "stylesheets"), build.theme, build.names)
    scripts = build.theme.files("components/*/*.js")
    assets = Path(config.site_dir) / "assets"
    assets.mkdir(exist_ok=True)
    (assets / "site.css").write_text(css, encoding="utf-8")
    (assets / "site.js").write_text("".join(path.read_text("utf-8") for path in scripts), encoding="utf-8")
    build.is_whole = True


def on_shutdown() -> None:
    """List the warnings when all else has been said, so that they are what an editor sees last."""
    build = run.build
    if build.is_whole and build.warnings:
        tell(build.warnings)
        print(f"\n{count(len(build.warnings), 'warning')}. Warnings do not stop a build.", file=sys.stderr)
