"""Calendars and news feeds: a module for each kind, which knows none of the others, and the writers that they share."""
