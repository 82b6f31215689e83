#!/usr/bin/env bash
# "PH off" with the country GB leaves a library open on New Year's Day and on Easter Monday.
#
# Promise: opening-hours-py reads OpenStreetMap's opening_hours; "PH off" is "closed on public holidays", and its
#   `country` is documented as the code whose calendar of local public holidays is loaded.
# Versions: opening-hours-py 2.1.4, with the bank holidays of England of holidays 0.109 beside it.
# Seen: for GB, the library is closed on Good Friday, both May bank holidays and Christmas Day, and open on New Year's
#   Day, Easter Monday and the summer bank holiday. Of these three, Scotland has no holiday on the last two, but New
#   Year's Day is one in all of the United Kingdom. The code GB-ENG is refused. Boxing Day on Saturday 26 December 2026
#   is open too: only the substitute day, Monday 28 December, is known.
# Why it matters: most of the year's holidays are right, which is what a quick test tries; a site would say "open" on
#   1 January.
# Our project: takes bank holidays from the `holidays` package for England, on their real and on their substitute days.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check opening-hours-py==2.1.4 holidays==0.109

cat > "$work/show.py" <<'PY'
import sys
from datetime import datetime, time
from importlib.metadata import version

import holidays
from opening_hours import OpeningHours

print(f"Versions: opening-hours-py {version('opening-hours-py')}, holidays {version('holidays')}")
print("Behaviour: 'Mo-Sa 09:00-17:00; PH off' with country='GB' knows some bank holidays of England, not all.")
print("Output seen, at midday on the bank holidays of 2026:")
hours = OpeningHours("Mo-Sa 09:00-17:00; PH off", country="GB")
opened = []
for day, name in sorted(holidays.country_holidays("GB", "ENG", years=2026).items()):
    is_open = hours.is_open(datetime.combine(day, time(12)))
    print(f"  {day:%a %d %b %Y}  {'OPEN' if is_open else 'closed':6}  {name}")
    opened += [day.isoformat()] if is_open else []
try:
    OpeningHours("Mo-Sa 09:00-17:00; PH off", country="GB-ENG")
    refused = "country='GB-ENG' is taken"
except Exception as problem:  # the library's own kind of error
    refused = f"country='GB-ENG' is refused: {problem}"
print(f"  {refused}")
if opened != ["2026-01-01", "2026-04-06", "2026-08-31", "2026-12-26"]:
    sys.exit("The behaviour has changed: 'PH off' in GB is now open on other bank holidays of England, or on none.")
PY

"$work/venv/bin/python" "$work/show.py"
