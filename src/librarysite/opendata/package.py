"""``/data/datapackage.json``: what open data there is, on what terms, and what it rests on (Frictionless)."""

from typing import Any

from librarysite import paths
from librarysite.model import Library
from librarysite.opendata.datafile import json_file

SCHEMAS = "https://raw.githubusercontent.com/LibrariesHacked/schema-librarydata/master/"
LICENCES = {
    "OGL-UK-3.0": (
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "CC0-1.0": ("CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "MIT": ("MIT License", "https://opensource.org/license/mit"),
}


def data_package(library: Library, event_fields: list[dict[str, Any]]) -> dict[str, bytes]:
    """Return ``data/datapackage.json`` by address. A licence is named only where the service states one.

    ``event_fields`` describes the columns of the table of events.
    """
    service = library.service
    package: dict[str, Any] = {
        "name": f"{service.calendar_domain.lower()}-libraries",
        "title": f"{service.name}: open data",
        "homepage": service.website,
    }
    if service.demonstration:
        package["description"] = service.demonstration
    if service.open_data.licence:
        title, path = LICENCES[service.open_data.licence]
        package["licenses"] = [{"name": service.open_data.licence, "title": title, "path": path}]
    if service.open_data.sources:
        package["sources"] = [
            {"title": s.title} | ({"path": s.link} if s.link else {}) for s in service.open_data.sources
        ]
    package["resources"] = _resources(event_fields)
    return {paths.DATA_PACKAGE: json_file(package)}


def _resources(event_fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": "libraries",
            "title": "Libraries: where they are and their opening hours (Libraries Hacked table schema)",
            "path": _in_folder(paths.LIBRARIES_TABLE),
            "profile": "tabular-data-resource",
            "schema": f"{SCHEMAS}libraries.json",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
        },
        {
            "name": "events-table",
            "title": "Dates of events in the next 13 months, one a row",
            "path": _in_folder(paths.EVENTS_TABLE),
            "profile": "tabular-data-resource",
            "schema": {"fields": event_fields},
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
        },
        _json(
            "events",
            paths.EVENTS_DATA,
            "Dates of events in the next 13 months, the cancelled ones too: end is exclusive, end_date the last day",
        ),
        _json(
            "opening-hours",
            paths.OPENING_HOURS_DATA,
            "Opening hours of each library on every day of the next 13 months",
        ),
        _json(
            "status",
            paths.STATUS_DATA,
            "What is open today, closures, changed hours and notices now and to come",
        ),
    ]


def _in_folder(address: str) -> str:
    """Return the path of a data file as the package names it: within their folder."""
    return address.removeprefix(paths.DATA)


def _json(name: str, address: str, title: str) -> dict[str, str]:
    return {
        "name": name,
        "title": title,
        "path": _in_folder(address),
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }
