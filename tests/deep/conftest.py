"""What needs more than the tests of every day: programs from elsewhere, and much time. ``make check-deep`` runs it."""

from tests.browser.conftest import browser, server

__all__ = ["browser", "server"]  # pytest finds the fixtures here
