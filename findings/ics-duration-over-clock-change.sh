#!/usr/bin/env bash
# A day and 24 hours are not the same on the night of the clock change: two calendar libraries cannot tell them apart.
#
# Promise: RFC 5545, section 3.3.6: days and weeks of a DURATION follow the calendar, so that a day from 10:30 ends at
#   10:30; hours, minutes and seconds are exact, so that 24 hours from 10:30 end at 09:30 when the clocks go back.
# Versions: icalendar 7.3.2 (Python) and node-ical 0.27.2 (JavaScript).
# Seen: from 10:30 in London on Saturday 24 October 2026, the day before the clocks go back, icalendar ends both P1D and
#   PT24H at 10:30 on Sunday, node-ical ends both at 09:30. Each is right about one, and they contradict each other on
#   both. icalendar makes a timedelta of either, which has no room for the difference, and Python adds a timedelta to
#   the time on the wall; node-ical adds both in UTC.
# Why it matters: a 24-hour readathon or a night in the library is held on such a weekend, and half the readers are told
#   an end that is an hour wrong.
# Our project: never writes DURATION; each event has a DTEND with its zone.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6
npm install --silent --no-fund --no-audit --prefix "$work" node-ical@0.27.2

for duration in P1D PT24H; do
  sed 's/$/\r/' > "$work/$duration.ics" <<ICS
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//library.example//EN
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19700329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:readathon@library.example
DTSTAMP:20260801T090000Z
SUMMARY:Readathon
DTSTART;TZID=Europe/London:20261024T103000
DURATION:$duration
END:VEVENT
END:VCALENDAR
ICS
done

cat > "$work/read.py" <<'PY'
import sys
from datetime import UTC
from importlib.metadata import version
from pathlib import Path

from icalendar import Calendar

for path in map(Path, sys.argv[1:]):
    event = Calendar.from_ical(path.read_bytes()).walk("VEVENT")[0]
    print(f"icalendar {version('icalendar')}: {path.stem} ends {event.end.astimezone(UTC):%Y-%m-%dT%H:%MZ}")
PY

cat > "$work/read.mjs" <<'JS'
import fs from "node:fs";
import path from "node:path";
import nodeIcal from "node-ical";

const manifest = new URL("./node_modules/node-ical/package.json", import.meta.url);
const { version } = JSON.parse(fs.readFileSync(manifest));
for (const file of process.argv.slice(2)) {
  const parts = Object.values(nodeIcal.sync.parseICS(fs.readFileSync(file, "utf8")));
  const { end } = parts.find((part) => part.type === "VEVENT");
  console.log(`node-ical ${version}: ${path.parse(file).name} ends ${end.toISOString().slice(0, 16)}Z`);
}
JS

seen=$("$work/venv/bin/python" "$work/read.py" "$work"/P*.ics; node "$work/read.mjs" "$work"/P*.ics)
echo "By the RFC, P1D ends 2026-10-25T10:30Z and PT24H ends 2026-10-25T09:30Z."
echo "Behaviour: each library has one end for both."
echo "Versions and output seen:"
echo "$seen"
expected="icalendar 7.3.2: P1D ends 2026-10-25T10:30Z
icalendar 7.3.2: PT24H ends 2026-10-25T10:30Z
node-ical 0.27.2: P1D ends 2026-10-25T09:30Z
node-ical 0.27.2: PT24H ends 2026-10-25T09:30Z"
if [[ $seen != "$expected" ]]; then
  echo "The behaviour has changed: P1D and PT24H over the clock change now end at other times." >&2
  exit 1
fi
