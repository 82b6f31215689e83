"""Who may import whom, and what the program may not do: the way data flows, kept by the imports themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from librarysite import mkdocs_hook

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "librarysite"

# Each room of the program (a package, or a module that stands by itself), and which rooms it may look into.
ALLOWED: dict[str, set[str]] = {
    "": set(),
    "paths": set(),
    "problems": set(),
    "notation": {"problems"},
    "yamlfile": {"problems", "notation"},
    "model": {"paths", "problems", "notation"},
    "moment": {"problems", "notation"},
    "reading": {"problems", "model", "yamlfile"},
    "schema": {"notation", "model", "reading"},
    "schedule": {"paths", "notation", "model", "moment"},
    "wording": {"notation", "model", "schedule"},
    "pages": {"paths", "notation", "model", "moment", "schedule", "wording"},
    "feeds": {"paths", "notation", "model", "moment", "schedule", "wording"},
    "opendata": {"paths", "notation", "model", "moment", "schedule", "wording"},
    "rendering": {"paths", "problems", "pages"},
    "checks": {
        "paths",
        "problems",
        "notation",
        "model",
        "yamlfile",
        "reading",
        "schedule",
        "wording",
        "pages",
        "rendering",
    },
    "site": {
        "problems",
        "notation",
        "model",
        "moment",
        "reading",
        "schedule",
        "checks",
        "pages",
        "feeds",
        "opendata",
    },
    "compare": {
        "paths",
        "problems",
        "notation",
        "model",
        "moment",
        "yamlfile",
        "reading",
        "schedule",
        "wording",
        "feeds",
        "site",
    },
    "editing": {"problems", "notation", "model", "yamlfile", "reading", "schedule", "wording"},
}
DOORS = {"cli", "commands", "mkdocs_hook"}  # may import anything, and no room imports them
# Of these rooms each module makes files of one kind and knows none of the others, but for those that write them.
APART = {"feeds": {"ics", "icslines", "rss"}, "opendata": {"datafile"}}


def name_of(path: Path) -> str:
    """Return a module's name without the package's: ``feeds.events``, empty for the package itself."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(path): path for path in sorted(SOURCE.rglob("*.py"))}
HOOK = "mkdocs_hook"


def parsed(path: Path) -> ast.Module:
    """Return a module as its parsed text."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(module: ast.Module) -> Iterator[str]:
    """Yield the full name of everything that a module imports, wherever the import stands."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(path: Path) -> set[str]:
    """Return which modules of the program a module imports."""
    found = set()
    for full in imported(parsed(path)):
        if full.split(".")[0] == "librarysite":
            name = full.removeprefix("librarysite").lstrip(".")
            while name not in MODULES:
                name = name.rpartition(".")[0]
            found.add(name)
    return found


def room_of(module: str) -> str:
    """Return the room that a module is in: its package, or itself."""
    return module.partition(".")[0]


ROOMS = sorted({room_of(module) for module in MODULES})


def looked_into(room: str) -> set[str]:
    """Return which other rooms the modules of a room import from."""
    names = (own_imports(path) for module, path in MODULES.items() if room_of(module) == room)
    return {room_of(name) for found in names for name in found} - {room}


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in DOORS])
def test_room_looks_only_where_the_table_allows(room: str) -> None:
    """Every room has a line in the table above and imports from the rooms on it, from each of them."""
    assert room in ALLOWED, f"{room} has no line in the table"
    assert looked_into(room) == ALLOWED[room]


def test_table_names_only_rooms_that_exist() -> None:
    """A line for a room that is gone is deleted."""
    assert set(ALLOWED) == set(ROOMS) - DOORS


def test_house_has_few_rooms() -> None:
    """At most eight modules stand by themselves, and there are about fifteen packages."""
    alone = [room for room in ROOMS if room and MODULES[room].name != "__init__.py"]
    packages = [room for room in ROOMS if room and room not in alone]
    assert len(alone) <= 8, alone
    assert len(packages) <= 16, packages


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("__init__.py")), ids=str)
def test_room_says_what_it_is_for(path: Path) -> None:
    """Each package begins with a sentence that says what the room is for."""
    assert (ast.get_docstring(parsed(path)) or "").split("\n")[0].endswith(".")


def test_feeds_and_open_data_never_import_each_other() -> None:
    """A feed or data file knows none of the others, so that each can be changed alone."""
    for module, path in MODULES.items():
        room, _, name = module.partition(".")
        if room in APART and name not in APART[room]:
            others = {other for other in own_imports(path) if room_of(other) == room} - {room, module}
            assert others <= {f"{room}.{writer}" for writer in APART[room]}, module


