#!/usr/bin/env bash
# An event's category with a comma in its name: one calendar library makes two categories of it, the other four one.
#
# Promise: RFC 5545, section 3.8.1.2: CATEGORIES is a list of texts with commas between them; section 3.3.11: a comma
#   within a text is written with a backslash before it. So "Babies\, toddlers,Rhymes" is two categories.
# Versions: ical 14.3.1 (Python; Home Assistant's calendar uses it). To compare: vobject 0.9.9, icalendar 7.3.2 and
#   ics 0.7.3 (Python), ical.js 2.2.1 (JavaScript).
# Seen: ical divides the line at every comma, and the first half keeps its backslash: three categories. SUMMARY, which it
#   reads beside it, is right. The others have two. No error is raised.
# Why it matters: audiences and types of events have such names ("Babies, toddlers"); an automation that waits for
#   events of that name never finds one.
# Our project: writes the backslash as the RFC says; the audiences and types of its sample have names without a comma.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  ical==14.3.1 vobject==0.9.9 icalendar==7.3.2 ics==0.7.3 tzdata==2026.6
npm install --silent --no-fund --no-audit --prefix "$work" ical.js@2.2.1

sed 's/$/\r/' > "$work/rhymes.ics" <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//library.example//EN
BEGIN:VEVENT
UID:rhymes@library.example
DTSTAMP:20260801T090000Z
SUMMARY:Songs\, rhymes and play
DTSTART:20260908T093000Z
DTEND:20260908T100000Z
CATEGORIES:Babies\, toddlers,Rhymes
END:VEVENT
END:VCALENDAR
ICS

cat > "$work/read.py" <<'PY'
import sys
from importlib.metadata import version
from pathlib import Path

import icalendar
import ics
import vobject
from ical.calendar_stream import IcsCalendarStream

text = Path(sys.argv[1]).read_bytes().decode()


def say(name, summary, categories):
    print(f"{name} {version(name)}: {summary}: {' | '.join(sorted(map(str, categories)))}")


event = IcsCalendarStream.calendar_from_ics(text).events[0]
say("ical", event.summary, event.categories)
event = vobject.readOne(text).vevent
say("vobject", event.summary.value, event.categories.value)
event = icalendar.Calendar.from_ical(text).events[0]
say("icalendar", str(event["summary"]), event["categories"].cats)
event = next(iter(ics.Calendar(text).events))
say("ics", event.name, event.categories)
PY

cat > "$work/read.mjs" <<'JS'
import fs from "node:fs";
import ICAL from "ical.js";

const version = JSON.parse(fs.readFileSync(new URL("./node_modules/ical.js/package.json", import.meta.url))).version;
const event = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], "utf8"))).getFirstSubcomponent("vevent");
const categories = event.getFirstProperty("categories").getValues();
console.log(`ical.js ${version}: ${event.getFirstPropertyValue("summary")}: ${categories.sort().join(" | ")}`);
JS

seen=$("$work/venv/bin/python" "$work/read.py" "$work/rhymes.ics"; node "$work/read.mjs" "$work/rhymes.ics")
echo "Behaviour: the two categories “Babies, toddlers” and “Rhymes” are three for one library, divided by | below."
echo "Versions and output seen:"
echo "$seen"
expected='ical 14.3.1: Songs, rhymes and play:  toddlers | Babies\ | Rhymes
vobject 0.9.9: Songs, rhymes and play: Babies, toddlers | Rhymes
icalendar 7.3.2: Songs, rhymes and play: Babies, toddlers | Rhymes
ics 0.7.3: Songs, rhymes and play: Babies, toddlers | Rhymes
ical.js 2.2.1: Songs, rhymes and play: Babies, toddlers | Rhymes'
if [[ $seen != "$expected" ]]; then
  echo "The behaviour has changed: the libraries now read other categories." >&2
  exit 1
fi
