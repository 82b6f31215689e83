"""Says dates, times and states in words, as GOV.UK writes them.

Style: “Tuesday 3 March”, “10am to 11:30am”, “midday” (GOV.UK style guide, “Dates” and “Times”).
The year is said where it is not the year of the moment for which the site is built.
"""

from datetime import date, datetime, time, timedelta

from librarysite.model import (
    ALL,
    AS_USUAL,
    ZONE,
    Booking,
    ChangedHours,
    Closure,
    Event,
    Hours,
    Library,
    Status,
)
from librarysite.notation import DAY, PartDate, Span
from librarysite.schedule.concerned import concerned
from librarysite.schedule.hours import DayHours, Interval
from librarysite.schedule.occurrences import Occurrence

MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ACCESS_NAMES = {
    "bsl": "British Sign Language",
    "captioned": "Captioned",
    "hearing-loop": "Hearing loop",
    "quiet": "Quiet",
    "relaxed": "Relaxed",
    "step-free": "Step-free",
}
ALL_DAY_AND_NIGHT = Span(0, DAY)
STATE_NAMES = {"on": "", "cancelled": "Cancelled", "moved": "Moved", "extra": "Extra date"}
NO_HOURS = {
    "not_known": "Opening hours not known",
    "undecided": "Not decided yet",
    "closed_for_good": "Closed for good",
    "not_yet_open": "Not open yet",
}


def date_words(day: date, today: date | None = None) -> str:
    """Return “3 March”, with the year unless it is today's."""
    year = "" if today and day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def day_words(day: date, today: date | None = None) -> str:
    """Return “Tuesday 3 March”, with the year unless it is today's."""
    return f"{DAYS[day.weekday()]} {date_words(day, today)}"


def month_words(first: date) -> str:
    """Return “December 2026”."""
    return f"{MONTHS[first.month - 1]} {first.year}"


def part_date_words(part: PartDate) -> str:
    """Return as much of a date as is known: “2014”, “January 2014”, “1 April 2020”."""
    if part.known_to == "day":
        return date_words(part.first)
    return str(part.first.year) if part.known_to == "year" else month_words(part.first)


def opens_words(opening: PartDate) -> str:
    """Return when a new library opens, as far as it is known: “Opens on Monday 1 March 2027”, “Opens in March 2027”."""
    return (
        f"Opens on {day_words(opening.first)}"
        if opening.known_to == "day"
        else f"Opens in {part_date_words(opening)}"
    )


def days_words(first: date, last: date, today: date | None = None) -> str:
    """Return “Monday 26 October to Friday 30 October”, or the one day."""
    if first == last:
        return day_words(first, today)
    same_year = first.year == last.year
    return f"{day_words(first, last if same_year else today)} to {day_words(last, today)}"


def clock_words(minutes: int) -> str:
    """Return minutes since local midnight as “9am”, “5:30pm”, “midday” or “midnight”."""
    minutes %= DAY
    if minutes in (0, 720):
        return "midday" if minutes else "midnight"
    hour, minute = divmod(minutes, 60)
    return f"{hour % 12 or 12}{f':{minute:02}' if minute else ''}{'am' if hour < 12 else 'pm'}"


def span_words(span: Span) -> str:
    """Return “10am to 11:30am”, “all day and night”; that a span ends after midnight is told by its end alone."""
    if span == ALL_DAY_AND_NIGHT:
        return "all day and night"
    return f"{clock_words(span.start)} to {clock_words(span.end)}"


def dated_words(day: date, span: Span, today: date | None = None) -> str:
    """Return “10am to 11:30am” for a span of a day, with the last day where it lasts 24 hours or longer."""
    words = span_words(span)
    if span.end - span.start < DAY or span == ALL_DAY_AND_NIGHT:
        return words
    return f"{words} on {day_words(day + timedelta(days=(span.end - 1) // DAY), today)}"


def intervals_words(intervals: tuple[Interval, ...]) -> str:
    """Return “9am to 1pm and 2pm to 7pm”, with “self-service” where the doors open without staff."""
    parts = [
        span_words(Span(i.opens, i.closes)) + (" (self-service)" if i.kind == "self_service" else "")
        for i in intervals
    ]
    return names_words(parts)


