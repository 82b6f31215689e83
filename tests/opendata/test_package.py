import re
from pathlib import Path

from librarysite.model import Library
from librarysite.opendata.events import event_data, event_fields
from librarysite.opendata.hours import opening_hours
from librarysite.opendata.libraries import libraries_table
from librarysite.opendata.package import data_package
from librarysite.opendata.status import status_record
from librarysite.schedule.agenda import Agenda
from tests.support.opendatacases import NOW, data, service


def test_package_describes_the_files(library: Library) -> None:
    """The package names the five files, which exist, the schema, the licence and the sources."""
    package = data(data_package(library, event_fields()))
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert package["licenses"] == [
        {
            "name": "OGL-UK-3.0",
            "title": "Open Government Licence v3.0",
            "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        }
    ]
    assert package["sources"] == [
        {"title": "The register", "path": "https://register.example/"},
        {"title": "The council's own records"},
    ]
    made = {
        *libraries_table(library, NOW.today),
        *opening_hours(library, NOW.today),
        *status_record(library, NOW),
    }
    made |= {*event_data(Agenda(library, NOW))}
    assert {f"data/{resource['path']}" for resource in package["resources"]} == made
    assert package["resources"][0]["schema"].endswith("/schema-librarydata/master/libraries.json")


def test_package_names_no_licence_where_none_is_stated(tmp_path: Path) -> None:
    """Without ``open_data`` nothing is said about a licence or sources."""
    own = (
        (Path(__file__).parents[1] / "cases" / "opendata" / "service.yaml").read_text().split("open_data:")[0]
    )
    package = data(data_package(service(tmp_path, service=own), event_fields()))
    assert not {"licenses", "sources"} & set(package)
