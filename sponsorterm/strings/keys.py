"""Words about the key file of this device."""

from __future__ import annotations

KEYS_DAMAGED = "The file of this device's keys cannot be read; it was left as it is."
KEYS_DAMAGED_HINT = "Restore state/keys.toml from a backup, or link anew."
