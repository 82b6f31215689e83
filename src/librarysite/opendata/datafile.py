"""How data files are written: for people to read too, the same bytes for the same values."""

import json

FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # the wide signs where text is Chinese or Japanese


def json_file(content: object) -> bytes:
    """Return JSON in UTF-8 with line ends, as it stands: nothing is sorted."""
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that would be gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
