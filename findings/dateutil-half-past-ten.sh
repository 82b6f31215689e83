#!/usr/bin/env bash
# dateutil reads 10.30am as 10:00, and no error says that half an hour is missing.
#
# Promise: dateutil.parser.parse() reads dates and times in many forms. By its documentation a text that it cannot read
#   raises ParserError, and parts of a text are passed over only with fuzzy=True.
# Version: python-dateutil 2.9.0.post0.
# Seen: "10:30am" is half past ten. "10.30am", the same time with a full stop, is ten o'clock: the minutes are dropped.
#   So are those of "8 September 2026 10.30am". Without "am", "10.30" is the tenth day of the month. Only some texts are
#   refused: "8 September 2026 2.30pm" and "2026-09-08 10.30" raise an error.
# Why it matters: the full stop is how many British leaflets and posters print a time. Typed from one of them, an event
#   is published half an hour early, at a time that looks likely.
# Our project: has its own reader for times, where 9.30am is half past nine; dateutil's parser is not used.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0

cat > "$work/show.py" <<'PY'
import sys
from datetime import datetime
from importlib.metadata import version

from dateutil import parser

TODAY = datetime(2026, 9, 1)
EXPECTED = {
    "10:30am": "2026-09-01 10:30",
    "10.30am": "2026-09-01 10:00",
    "8 September 2026 10.30am": "2026-09-08 10:00",
    "8 September 2026 2.30pm": "an error",
    "10.30": "2026-09-10 00:00",
    "2026-09-08 10.30": "an error",
}


def read(text):
    try:
        return f"{parser.parse(text, default=TODAY):%Y-%m-%d %H:%M}"
    except parser.ParserError:
        return "an error"


print(f"Version: python-dateutil {version('python-dateutil')}")
print("Behaviour: minutes after a full stop are dropped if am or pm follows.")
print("Output seen (read on 1 September 2026):")
seen = {text: read(text) for text in EXPECTED}
for text, result in seen.items():
    print(f"  {text:28} -> {result}")
if seen != EXPECTED:
    sys.exit("The behaviour has changed: a time with a full stop is now read in another way.")
PY

"$work/venv/bin/python" "$work/show.py"
