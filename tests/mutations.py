"""How well the tests hold what keeps people's words: the program is broken, one line at a time.

    python -m tests.mutations              # all of them, ten minutes or so
    python -m tests.mutations sync lock    # those whose name or file has one of these words

Each line of `MUTATIONS` is one thing a hurried hand might do, and the tests that must notice.
The project is copied to a temporary folder; there one text is replaced, the tests named beside
it run to the first that fails, and the text is put back. Printed is what was caught and what
survived, and the score. A text that is not found any more is stale: write it anew. The exit
code is 1 if any survived, is stale, or could not be run.

It is not collected by pytest, since it takes minutes. `tests/rules_mutations.py` is for the
rules, where every comparison can be tried in turn.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from tests.mutation_table import MUTATIONS, Mutation

ROOT = Path(__file__).parents[1]
TIMEOUT = 300
"""Seconds; what runs longer is caught in a loop."""
IGNORED = shutil.ignore_patterns(".git", ".venv", "*_cache", "__pycache__", ".hypothesis")

Verdict = Literal["caught", "SURVIVED", "STALE", "NOT RUN"]


def tried(mutation: Mutation, root: Path) -> Verdict:
    """Break the copy, run the tests, and put it right again."""
    path = root / "sponsorterm" / mutation.file
    whole = path.read_text()
    if whole.count(mutation.old) != 1:
        return "STALE"
    path.write_text(whole.replace(mutation.old, mutation.new))
    try:
        return _run(root, mutation.tests)
    finally:
        path.write_text(whole)


def _run(root: Path, tests: str) -> Verdict:
    options = ["-x", "-q", "-n0", "-p", "no:cacheprovider"]
    # By day a process is killed at some of its calls only, at night at each.
    nights = {"SPONSORTERM_NIGHTS": "1"} if "test_kills" in tests else {}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests.split()],
            cwd=root,
            env=os.environ | nights | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "caught"
    return {0: "SURVIVED", 1: "caught"}.get(done.returncode, "NOT RUN")  # type: ignore[return-value]


def main(words: Sequence[str]) -> int:
    """Try those that are meant, and tell."""
    meant = [
        each
        for each in MUTATIONS
        if not words or any(word in f"{each.name} {each.file}" for word in words)
    ]
    verdicts: list[Verdict] = []
    with tempfile.TemporaryDirectory(prefix="sponsorterm-mutations-") as folder:
        root = Path(folder) / "project"
        shutil.copytree(ROOT, root, ignore=IGNORED)
        for number, mutation in enumerate(meant, 1):
            verdicts.append(tried(mutation, root))
            print(f"{number:3} {verdicts[-1]:8} {mutation.file}: {mutation.name}", flush=True)
    caught = verdicts.count("caught")
    print(f"{caught} of {len(meant)} caught")
    return int(caught < len(meant))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
