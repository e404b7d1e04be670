"""What a whole run should know: which tests this machine cannot have."""

from __future__ import annotations

from shutil import which

collect_ignore = [] if which("strace") else ["faults/test_strace.py"]


def pytest_report_header() -> list[str]:
    if which("strace"):
        return []
    return ["strace is not installed: faults/test_strace.py is left out"]
