from __future__ import annotations

import subprocess
import sys


def test_importing_the_room_loads_no_cipher_and_no_word_list() -> None:
    """Commands that only read must not pay for them."""
    script = (
        "import sys, sponsorterm.sealing; print({'nacl', 'cffi', 'mnemonic'} & sys.modules.keys())"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "set()"
