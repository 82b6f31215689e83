#!/usr/bin/env bash
# A library that opens at 9:30 and closes at 17:00 opens at 00:09:30 and closes at 00:17:00, and nothing complains.
#
# Promise: pydantic validates a `time` field; it is documented to take text such as "09:30", and by its table of lax
#   conversions a number as well. YAML 1.1 (type "int") reads digits and colons as a number to base 60.
# Versions: PyYAML 6.0.3 and pydantic 2.14.3.
# Seen: PyYAML reads 9:30 as 9 x 60 + 30 = 570 and 17:00 as 1020. Either library alone would be noticed: 570 is an odd
#   opening time. Together they give a valid time, because pydantic takes 570 for seconds after midnight. With a
#   leading 0 (09:30) the value stays a text and is right, so one line of a file can be right and the next one wrong.
#   The wrong times also carry the zone UTC, and the right ones none.
# Why it matters: the check that should catch a wrong opening time lets it through and hands on a time that is wrong.
# Our project: gives PyYAML's plain values to its own readers as text, and reads opening times itself.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check PyYAML==6.0.3 pydantic==2.14.3

cat > "$work/show.py" <<'PY'
import datetime
import sys
from importlib.metadata import version

import pydantic
import yaml


class Hours(pydantic.BaseModel):
    opens: datetime.time
    closes: datetime.time


print(f"Versions: PyYAML {version('PyYAML')}, pydantic {version('pydantic')}")
print("Behaviour: 9:30 and 17:00 become numbers, and the numbers become seconds after midnight.")
print("Output seen:")
seen = []
for text in ("opens: 9:30\ncloses: 17:00", "opens: 09:30\ncloses: 17:00"):
    values = yaml.safe_load(text)
    hours = Hours(**values)
    print(f"  {text!r} -> {values} -> from {hours.opens:%H:%M:%S} to {hours.closes:%H:%M:%S}")
    seen += [hours.opens.replace(tzinfo=None), hours.closes.replace(tzinfo=None)]
early, shut = datetime.time(0, 9, 30), datetime.time(0, 17)
if seen != [early, shut, datetime.time(9, 30), shut]:
    sys.exit("The behaviour has changed: an opening time no longer passes as seconds after midnight.")
PY

"$work/venv/bin/python" "$work/show.py"
