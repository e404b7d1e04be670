"""A Python process of its own, for what must not have been imported."""

from __future__ import annotations

import subprocess
import sys


def printed(program: str) -> str:
    """What a program prints; it must end well."""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()
