"""No function has so many ways through it that nobody can think of them all: counted by radon, as McCabe did."""

from pathlib import Path

from radon.complexity import add_inner_blocks, cc_visit
from radon.visitors import Function

ROOT = Path(__file__).parents[2]
MOST = 15  # ways through one function
MANY, SHARE = 10, 0.03  # and how many functions may have more than this


def functions_in(text: str) -> list[Function]:
    """Return the functions and methods of a module, and the functions within them, which radon counts apart."""
    return [block for block in add_inner_blocks(cc_visit(text)) if isinstance(block, Function)]


def counted() -> list[tuple[int, str]]:
    """Return the complexity and the place of every function of the program, the worst first."""
    paths = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "hooks").rglob("*.py")])
    found = [
        (function.complexity, f"{path.relative_to(ROOT)}:{function.lineno} {function.fullname}")
        for path in paths
        for function in functions_in(path.read_text(encoding="utf-8"))
    ]
    return sorted(found, key=lambda one: (-one[0], one[1]))


def told(found: list[tuple[int, str]]) -> str:
    """Return the functions with their complexity, a line each."""
    return "\n".join(f"{complexity:3} {place}" for complexity, place in found)


def test_no_function_is_too_complex() -> None:
    """No function or method has a cyclomatic complexity above 15."""
    over = [one for one in counted() if one[0] > MOST]
    assert not over, f"{len(over)} functions are above {MOST}:\n{told(over)}"


def test_few_functions_are_complex() -> None:
    """At most three in a hundred functions and methods are above 10."""
    functions = counted()
    over = [one for one in functions if one[0] > MANY]
    share = len(over) / len(functions)
    assert share <= SHARE, f"{len(over)} of {len(functions)} ({share:.1%}) are above {MANY}:\n{told(over)}"


def test_complexity_is_counted_in_functions_and_methods() -> None:
    """Each decision counts one more, in methods and the functions within them; a class is not counted."""
    text = "class A:\n    def f(self, x):\n        def g():\n            return 1 if x else 2\n        return g\n"
    assert [(block.name, block.complexity) for block in functions_in(text)] == [("f", 1), ("f.g", 2)]
