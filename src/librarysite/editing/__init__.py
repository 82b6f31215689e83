"""Edits that commands make for people: questions, drafts, lines to add. Writing them is the commands’ work."""
