"""What people write for a key: answered with the key that is meant, or with where it belongs.

The tables are for words that no likeness leads to. “Name” is a title in an event, and a name in a library.
"""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches

from librarysite.problems import Mistake

CANCEL = "write it below “changes:”: a line “- date:” with the day, and in the next line “cancelled:” with the reason"
ON_A_DATE = "write “when:”, and on the next line, two spaces further in, “on:” with the date"
BOOK = "write it below “booking:”, as “link:”"
NO_PICTURES = "delete it: entries have no pictures"

# For each kind of entry: words that people write for a key, and the key, or the sentence that says what to write.
# Words are in small letters, with _ for spaces and hyphens.
PERIOD = {
    "start starts begin begins start_date": "from",
    "end ends end_date last_day finish finishes till": "to",
    "date day when dates": "on",
    "library libraries branch location locations at_branch": "branches",
    "not excluding excludes without apart_from": "except",
    "canceled": "cancelled",
}
CALLED: dict[str, dict[str, str]] = {
    "Event": {
        "name headline heading event": "title",
        "library location venue where site": "branch",
        "schedule sessions": "when",
        "date dates": ON_A_DATE,
        "day days weekday repeats": "write “when:”, and on the next line, two spaces further in, “every:” with the day",
        "time times": "write the times below “when:”, as “at:”",
        "audience audiences age ages who suitable_for group": "for",
        "price fee fees charge charges ticket tickets": "cost",
        "category kind tag tags topic topics": "type",
        "desc about blurb intro": "summary",
        "text details body info": "description",
        "extra_date extra_dates also additional_dates": "also_on",
        "accessibility": "access",
        "created posted announced": "published",
        "cancelled canceled status cancellation reason": CANCEL,
        "book book_at bookings_link booking_link book_here": BOOK,
        "url website web weblink": "write it below “online:” or “booking:”, as “link:”",
        "tel telephone": "write it below “booking:”, as “phone:”",
        "email e_mail": "write it as a sentence in “description:”",
        "image picture photo": NO_PICTURES,
    },
    "Pattern": {
        "time times hours": "at",
        "date dates": "on",
        "day days weekday weekdays repeat repeats frequency": "every",
        "start starts begin begins start_date first_date": "from",
        "end ends end_date last_date to till": "until",
        "not not_on exclude excluding excludes without gaps skip": "except",
        "term_time_only term_only terms": "term_time",
        "name": "id",
    },
    "Change": {
        "on day when": "date",
        "canceled cancel cancellation reason status": "cancelled",
        "at time times new_time new_date new_dates move moved_from postponed rescheduled": "moved_to",
        "location library new_branch venue": "branch",
        "text comment message": "note",
        "id": "session",
    },
    "EventPlace": {
        "title venue": "name",
        "street location road": "address",
        "postcode post_code": "write it at the end of “address:”",
        "coordinates": "position",
    },
    "Online": {"url website address": "link"},
    "Booking": {
        "url website address web": "link",
        "tel telephone call": "phone",
        "from open starts start opening": "opens",
        "email e_mail": "write it as a sentence in “description:”",
        "closes until to end": "write it as a sentence in “description:”",
    },
    "Closure": PERIOD
    | {
        "description title text because why name summary message cause": "reason",
        "open what_is_open available alternatives": "still_open",
        "reviewed look_again review_by": "review",
        "hours at": "changed hours stand below “changed_hours:”; for part of a day write the times after the date",
    },
    "ChangedHours": PERIOD
    | {
        "opening_hours times at open time opening_times": "hours",
        "description title text because why name": "reason",
        "closed": "write “hours: closed”",
        "until": "to",
    },
    "Notice": PERIOD
    | {
        "headline heading name reason subject": "title",
        "description message body details content": "text",
        "url website": "link",
        "type severity kind priority importance": "level",
        "until": "write “to:” with the last day, or “review:” with the day on which somebody will look again",
    },
    "Branch": {
        "title library": "name",
        "tel telephone": "phone",
        "e_mail mail": "email",
        "opening_hours opening_times times open": "hours",
        "coordinates location lat_long latlong latitude longitude map": "position",
        "closed_for_good closed_since": "closed",
        "accessibility": "access",
        "description about text": "summary",
        "directions travel transport": "getting_there",
        "other_names also_called aka": "a_z",
        "website url link": "delete it: the page of the library is made here",
        "events": "move it to data/events.yaml",
        "image picture photo": NO_PICTURES,
    },
    "Address": {
        "road line1 line_1 address address1 number": "street",
        "city place": "town",
        "post_code postal_code zip": "postcode",
        "county country": "delete it",
    },
    "Week": {
        "start starts begin since": "from",
        "updated last_checked verified": "checked",
        "unstaffed open_access": "self_service",
        "to until end": "delete it: the week holds until a later one begins",
        "holidays bank_holidays": "delete it: bank holidays are known",
    },
    "ClosedForGood": {"on since date when": "from", "because why note": "reason"},
    "Access": {
        "wheelchair wheelchair_access steps level_access ramp": "step_free",
        "induction_loop loop": "hearing_loop",
        "toilet toilets disabled_toilet wc": "accessible_toilet",
        "changing nappy_changing": "baby_changing",
        "car_park parking_spaces": "parking",
        "blue_badge disabled_parking": "accessible_parking",
        "elevator": "lift",
    },
    "Offer": {
        "name headline": "title",
        "url website": "link",
        "needs you_need required requirements": "need",
        "audience audiences who": "for",
        "price fee": "cost",
        "tel telephone": "phone",
        "hours open opening_hours times": "staffed",
        "start": "from",
        "end to ends": "until",
        "type category": "kind",
        "text details": "description",
        "updated verified": "checked",
        "supplier provider by": "provided_by",
    },
    "Article": {
        "date posted created publish": "published",
        "headline heading name": "title",
        "description desc intro excerpt": "summary",
        "tag tags category categories": "topics",
        "library libraries location": "branches",
        "modified last_updated": "updated",
        "review": "review_by",
        "language": "lang",
        "direction": "dir",
        "status": "phase",
        "author authors by": "delete it: pages say nothing about who wrote them",
        "draft": "delete it: news is shown from the day of “published:” on",
        "template layout": "delete it: the website chooses how the page looks",
        "image picture photo": NO_PICTURES,
        "id slug": "delete it: a page is known by the name of its file",
    },
    "Update": {"text change what": "note", "on day": "date"},
    "Service": {
        "title": "name",
        "url site_url address": "website",
        "council": "authority",
        "term_dates school_terms": "terms",
        "operators operator": "run_by",
        "contact": "help",
        "event_types": "types",
    },
    "Term": {
        "start starts begin begins": "from",
        "end ends until till": "to",
        "holiday half_terms break": "half_term",
        "title term": "name",
    },
    "Help": {"tel telephone": "phone", "e_mail mail": "email", "url website": "link"},
    "Group": {"title label": "name", "closed old ended": "retired"},
    "Operator": {"since start": "from", "title who": "name", "text": "note"},
    "OpenData": {"license terms": "licence"},
    "Source": {"name": "title", "url": "link"},
    # the lists of a file
    "data/status.yaml": {
        "hours opening_hours special_hours new_hours": "changed_hours",
        "closed closing": "closures",
        "news messages alerts announcements warnings": "notices",
    },
    "data/offers.yaml": {"online digital": "offers"},
}
# What to write after a key that has to be there.
EXAMPLES = {
    "id": "a new name that was never used before, such as chess-club-2027",
    "title": "what people see, such as Chess club",
    "reason": "what people are told, such as Staff training",
    "branches": "all, or a list of libraries",
    "when": "“every:” or “on:” on the next line",
    "from": "the first day, year first",
    "to": "the last day, year first",
    "summary": "one sentence about it",
    "note": "what has changed",
    "hours": "the hours, such as 09:00 to 13:00",
    "level": "information, disruption or emergency",
    "date": "the day, such as 2026-12-08",
}
WEEKDAY = re.compile(r"(mon|tues|wednes|thurs|fri|satur|sun)day")
SELDOM = {"path", "sample"}  # a page has its path from its place, and only a demonstration has samples


def in_one_form(key: str) -> str:
    """Return a key as the tables have it: “Changed Hours” and “changed-hours” are “changed_hours”."""
    return re.sub(r"[\s_-]+", "_", key.strip().lower().replace("’", "").replace("'", ""))


def named(key: str, kind: str, known: Collection[str]) -> str:
    """Return the key, or the sentence, that a word stands for by its form or by the tables; nothing if by neither."""
    if kind == "Change" and re.fullmatch(r"\d{4}-\d\d-\d\d", key):
        return f"write “- date: {key}”, and on the next line “cancelled:” with the reason, under “date:”"
    written = in_one_form(key)
    alike = {in_one_form(name): name for name in known}
    days = [name for name in known if WEEKDAY.fullmatch(name) and name[:3] == written[:3]]
    table = (answer for words, answer in CALLED.get(kind, {}).items() if written in words.split())
    return (
        alike.get(written)
        or next(table, "")
        or next((day for day in days if day.startswith(written[:4])), "")
    )


def alike(key: str, known: Collection[str], missing: Collection[str] = ()) -> str:
    """Return the key that a word is a misspelling of; one that is missing is meant sooner than another."""
    for names, cutoff in ((missing, 0.6), (known, 0.74)):
        if close := get_close_matches(in_one_form(key), names, n=1, cutoff=cutoff):
            return close[0]
    return ""


def remedy_for(answer: str, known: Collection[str], written: Collection[str] = ()) -> str:
    """Return what to do about a key that is not known: the answer is the key that is meant, a sentence or nothing."""
    if " " in answer:
        return answer
    if answer in written:
        return f"“{answer}:” is here too: keep one of the two"
    if answer:
        return f"did you mean {answer}?"
    return f"delete it, or write one of: {', '.join(name for name in known if name not in SELDOM)}"


def list_meant(key: str, name: str, lists: Collection[str], homes: Mapping[str, str]) -> str:
    """Return what to do about a list that a file does not have; ``homes`` says which file has which list."""
    if key in homes:
        return f"its place is the file {homes[key]}"
    return remedy_for(named(key, name, lists) or alike(key, lists), lists)


def missing_key(key: str, *, empty: bool, example: str = "") -> Mistake:
    """Return what is wrong where a key is not there, or empty; ``example`` is the very value to write."""
    if example and not empty:
        return Mistake(f"“{key}” is missing from this entry", f"add a line “{key}: {example}”")
    words = "closed, or hours such as 09:00 to 17:00" if WEEKDAY.fullmatch(key) else EXAMPLES.get(key, "")
    if empty:
        return Mistake(
            f"“{key}” has nothing after it", f"write {words}" if words else "write it after the colon"
        )
    line = f"add a line “{key}:”" + (f" with {words}" if words else "")
    return Mistake(f"“{key}” is missing from this entry", line)
