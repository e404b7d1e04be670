"""Words for bringing everything back on a new device."""

from __future__ import annotations

OTHER_HOME_HINT = (
    "To come back to another life in this home, move it away first; "
    "or choose another with SPONSORTERM_HOME."
)
NOT_THESE_WORDS = "That place is not one these words open."
NOT_THESE_WORDS_HINT = (
    "The words are well formed. Check the place, or whether they are those of another home."
)
NOTHING_THERE = "The words open that place, but nothing of yours has been put there."
NOTHING_THERE_HINT = "Sync once on a device that has everything, or name another place."
