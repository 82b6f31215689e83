"""How one value is written, read into what it means: dates, times, repeats, contacts. Entries and libraries stay out.

Every function takes the text of one value and returns what it means, or raises ``Mistake`` with what to write
instead. Times are minutes since local midnight; a time past midnight is more than 1,440.
"""

from librarysite.notation.contacts import read_email, read_link, read_phone
from librarysite.notation.dates import (
    ZONE,
    Dated,
    PartDate,
    days_between,
    in_a_later_year,
    read_date,
    read_dated,
    read_day_or_moment,
    read_days,
    read_part_date,
)
from librarysite.notation.details import (
    read_domain,
    read_language,
    read_position,
    read_postcode,
    read_slug,
    read_uprn,
    read_yes_no,
    read_yes_no_not_known,
)
from librarysite.notation.endless import endless_words
from librarysite.notation.phrases import WEEKDAYS, Every, weekday_date
from librarysite.notation.repeats import EVERY_EXAMPLES, read_every
from librarysite.notation.rules import ICAL_DAYS, Rule, read_rule
from librarysite.notation.syntax import (
    ANY_TEXT,
    BOOKING,
    ONLINE,
    SYNTAX_OF,
    TODAY,
    Syntax,
    either,
    one_of,
    reads,
)
from librarysite.notation.timefaults import USUAL, hours_meant
from librarysite.notation.times import DAY, Span, clock, read_clock, read_sessions, read_span

__all__ = [
    "ANY_TEXT",
    "BOOKING",
    "DAY",
    "EVERY_EXAMPLES",
    "ICAL_DAYS",
    "ONLINE",
    "SYNTAX_OF",
    "TODAY",
    "USUAL",
    "WEEKDAYS",
    "ZONE",
    "Dated",
    "Every",
    "PartDate",
    "Rule",
    "Span",
    "Syntax",
    "clock",
    "days_between",
    "either",
    "endless_words",
    "hours_meant",
    "in_a_later_year",
    "one_of",
    "read_clock",
    "read_date",
    "read_dated",
    "read_day_or_moment",
    "read_days",
    "read_domain",
    "read_email",
    "read_every",
    "read_language",
    "read_link",
    "read_part_date",
    "read_phone",
    "read_position",
    "read_postcode",
    "read_rule",
    "read_sessions",
    "read_slug",
    "read_span",
    "read_uprn",
    "read_yes_no",
    "read_yes_no_not_known",
    "reads",
    "weekday_date",
]
