#!/usr/bin/env bash
# A quoted parameter with a semicolon, such as the label of an online room, is cut short.
#
# Promise: RFC 5545, section 3.2: a parameter's value with a colon, a semicolon or a comma stands in quotation marks, and
#   is then whatever is between them. RFC 7986, section 5.11: LABEL says in words what CONFERENCE leads to.
# Versions: node-ical 0.27.2. To compare: ical.js 2.2.1 (both JavaScript), vobject 0.9.9 and icalendar 7.3.2 (Python).
# Seen: node-ical ends the label at the semicolon and keeps the opening quotation mark: "Hall. The label with a colon and
#   a comma, but without a semicolon, it reads rightly, as the others read both. No error is raised.
# Why it matters: the words people are shown for a link or, with Apple's X-TITLE, for a place are half of what was written.
# Our project: its tests read no parameter with node-ical; a place stands in LOCATION as well, where it is read rightly.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check vobject==0.9.9 icalendar==7.3.2 tzdata==2026.6
npm install --silent --no-fund --no-audit --prefix "$work" ical.js@2.2.1 node-ical@0.27.2

event() { # an event with a label
  sed 's/$/\r/' <<ICS
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//library.example//EN
BEGIN:VEVENT
UID:club@library.example
DTSTAMP:20260801T090000Z
SUMMARY:Book club
DTSTART:20260908T170000Z
DTEND:20260908T180000Z
CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL="$1":https://meet.example/club
END:VEVENT
END:VCALENDAR
ICS
}
event "Join: Hall, by video" > "$work/colon.ics"
event "Hall; or join by video" > "$work/semicolon.ics"

cat > "$work/read.py" <<'PY'
import sys
from importlib.metadata import version
from pathlib import Path

import icalendar
import vobject

text = Path(sys.argv[1]).read_bytes().decode()
print(f"vobject {version('vobject')}: {vobject.readOne(text).vevent.conference.params['LABEL'][0]}")
print(f"icalendar {version('icalendar')}: {icalendar.Calendar.from_ical(text).events[0]['conference'].params['LABEL']}")
PY

cat > "$work/read.mjs" <<'JS'
import fs from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const version = (name) =>
  JSON.parse(fs.readFileSync(new URL(`./node_modules/${name}/package.json`, import.meta.url))).version;
const text = fs.readFileSync(process.argv[2], "utf8");
const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
console.log(`ical.js ${version("ical.js")}: ${event.getFirstProperty("conference").getParameter("label")}`);
const read = Object.values(nodeIcal.sync.parseICS(text)).find((item) => item.type === "VEVENT");
console.log(`node-ical ${version("node-ical")}: ${read.conference.params.LABEL}`);
JS

seen=$(for label in colon semicolon; do
  "$work/venv/bin/python" "$work/read.py" "$work/$label.ics"
  node "$work/read.mjs" "$work/$label.ics"
done)
echo "Behaviour: of the labels “Join: Hall, by video” and “Hall; or join by video” one library cuts the second short."
echo "Versions and output seen:"
echo "$seen"
expected='vobject 0.9.9: Join: Hall, by video
icalendar 7.3.2: Join: Hall, by video
ical.js 2.2.1: Join: Hall, by video
node-ical 0.27.2: Join: Hall, by video
vobject 0.9.9: Hall; or join by video
icalendar 7.3.2: Hall; or join by video
ical.js 2.2.1: Hall; or join by video
node-ical 0.27.2: "Hall'
if [[ $seen != "$expected" ]]; then
  echo "The behaviour has changed: the libraries now read other labels." >&2
  exit 1
fi
