"""What the Library says of its entries taken together."""

from pathlib import Path

from librarysite.model import Library
from tests.support.goldencases import SERVICE, load_entered


def library_of(folder: Path, **event: object) -> Library:
    """Return a service of which a type and an audience share an id, with one event."""
    folder.mkdir()
    groups = {
        "types": [{"id": "families", "name": "Family fun"}, {"id": "talk", "name": "Talks"}],
        "audiences": [{"id": "families", "name": "Families"}, {"id": "talk", "name": "Talkers"}],
    }
    entry = {"id": "one", "title": "One", "online": "yes", "when": {"on": "2027-01-12"}} | event
    return load_entered(
        folder,
        {
            "service.yaml": SERVICE | groups,
            "branches.yaml": {"branches": [{"id": "north", "name": "North"}]},
            "events.yaml": {"events": [entry]},
        },
    )


def test_categories_of_a_type_and_an_audience_of_one_id(tmp_path: Path) -> None:
    """A type is no audience, whatever its id."""
    cases: dict[str, tuple[dict[str, object], tuple[str, ...]]] = {
        "type": ({"type": "families"}, ("Family fun",)),
        "audience": ({"for": ["families"]}, ("Families",)),
        "both": ({"type": "families", "for": ["families"]}, ("Family fun", "Families")),
        "crossed": ({"type": "talk", "for": ["families"]}, ("Talks", "Families")),
        "none": ({}, ()),
    }
    for name, (event, categories) in cases.items():
        library = library_of(tmp_path / name, **event)
        assert library.categories(library.events[0]) == categories
