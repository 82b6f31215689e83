// Runs within Thunderbird. Arguments: the addresses of calendars, the first and the last moment in seconds, and how to
// answer. At the first call it subscribes; at each it fetches what has changed, and answers with the dates of each
// calendar: [{uid, start, end, summary, status, location, description}, ...]; start and end are days, or milliseconds since 1970.
const [addresses, first, last, answer] = arguments;
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const PATIENCE = 60000; // milliseconds
const OTHERS = [ // of calIObserver
  "onStartBatch", "onEndBatch", "onAddItem", "onModifyItem", "onDeleteItem", "onError", "onPropertyChanged",
  "onPropertyDeleting",
];

function moment(seconds) {
  const found = cal.createDateTime();
  found.nativeTime = seconds * 1000000;
  return found.getInTimezone(cal.dtz.defaultTimezone);
}

function subscribed(address) {
  const known = cal.manager.getCalendars().find((calendar) => calendar.uri.spec === address);
  if (known) {
    return known;
  }
  const calendar = cal.manager.createCalendar("ics", Services.io.newURI(address));
  calendar.name = address;
  calendar.setProperty("cache.enabled", true); // as in what people are offered first
  calendar.setProperty("refreshInterval", "0");
  cal.manager.registerCalendar(calendar);
  return cal.manager.getCalendars().find((one) => one.uri.spec === address);
}

// Thunderbird says that it is done before all is stored; it is when the store has every UID of the file.
async function fetched(calendar) {
  await new Promise((done) => {
    const observer = { QueryInterface: ChromeUtils.generateQI(["calIObserver"]), onLoad: done };
    for (const other of OTHERS) {
      observer[other] = () => {};
    }
    calendar.addObserver(observer);
    calendar.refresh();
  });
  const file = await (await fetch(calendar.uri.spec, { cache: "no-store" })).text();
  const wanted = [...file.replace(/\r\n /g, "").matchAll(/^UID:(.*)\r$/gm)].map((found) => found[1]);
  for (let until = Date.now() + PATIENCE; Date.now() < until; ) {
    const stored = await calendar.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
    const known = new Set(stored.map((item) => item.id));
    if (wanted.every((uid) => known.has(uid))) {
      return;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`${calendar.uri.spec} was not stored`);
}

const time = (when) => (when.isDate ? when.toString().slice(0, 10) : when.nativeTime / 1000);

async function dates(calendar) {
  const filter = Ci.calICalendar.ITEM_FILTER_ALL_ITEMS | Ci.calICalendar.ITEM_FILTER_CLASS_OCCURRENCES;
  const items = await calendar.getItemsAsArray(filter, 0, moment(first), moment(last));
  return items.map((item) => ({
    uid: item.id, start: time(item.startDate), end: time(item.endDate), summary: item.title, status: item.status,
    location: item.getProperty("LOCATION"), description: item.getProperty("DESCRIPTION"),
  }));
}

(async () => {
  const calendars = addresses.map(subscribed);
  await Promise.all(calendars.map(fetched));
  return Promise.all(calendars.map(dates));
})().then(answer, (fault) => answer(`${fault} ${fault.stack}`));
