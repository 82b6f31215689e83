// Reads calendars with ical.js or node-ical (the argument says which) and lists their dates.
// In (stdin, JSON): {from, to, calendars: [text, ...]}, from and to in milliseconds since 1970.
// Out (stdout, JSON): for each calendar [{uid, start, end, summary, status, ...}, ...]; start and end are
// milliseconds, or days. The zones of ical.js are the calendar's own VTIMEZONE, those of node-ical this program's.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const READERS = { "ical.js": withIcalJs, "node-ical": withNodeIcal };
const { from, to, calendars } = JSON.parse(readFileSync(0, "utf8"));

function withIcalJs(text) {
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
        summary: event.summary,
        status: component.getFirstPropertyValue("status"),
        description: event.description,
        location: event.location,
      });
    }
  }
  return found;
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

function moment(time) {
  return time.isDate ? time.toString() : time.toUnixTime() * 1000;
}

function inSight(start, end) {
  // A day counts from its UTC midnight: windows are chosen with room to spare.
  return end.toUnixTime() * 1000 > from && start.toUnixTime() * 1000 < to;
}

function withNodeIcal(text) {
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter((item) => item.type === "VEVENT");
  const asked = { from: new Date(from), to: new Date(to), expandOngoing: true };
  return events.flatMap((event) =>
    nodeIcal.expandRecurringEvent(event, asked).map(({ start, end, summary, isFullDay }) => ({
      uid: event.uid,
      start: isFullDay ? day(start) : start.getTime(),
      end: isFullDay ? day(end) : end.getTime(),
      summary: mended(summary),
      status: event.status,
      description: mended(event.description),
      location: mended(event.location),
    })),
  );
}

function mended(text) {
  // node-ical 0.27 takes the escaped backslash of “C:\\new” for the beginning of a line end.
  return text?.replaceAll("\\\n", "\\n");
}

function day(midnight) {
  // node-ical says a day as its midnight here, wherever that is.
  const [month, date] = [midnight.getMonth() + 1, midnight.getDate()].map((n) => String(n).padStart(2, "0"));
  return `${midnight.getFullYear()}-${month}-${date}`;
}

process.stdout.write(JSON.stringify(calendars.map(READERS[process.argv[2]])));
