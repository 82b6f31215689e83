// Reads calendars with ical.js and lists their dates.
// In (stdin, JSON): {from, to, calendars: [text, ...]}, from and to in milliseconds since 1970.
// Out (stdout, JSON): for each calendar [{uid, start, end, allDay, summary, status, ...}, ...]; start and end are
// milliseconds, or, where allDay, days. Zones are the calendar's own VTIMEZONE, not this program's.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const { from, to, calendars } = JSON.parse(readFileSync(0, "utf8"));

function moment(time) {
  return time.isDate ? time.toString() : time.toUnixTime() * 1000;
}

function inSight(start, end) {
  // A day counts from its UTC midnight: windows are chosen with room to spare.
  return end.toUnixTime() * 1000 > from && start.toUnixTime() * 1000 < to;
}

function* dates(event) {
  if (!event.isRecurring()) {
    yield { startDate: event.startDate, endDate: event.endDate };
    return;
  }
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    if (next.toUnixTime() * 1000 >= to) return;
    yield event.getOccurrenceDetails(next);
  }
}

function expand(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const found = [];
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    for (const { startDate, endDate } of dates(event)) {
      if (!inSight(startDate, endDate)) continue;
      found.push({
        uid: event.uid,
        start: moment(startDate),
        end: moment(endDate),
        allDay: startDate.isDate,
        summary: event.summary,
        status: component.getFirstPropertyValue("status"),
        description: event.description,
        location: event.location,
      });
    }
  }
  return found;
}

process.stdout.write(JSON.stringify(calendars.map(expand)));
