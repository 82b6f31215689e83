"""What people can use without coming to a library."""

from datetime import date

from librarysite import paths
from librarysite.model import Library, Offer
from librarysite.pages.page import Page, View
from librarysite.wording import facts


def online_page(library: Library, today: date) -> Page:
    """Return the page of digital offers and help lines."""
    offers = offer_views(library, today)
    return Page(
        address=paths.ONLINE,
        title="Online and by phone",
        summary="What you can use from home: books, help and advice.",
        template="online.html",
        view={
            "digital": [offer for offer in offers if offer["kind"] == "digital"],
            "help_lines": [offer for offer in offers if offer["kind"] == "help line"],
        },
    )


def offer_views(library: Library, today: date) -> list[View]:
    """Return the offers that hold on a day."""
    return [_offer_view(offer, today) for offer in library.offers if offer.offered_on(today)]


def _offer_view(offer: Offer, today: date) -> View:
    return {
        "id": offer.id,
        "kind": offer.kind,
        "title": offer.title,
        "summary": offer.summary,
        "description": offer.description,
        "address": paths.online_offer(offer.id),
        "facts": [
            (name, value)
            for name, value in [
                ("Who for", offer.for_),
                ("What you need", offer.need),
                ("Cost", offer.cost),
                ("Staffed", offer.staffed),
                ("Provided by", offer.provided_by),
                ("Until", facts.day_words(offer.until, today) if offer.until else None),
            ]
            if value
        ],
        "link": offer.link,
        "link_text": offer.link_text or (f"Go to {offer.title}" if offer.link else None),
        "phone": offer.phone,
        "email": offer.email,
        "checked": facts.date_words(offer.checked) if offer.checked else None,
        "sample": offer.sample,
    }
