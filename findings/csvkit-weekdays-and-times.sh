#!/usr/bin/env bash
# csvkit turns a column of weekdays into dates of the year 1, and opening times into minutes and seconds.
#
# Promise: csvjson converts a CSV file into JSON. It works out the type of each column unless told not to
#   (--no-inference); times of day are not among its types, dates and lengths of time are.
# Version: csvkit 2.2.0 (its types come from agate, whose version is printed).
# Seen: "Monday" is taken as a date relative to the beginning of the calendar: 8 January of the year 1. "9:30" is taken
#   as a length of time, nine minutes and thirty seconds. Nothing is printed about it, and the exit code is 0.
#   One cell that cannot be read so ("closed") turns the whole column back into text: which of the two a reader of the
#   data gets depends on whether any library is closed on any day.
# Why it matters: opening hours, one line for each day, are what a library publishes as open data, and csvkit is what
#   people reach for to look at such a file.
# Our project: publishes hours as "09:00-17:00" in one cell, one column for each day, and exact moments as JSON.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2

cat > "$work/hours.csv" <<'CSV'
library,day,opens,closes
Central,Monday,9:30,19:00
Central,Tuesday,9:30,19:00
CSV
seen=$("$work/venv/bin/csvjson" "$work/hours.csv")
cp "$work/hours.csv" "$work/closed.csv"
echo "Central,Sunday,closed,closed" >> "$work/closed.csv"
with_closed=$("$work/venv/bin/csvjson" "$work/closed.csv")

echo "Versions: $("$work/venv/bin/pip" list --disable-pip-version-check --format=freeze 2>/dev/null |
  grep -E '^(csvkit|agate)==' | tr '\n' ' ')"
echo "Behaviour: weekdays become dates of the year 1, and 9:30 becomes 9 minutes 30 seconds."
echo "Output seen, without and with a line that says closed:"
echo "$seen"
echo "$with_closed"

changed() {
  echo "The behaviour has changed: $1" >&2
  exit 1
}
[[ $seen == *'"day": "0001-01-08"'* ]] || changed "Monday is no longer 8 January of the year 1."
[[ $seen == *'"opens": "0:09:30"'* ]] || changed "9:30 is no longer nine minutes and a half."
[[ $with_closed == *'"opens": "9:30"'* ]] || changed "one cell that says closed no longer turns the column into text."
