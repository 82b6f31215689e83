#!/usr/bin/env bash
# A time zone written by icalendar makes ical.js an hour early all winter.
#
# Promise: icalendar's Calendar.add_missing_timezones() adds the VTIMEZONE components that a calendar needs. RFC 5545,
#   section 3.6.5, lets the clock changes be listed as RDATE or ruled by RRULE; section 3.8.5.2 lets one RDATE line hold
#   several dates, separated by commas.
# Versions: icalendar 7.3.2 (Python) and ical.js 2.2.1 (JavaScript).
# Seen: icalendar lists the clock changes up to 2037 in two long RDATE lines, one for summer time and one for winter
#   time. ical.js takes only the first date of an RDATE line of a time zone. The last change that it knows is then of
#   1973, to summer time, and 10:30 in London is 09:30 UTC in December as well. With one RDATE line for each date the
#   same program is right.
# Why it matters: an event looks right from March to October, when it is made and tried out, and is an hour early for
#   everyone who reads the calendar with ical.js from the last Sunday in October on.
# Our project: writes one constant VTIMEZONE for Europe/London, with two yearly rules.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6
npm install --silent --no-fund --no-audit --prefix "$work" ical.js@2.2.1

cat > "$work/write.py" <<'PY'
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

print(f"Versions: icalendar {version('icalendar')}", end="", file=sys.stderr)
event = Event()
event.add("uid", "rhyme-time@library.example")
event.add("dtstamp", datetime(2026, 8, 24, tzinfo=UTC))
event.add("summary", "Rhyme time")
event.add("dtstart", datetime(2026, 12, 8, 10, 30, tzinfo=ZoneInfo("Europe/London")))
calendar = Calendar()
calendar.add("version", "2.0")
calendar.add("prodid", "-//library.example//EN")
calendar.add_component(event)
calendar.add_missing_timezones()
sys.stdout.buffer.write(calendar.to_ical())
PY

cat > "$work/read.mjs" <<'JS'
import fs from "node:fs";
import ICAL from "ical.js";

const { version } = JSON.parse(fs.readFileSync(new URL("./node_modules/ical.js/package.json", import.meta.url)));
console.log(`, ical.js ${version}`);

function startsAt(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone"));
  const start = new ICAL.Event(calendar.getFirstSubcomponent("vevent")).startDate;
  start.zone = zone;
  return new Date(start.toUnixTime() * 1000).toISOString();
}

const written = fs.readFileSync(process.argv[2], "utf8").replaceAll("\r\n ", "");
const aLineEach = written.replace(/^RDATE:(.*)\r$/gm, (_, dates) =>
  dates.split(",").map((date) => `RDATE:${date}\r`).join("\n"));
const asWritten = startsAt(written);
const split = startsAt(aLineEach);
console.log("Behaviour: an event at 10:30 in London on 8 December 2026, when London keeps UTC, is read as");
console.log(`Output seen: ${asWritten} from the zone as icalendar writes it (all changes in one RDATE line)`);
console.log(`             ${split} from the same zone with one RDATE line for each change`);
if (asWritten !== "2026-12-08T09:30:00.000Z" || split !== "2026-12-08T10:30:00.000Z") {
  console.error("The behaviour has changed: icalendar's time zone no longer makes ical.js an hour early in winter.");
  process.exit(1);
}
JS

"$work/venv/bin/python" "$work/write.py" > "$work/event.ics"
node "$work/read.mjs" "$work/event.ics"
