"""What a whole run should know: its pace, and which tests this machine cannot have."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path
from shutil import disk_usage, which

from tests.nights import choose_cases

MEMORY, ENOUGH = Path("/dev/shm"), 2 << 30
"""A folder that costs no disk, and the bytes it should have left."""

collect_ignore = [] if which("strace") else ["faults/test_strace.py"]


def pytest_report_header() -> list[str]:
    if which("strace"):
        return []
    return ["strace is not installed: faults/test_strace.py is left out"]


def pytest_collection_finish() -> None:
    """Thousands of tests need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def make_haste() -> None:
    """Write where nothing waits for a disk, and let each of many processes start at once."""
    if os.access(MEMORY, os.W_OK) and disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("TMPDIR", str(MEMORY))
        tempfile.tempdir = None  # it was asked for before this, when output began to be caught
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


make_haste()
choose_cases()