def times_words(intervals: tuple[Interval, ...], kind: str) -> str | None:
    """Return the times of one kind alone, with staff or without: “9am to 1pm and 2pm to 5pm”; None for none."""
    return names_words([span_words(Span(i.opens, i.closes)) for i in intervals if i.kind == kind]) or None


def hours_words(hours: DayHours) -> str:
    """Return a day's opening in words: “9am to 5pm”, “Closed: Christmas”, “Opening hours not known”."""
    if hours.intervals:
        words = intervals_words(hours.intervals)
        if hours.kind == "closure":  # in brackets it would read as if the doors were open for that reason
            return f"{words} only. Closed otherwise: {hours.reason}"
        return f"{words} ({hours.reason})" if hours.reason else words
    if isinstance(hours.cause, PartDate):
        return opens_words(hours.cause)
    words = NO_HOURS.get(hours.kind, "Closed")
    return f"{words}: {hours.reason}" if hours.reason and hours.kind != "closed_for_good" else words


def moment_words(moment: datetime, today: date | None = None) -> str:
    """Return “9am on Monday 13 July”, in local time."""
    local = moment.astimezone(ZONE) if moment.tzinfo else moment
    return f"{clock_words(_minutes(local))} on {day_words(local.date(), today)}"


def period_words(entry: Status, today: date | None = None) -> str:
    """Return when a closure, changed hours or a notice holds: days, or moments where it has clock times."""
    starts, ends = entry.starts, entry.ends
    if ends is None:
        return f"from {_turn_words(starts, starts.date(), today)} until further notice"
    first, last = starts.date(), (ends - timedelta(minutes=1)).date()
    if starts.time() == ends.time() == time():
        words = days_words(first, last, today)
        return words if first == last else f"from {words}"
    if first == last:
        end = f" to {clock_words(_minutes(ends))}" if _minutes(ends) else ""
        return f"from {clock_words(_minutes(starts))}{end} on {day_words(first, today)}"
    return f"from {_turn_words(starts, first, today)} to {_turn_words(ends, last, today)}"


def _turn_words(moment: datetime, day: date, today: date | None) -> str:
    """Return the beginning or end of a period, which is on a day: “1pm on Monday 7 December”, at midnight the day."""
    words = day_words(day, today)
    return f"{clock_words(_minutes(moment))} on {words}" if _minutes(moment) else words


def when_words(entry: Status, today: date | None = None) -> str:
    """Return when an entry holds, to follow a verb: “on Friday 25 December”, “from Monday …”."""
    words = period_words(entry, today)
    return words if words.startswith("from") else f"on {words}"


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def access_words(event: Event) -> str:
    """Return what makes an event accessible: “Relaxed, step-free”; nothing where nothing is said."""
    names = [ACCESS_NAMES[item] for item in event.access]
    return ", ".join([*names[:1], *(name if name.istitle() else name.lower() for name in names[1:])])


def time_words(occurrence: Occurrence) -> str:
    """Return the clock times of one date: “10:30am to 11am”, “All day”."""
    if occurrence.all_day:
        return "All day"
    day, begin = occurrence.start.date(), _minutes(occurrence.start)
    end = (occurrence.end.date() - day).days * DAY + _minutes(occurrence.end)
    return dated_words(day, Span(begin, end), day)


def state_words(occurrence: Occurrence, today: date) -> str:
    """Return what happened to one date: “Cancelled: Staff training”, “Moved from Tuesday 15 December”.

    Of a date that was moved and then cancelled people are told both: they may know either day.
    """
    if occurrence.state == "cancelled" and occurrence.change and occurrence.change.moves:
        told = ": ".join(filter(None, [STATE_NAMES["cancelled"], occurrence.reason])).rstrip(".")
        moved = _moved_words(occurrence, today).replace("Time changed", "Moved to another time")
        return f"{told}; it had been {moved[0].lower()}{moved[1:]}"
    words = _moved_words(occurrence, today) if occurrence.state == "moved" else STATE_NAMES[occurrence.state]
    if not words and occurrence.room != occurrence.event.room:
        words = "In another room"
    return ": ".join(filter(None, [words, occurrence.reason]))


