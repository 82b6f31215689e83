"""Calendars and news feeds. Each module makes the files of one kind and knows none of the others."""
