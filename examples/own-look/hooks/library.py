"""Joins this site to the program: MkDocs calls these functions while it builds (librarysite.mkdocs_hook has them)."""

from librarysite.mkdocs_hook import (
    on_build_error,
    on_config,
    on_files,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_page_read_source,
    on_post_build,
    on_post_page,
    on_shutdown,
    on_startup,
)

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
