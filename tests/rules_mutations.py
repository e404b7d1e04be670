"""How well `tests/rules` hold `sponsorterm/rules`: the rules are broken, one place at a time.

    python -m tests.rules_mutations                # the whole room, some minutes
    python -m tests.rules_mutations alerts.days    # only these modules of it

Changed is, one at a time: each comparison (to its neighbour, and to its opposite), `and` and
`or`, a `not` and a plain condition, each sign and operator of arithmetic and of sets, each
number (one more, one less), True and False, `min`, `max`, `any` and `all`. Annotations,
decorators and the values of a `Literal` are left alone: nothing runs by them.

No file is touched. A process that has everything loaded but the rules forks a child for each
change, two at a time; the child imports the changed module from memory and runs the tests to
the first that fails. A child whose tests all pass has a change that nobody caught, and it is
printed. `EQUIVALENT` lists those that change nothing anybody could see, each with the reason.
An endless loop counts as caught. The exit code is 1 when the score is under `WANTED`.

It is not collected by pytest, since it takes minutes.
"""

from __future__ import annotations

import ast
import gc
import importlib.abc
import importlib.machinery
import os
import resource
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from hypothesis import Phase, settings

import sponsorterm.program
import sponsorterm.records.codec
import sponsorterm.strings.reasons  # noqa: F401 (loaded once for all children)

ROOM = "sponsorterm.rules"
FOLDER = Path(__file__).parents[1] / "sponsorterm" / "rules"
TESTS = Path(__file__).parent / "rules"
WANTED = 0.95
AT_A_TIME = 2
CPU_SECONDS = 60
"""A child that needs more is caught in a loop."""
MEMORY = 2 << 30
QUIET = (
    "-x", "-q", "--assert=plain", "-o", "addopts=--import-mode=importlib",
    "-p", "no:cacheprovider",
)  # fmt: skip

SLACK = "months and years differ from their mean length by fewer days than the slack has to spare"
ANY_OF = "where any differs from one, there is one that differs from any other"
NO_TIME = "what tells no time of day stands before all that do, by whatever number"
EQUIVALENT: Final[dict[str, str]] = {
    "agreement._moment: entry.at.timestamp() if entry.at else 0.0"
    " -> entry.at.timestamp() if entry.at else 1.0": NO_TIME,
    "agreement._moment: entry.at.timestamp() if entry.at else 0.0"
    " -> entry.at.timestamp() if entry.at else -1.0": NO_TIME,
    "clocks.(module): _SLACK = 7 -> _SLACK = 8": SLACK,
    "clocks.(module): _SLACK = 7 -> _SLACK = 6": SLACK,
    "clocks.milestones_ahead: -_SLACK <= _length(one) - gone <= one.lead + _SLACK"
    " -> -_SLACK < _length(one) - gone <= one.lead + _SLACK": SLACK,
    "clocks.milestones_ahead: -_SLACK <= _length(one) - gone <= one.lead + _SLACK"
    " -> -_SLACK <= _length(one) - gone < one.lead + _SLACK": SLACK,
    "merging.suggested: changed[0] -> changed[-1]": "there is only one, the first and the last",
    "merging._compare: values[0] -> values[1]": ANY_OF,
    "merging._compare: values[0] -> values[-1]": ANY_OF,
    "plot._labels: (0, '') -> (-1, '')": "a name of no letters is blank wherever it stands",
    "plot._labels: max(0, min(last[0] + margin, width - len(last[1])))"
    " -> max(-1, min(last[0] + margin, width - len(last[1])))": "less than no room is no room",
    "plot._height: return 0 -> return -1": "no step and less than none are no bar",
    "plot.spread: len(values) <= room -> len(values) < room": (
        "days gathered one by one are the days themselves"
    ),
    "limits.Limits: weekly_meetings: int = 0 -> weekly_meetings: int = -1": (
        "nobody has fewer meetings than none, so none are agreed either way"
    ),
    "sharing._cut: all((isinstance(row, dict) for row in value))"
    " -> any((isinstance(row, dict) for row in value))": (
        "no list of a kind holds rows beside words"
    ),
    "readings._meetings: body.meetings or 0 -> body.meetings or -1": (
        "the most that is told counts, and nobody tells of fewer than none"
    ),
    "readings._is_later: one[1] > other[1] -> one[1] >= other[1]": (
        "of two of one moment either tells the same"
    ),
}
"""Changes that make no difference, each with the reason why."""

COMPARISONS: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLS: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
NOTHING_RUNS = frozenset({"annotation", "returns", "decorator_list"})


@dataclass(frozen=True)
class Place:
    """Where a node hangs in a module's tree, and in which function."""

    module: str
    tree: ast.Module
    function: str
    parent: ast.AST
    field: str
    index: int | None
    node: ast.expr | ast.stmt

    def put(self, node: ast.AST) -> None:
        """Hang a node here."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


@dataclass(frozen=True)
class Mutant:
    """One change of one place."""

    place: Place
    changed: ast.AST

    def __str__(self) -> str:
        place = self.place
        seen = place.parent if isinstance(place.node, ast.Constant) else place.node
        before = _first_line(seen)
        if seen is place.node:
            after = _first_line(self.changed)
        else:
            place.put(self.changed)
            after = _first_line(seen)
            place.put(place.node)
        return f"{place.module}.{place.function}: {before} -> {after}"

    @property
    def line(self) -> int:
        return self.place.node.lineno

    def code(self) -> Any:
        """The whole module with the change. Only a child asks: its tree stays changed."""
        self.place.put(self.changed)
        return compile(ast.fix_missing_locations(self.place.tree), self.place.module, "exec")


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module its changed code in place of its file."""

    def __init__(self, mutant: Mutant) -> None:
        self._name = f"{ROOM}.{mutant.place.module}"
        self._code = mutant.code()

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._name:
            return None
        return importlib.machinery.ModuleSpec(fullname, self)

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)


