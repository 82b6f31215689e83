#!/usr/bin/env bash
# A feed made in the order of feedgen's own example says that the website is the feed file.
#
# Promise: RSS 2.0: the channel's <link> is the address of the website that belongs to the feed. feedgen documents, for
#   the entries of a feed, that the last link with rel="alternate" becomes RSS's <link>; for the feed itself, only that
#   RSS has one link. The example in its documentation gives the feed an "alternate" link first and a "self" link later.
# Version: feedgen 1.0.0.
# Seen: an entry does as documented. The feed does not: whatever link was given last becomes <link>, "self" included.
#   With the example's order the title of the feed leads to the XML file; with the two calls swapped it is right.
#   The Atom feed made from the same object is right in either order.
# Why it matters: feed readers make the feed's title a link to the website. Here residents get XML, and a check of the
#   Atom feed or of the entries shows nothing.
# Our project: gives the "self" link first and the "alternate" link last.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check feedgen==1.0.0

cat > "$work/show.py" <<'PY'
import sys
from importlib.metadata import version
from xml.etree import ElementTree

from feedgen.feed import FeedGenerator

SITE, FEED, MAP = "https://library.example/", "https://library.example/news.xml", "https://library.example/map/"


def links(*rels):
    """Return the RSS <link> of a feed and of its entry, their links given in the order of rels."""
    feed = FeedGenerator()
    feed.title("Library news")
    feed.description("What is new")
    entry = feed.add_entry()
    entry.title("The lift works again")
    for rel in rels:
        feed.link(href=SITE if rel == "alternate" else FEED, rel=rel)
        entry.link(href=SITE + "lift/" if rel == "alternate" else MAP, rel="related" if rel == "self" else rel)
    channel = ElementTree.fromstring(feed.rss_str()).find("channel")
    return channel.findtext("link"), channel.findtext("item/link")


example, swapped = links("alternate", "self"), links("self", "alternate")
print(f"Version: feedgen {version('feedgen')}")
print("Behaviour: the channel's <link> is the last link of any kind, an item's <link> the last alternate one.")
print("Output seen:")
print(f"  website first, feed itself last: channel {example[0]}  item {example[1]}")
print(f"  feed itself first, website last: channel {swapped[0]}  item {swapped[1]}")
if (example, swapped) != ((FEED, SITE + "lift/"), (SITE, SITE + "lift/")):
    sys.exit("The behaviour has changed: the channel's <link> is no longer simply the last link given.")
PY

"$work/venv/bin/python" "$work/show.py"
