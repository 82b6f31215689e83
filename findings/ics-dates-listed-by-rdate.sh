#!/usr/bin/env bash
# An event on three listed dates: three calendar libraries lose the first date, or both of the others.
#
# Promise: RFC 5545, sections 3.8.5.2 and 3.8.5.3: DTSTART is the first date of the set, and RDATE adds to it, with or
#   without a rule. So DTSTART on 8 September and RDATE on 22 September and 20 October are three dates.
# Versions: ical.js 2.2.1 and node-ical 0.27.2 (JavaScript), ical 14.3.1 (Python; Home Assistant's calendar uses it).
# Seen: ical.js and ical lose DTSTART itself and list the two others; with an RRULE beside the RDATE both keep it.
#   node-ical knows nothing but DTSTART. None of the answers is the RFC's, and no error is raised.
# Why it matters: a talk in three parts on irregular dates is the plain case for RDATE, and the first part is the one
#   that people must not miss.
# Our project: never writes RDATE; a date outside a weekly rule is an event of its own.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ical==14.3.1 tzdata==2026.6
npm install --silent --no-fund --no-audit --prefix "$work" ical.js@2.2.1 node-ical@0.27.2

sed 's/$/\r/' > "$work/talk.ics" <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//library.example//EN
BEGIN:VEVENT
UID:family-history@library.example
DTSTAMP:20260801T090000Z
SUMMARY:Family history in three parts
DTSTART:20260908T130000Z
DTEND:20260908T140000Z
RDATE:20260922T130000Z,20261020T130000Z
END:VEVENT
END:VCALENDAR
ICS

cat > "$work/read.py" <<'PY'
import sys
from importlib.metadata import version
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream

calendar = IcsCalendarStream.calendar_from_ics(Path(sys.argv[1]).read_text())
dates = " ".join(event.dtstart.date().isoformat() for event in calendar.timeline)
print(f"ical {version('ical')}: {dates}")
PY

cat > "$work/read.mjs" <<'JS'
import fs from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const version = (name) =>
  JSON.parse(fs.readFileSync(new URL(`./node_modules/${name}/package.json`, import.meta.url))).version;
const text = fs.readFileSync(process.argv[2], "utf8");

const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"));
const iterator = event.iterator();
const dates = [];
for (let date = iterator.next(); date; date = iterator.next()) dates.push(date.toString().slice(0, 10));
console.log(`ical.js ${version("ical.js")}: ${dates.join(" ")}`);

const parsed = Object.values(nodeIcal.sync.parseICS(text)).find((part) => part.type === "VEVENT");
const span = { from: new Date("2026-01-01"), to: new Date("2027-01-01") };
const found = nodeIcal.expandRecurringEvent(parsed, span).map((date) => date.start.toISOString().slice(0, 10));
console.log(`node-ical ${version("node-ical")}: ${found.join(" ")}`);
JS

seen=$("$work/venv/bin/python" "$work/read.py" "$work/talk.ics"; node "$work/read.mjs" "$work/talk.ics")
echo "Behaviour: of the dates 2026-09-08 (DTSTART), 2026-09-22 and 2026-10-20 (RDATE), each library leaves some out."
echo "Versions and output seen:"
echo "$seen"
expected="ical 14.3.1: 2026-09-22 2026-10-20
ical.js 2.2.1: 2026-09-22 2026-10-20
node-ical 0.27.2: 2026-09-08"
if [[ $seen != "$expected" ]]; then
  echo "The behaviour has changed: the three libraries now list other dates of an event with RDATE and no RRULE." >&2
  exit 1
fi