class TablesFirst:
    """Runs what is quick before what tries many examples."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))


def nearest(module: str) -> tuple[list[str], list[str]]:
    """The files of tests that import a module, and all others."""
    words = f"{ROOM}.{'flags' if module.startswith('alerts.') else module} import"
    near: tuple[list[str], list[str]] = ([], [])
    for path in sorted(TESTS.glob("test_*.py")):
        near[words not in path.read_text()].append(str(path))
    return near


def mutants(module: str) -> Iterator[Mutant]:
    """Every change of a module, in the order of its lines."""
    source = FOLDER.joinpath(*module.split(".")).with_suffix(".py")
    tree = ast.parse(source.read_text())
    for place in _places(module, tree, tree, ""):
        for changed in _alternatives(place):
            yield Mutant(place, changed)


def modules() -> list[str]:
    """The modules of the room that hold anything but a docstring."""
    files = (path.relative_to(FOLDER).with_suffix("") for path in FOLDER.rglob("*.py"))
    return sorted(".".join(path.parts) for path in files if path.name != "__init__")


def _places(module: str, tree: ast.Module, parent: ast.AST, function: str) -> Iterator[Place]:
    for field, value in ast.iter_fields(parent):
        if field in NOTHING_RUNS or _is_literal(parent):
            continue
        several = isinstance(value, list)
        for index, node in enumerate(value if several else [value]):
            if isinstance(node, ast.expr | ast.stmt):
                place = index if several else None
                yield Place(module, tree, function or "(module)", parent, field, place, node)
            if isinstance(node, ast.AST):
                inside = function
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    inside = f"{function}.{node.name}".lstrip(".")
                yield from _places(module, tree, node, inside)


def _first_line(node: ast.AST) -> str:
    """A node as it is written, of a block only its head."""
    return ast.unparse(node).splitlines()[0]


def _is_literal(node: ast.AST) -> bool:
    return isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"


def _alternatives(place: Place) -> Iterator[ast.AST]:
    """What may stand in place of a node."""
    match place.node:
        case ast.Compare(left, ops, comparators):
            for at, op in enumerate(ops):
                for other in COMPARISONS[type(op)]:
                    yield ast.Compare(left, [*ops[:at], other(), *ops[at + 1 :]], comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in OPERATORS:
            yield ast.BinOp(left, OPERATORS[type(op)](), right)
        case ast.AugAssign(target, op, value) if type(op) in OPERATORS:
            yield ast.AugAssign(target, OPERATORS[type(op)](), value)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() | float() as value):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Call(ast.Name(name), args, keywords) if name in CALLS:
            yield ast.Call(ast.Name(CALLS[name], ast.Load()), args, keywords)
        case ast.expr() as condition if place.field in ("test", "ifs"):
            yield ast.UnaryOp(ast.Not(), condition)


def caught(mutant: Mutant | None) -> int:
    """Run the tests in a child of this process; its id. With None nothing is changed."""
    if child := os.fork():
        return child
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    code, module = 70, ""
    try:
        if mutant is not None:
            sys.meta_path.insert(0, Changed(mutant))
            module = mutant.place.module
        for files in filter(None, nearest(module)):
            code = int(pytest.main([*QUIET, *files], plugins=[TablesFirst()]))
            if code:
                break
    finally:
        os._exit(code)


def survivors(all_of_them: Sequence[Mutant]) -> Iterator[Mutant]:
    """Those whose child had nothing to say against them."""
    waiting, running = list(reversed(all_of_them)), dict[int, Mutant]()
    while waiting or running:
        while waiting and len(running) < AT_A_TIME:
            mutant = waiting.pop()
            running[caught(mutant)] = mutant
        child, status = os.wait()
        mutant = running.pop(child)
        if status == 0:
            yield mutant


def prepare() -> None:
    """Make ready what every child begins with."""
    os.nice(10)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    settings.register_profile(
        "mutations", database=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
    )
    settings.load_profile("mutations")
    assert not any(name.startswith(ROOM) for name in sys.modules), "the rules are loaded already"
    gc.freeze()
    _, status = os.waitpid(caught(None), 0)
    assert status == 0, "the tests fail with nothing changed"


def main(names: Sequence[str]) -> int:
    """Try every change and print what was found; 1 when too many were not caught."""
    prepare()
    tried = [mutant for name in names or modules() for mutant in mutants(name)]
    all_of_them, missed, equal = (Counter[str]() for _ in range(3))
    all_of_them.update(mutant.place.module for mutant in tried)
    for mutant in survivors(tried):
        if str(mutant) in EQUIVALENT:
            equal[mutant.place.module] += 1
        else:
            missed[mutant.place.module] += 1
            print(f"{mutant.line:4} {mutant}", flush=True)
    for name in all_of_them:
        tell(name, all_of_them[name], missed[name], equal[name])
    return int(tell("all", len(tried), missed.total(), equal.total()) < WANTED)


def tell(name: str, changes: int, missed: int, equal: int) -> float:
    """Print how many changes were caught; the score."""
    different = changes - equal
    score = (different - missed) / different
    print(
        f"{name}: {changes} changes, {different - missed} caught, {missed} not caught,"
        f" {equal} change nothing; score {score:.1%}"
    )
    return score


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
