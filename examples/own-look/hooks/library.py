"""Joins this site to the program: MkDocs looks here for the functions that it calls while it builds."""

from librarysite.mkdocs_hook import *  # noqa: F403 - a new version of the program may have others