def test_imports_form_no_cycle() -> None:
    """Following imports never leads back to where one began."""
    imports = {module: own_imports(path) - {module} for module, path in MODULES.items()}
    done: set[str] = set()

    def follow(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join([*way, module])
        if module not in done:
            for name in sorted(imports[module]):
                follow(name, (*way, module))
            done.add(module)

    for module in imports:
        follow(module, ())
    assert done == set(MODULES)


def test_only_the_hook_knows_mkdocs() -> None:
    """Nothing under src/ imports MkDocs or Material but ``mkdocs_hook``."""
    knowing = {
        module
        for module, path in MODULES.items()
        if {name.split(".")[0] for name in imported(parsed(path))} & {"mkdocs", "material", "properdocs"}
    }
    assert knowing == {HOOK}


def test_hook_of_a_site_is_one_line() -> None:
    """``hooks/library.py`` takes over what ``mkdocs_hook`` names, which is each of its event functions."""
    module = parsed(ROOT / "hooks" / "library.py")
    assert [type(node) for node in module.body] == [ast.Expr, ast.ImportFrom]
    assert list(imported(module)) == [f"librarysite.{HOOK}.*"]
    functions = {node.name for node in parsed(MODULES[HOOK]).body if isinstance(node, ast.FunctionDef)}
    assert set(mkdocs_hook.__all__) == {name for name in functions if name.startswith("on_")}


def test_hook_does_not_import_the_command_line() -> None:
    """The hook and the command line are two doors to one house; neither goes through the other.

    One step apart: whoever writes ``mkdocs serve`` is handed over to the one live preview.
    """
    others = {name for name in own_imports(MODULES[HOOK]) if room_of(name) in DOORS}
    assert others == {"commands.preview"}
    assert not any(HOOK in own_imports(path) for path in MODULES.values())


@pytest.mark.parametrize("word", ["luton", "coronavirus"])
def test_program_knows_no_one_library(word: str) -> None:
    """What is about one service or one year stands in data/ and content/, never in the program or the look."""
    paths = [p for top in ("src", "hooks") for p in (ROOT / top).rglob("*") if p.is_file()]
    texts = [p for p in paths if p.suffix in (".py", ".html", ".css", ".js", ".yaml", ".svg", ".json")]
    assert len(texts) > 40
    assert [str(p) for p in texts if word in p.read_text(encoding="utf-8").lower()] == []


def calls(module: ast.Module) -> Iterator[tuple[int, str, bool]]:
    """Yield line, name and whether it is a method, of everything that a module calls."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.lineno, node.func.attr, True
            elif isinstance(node.func, ast.Name):
                yield node.lineno, node.func.id, False


def faults(module: ast.Module, methods: set[str], functions: set[str]) -> list[str]:
    """Return the calls of some methods and functions, with their lines."""
    return [f"{n}: {c}" for n, c, is_method in calls(module) if c in (methods if is_method else functions)]


CLOCK = {"now", "today", "utcnow", "localtime", "gmtime", "time_ns", "monotonic"}
WRITING = {"write_text", "write_bytes", "write", "writelines", "mkdir", "unlink", "rmtree"}


@pytest.mark.parametrize("module", [name for name in MODULES if name not in ("cli", HOOK)])
def test_only_hook_and_command_line_ask_the_clock(module: str) -> None:
    """``now()`` and ``today()`` are called only in cli.py and mkdocs_hook.py: everything else is handed the moment."""
    assert faults(parsed(MODULES[module]), CLOCK, CLOCK) == []


@pytest.mark.parametrize("module", [name for name in MODULES if room_of(name) not in DOORS])
def test_only_hook_and_command_line_print_or_write(module: str) -> None:
    """Only the hook and the command line print, write files or end the program."""
    assert faults(parsed(MODULES[module]), WRITING | {"exit"}, {"print", "open", "exit"}) == []


def test_forbidden_calls_are_noticed() -> None:
    """A call of the clock, of print and of write_text are found, so the tests above can fail."""
    module = ast.parse("from datetime import date\ndate.today()\nprint(1)\npath.write_text('')\n")
    assert faults(module, CLOCK | WRITING, {"print"}) == ["2: today", "3: print", "4: write_text"]


@pytest.mark.parametrize("module", MODULES)
def test_module_is_short_enough_to_read(module: str) -> None:
    """A module has at most 300 lines: a longer one has two subjects."""
    path = MODULES[module]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("module", MODULES)
def test_functions_are_short_enough_to_read(module: str) -> None:
    """A function has at most 40 lines, its docstring included."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = parsed(MODULES[module])
    found = [node for node in ast.walk(tree) if isinstance(node, functions)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in found}
    assert {name: length for name, length in lengths.items() if length > 40} == {}


def test_no_module_is_called_after_nothing() -> None:
    """A module's name says its subject: no utils, helpers, common or manager."""
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert not {part for module in MODULES for part in module.split(".")} & empty