def _moved_words(occurrence: Occurrence, today: date) -> str:
    planned, change = occurrence.planned_start, occurrence.change
    if planned and planned.date() != occurrence.start.date():
        return f"Moved from {day_words(planned.date(), today)}"
    if planned and _was_given_another_time(occurrence):
        return f"Moved from {clock_words(_minutes(planned))}"
    if change and change.branch:
        return "Moved to another library"
    return "Time changed" if planned else "Moved"


def _was_given_another_time(occurrence: Occurrence) -> bool:
    """Tell whether a date begins at another time, and not because it follows the hours of another library."""
    change = occurrence.change
    only_elsewhere = change is not None and change.branch is not None and change.moved_to is None
    was_all_day = occurrence.slot.span is None
    return occurrence.start != occurrence.planned_start and not only_elsewhere and not was_all_day


def booking_words(booking: Booking, today: date, ask: str | None = None) -> str:
    """Return how to book, without the link; ``ask`` is the phone number where neither is entered."""
    if not booking.needed:
        return "No need to book"
    phone = booking.phone or (None if booking.link else ask)
    words = f"Book a place by phone on {phone}" if phone else "Book a place"
    if booking.opens and booking.opens > today:
        words += f". Booking opens on {day_words(booking.opens, today)}"
    return words


def place_words(occurrence: Occurrence) -> str:
    """Return where one date takes place, on one line."""
    event = occurrence.event
    if occurrence.branch:
        names = [occurrence.branch.name, occurrence.room]
    elif event.place:
        names = [event.place.name, occurrence.room]
    else:
        return ", ".join(filter(None, ["Online" if event.online else None, occurrence.room]))
    words = ", ".join(filter(None, names))
    return f"{words}, and online" if event.online else words


def sentence(text: str) -> str:
    """Return words as a sentence: with a full stop, unless they end with a mark."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def names_words(names: list[str]) -> str:
    """Return names as a list in words: “Central, Leagrave and Lewsey”; nothing for none."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def branches_words(library: Library, entry: Status) -> str:
    """Return which branches an entry of ``status.yaml`` is for: their names, or “All libraries” that are in service."""
    meant = concerned(library, entry)
    in_service = {branch.id for branch in library.in_service_on(entry.starts.date())}
    everybody = in_service == {branch.id for branch in meant} and (len(meant) > 1 or entry.branches == ALL)
    return "All libraries" if everybody else names_words([branch.name for branch in meant])


def changed_words(changed: ChangedHours) -> str:
    """Return what changed hours say: “9am to 1pm, self-service as usual”, “as usual, no self-service”, “closed”."""
    with_staff, alone = _kind_words(changed.hours), changed.self_service
    if alone is None or alone == changed.hours:
        return with_staff
    if alone == ():
        return f"{with_staff}, no self-service" if changed.hours == AS_USUAL else with_staff
    return f"{with_staff if changed.hours else 'no staff'}, self-service {_kind_words(alone)}"


def _kind_words(hours: Hours) -> str:
    if hours == AS_USUAL:
        return AS_USUAL
    return names_words([span_words(span) for span in hours]) or "closed"


def closed_words(closure: Closure) -> str:
    """Return what a closure does, as a title says it: “closed”, or “no staff, self-service as usual”."""
    return "no staff, self-service as usual" if closure.self_service else "closed"


def closes_words(closure: Closure) -> str:
    """Return the same after the name of a library: “closed”, or “has no staff, self-service as usual”."""
    return f"{'has ' if closure.self_service else ''}{closed_words(closure)}"


def opening_words(changed: ChangedHours) -> str:
    """Return changed hours as a title says them: “open 9am to 1pm”, “no staff, self-service as usual”, “closed”."""
    words = changed_words(changed)
    if not changed.hours or words.endswith("no self-service"):  # whose library may be closed by it
        return words
    return f"open {words}"
