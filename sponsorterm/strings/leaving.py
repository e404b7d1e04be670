"""Words about deleting, taking back, ending a link, moving it, and erasing everything."""

from __future__ import annotations

NOT_IN_TRASH = "There is no such entry in the trash."
SEE_TRASH = "See what is there: sponsorterm trash"
