"""Writes the website, calendars and open data of a public library service from YAML and Markdown."""
