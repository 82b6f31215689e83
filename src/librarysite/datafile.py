"""How data files are written: JSON for people to read too, the same bytes for the same values."""

import json


def json_file(content: object) -> bytes:
    """Return JSON in UTF-8 with line ends, as it stands: nothing is sorted."""
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
