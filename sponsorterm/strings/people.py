"""Words about links and pairing."""

from __future__ import annotations

CODE_NEEDED = "This endpoint opens spaces only for those who have a registration code."
CODE_NEEDED_HINT = "Ask whoever runs it for one; they make it with: sponsorterm server invite"
OWN_HOME = "Your own records lie there, as files that can be read."
OWN_HOME_HINT = "Choose a folder or file apart from them, for what you share."
NO_INVITATION = "There is no open invitation for this person."
NO_INVITATION_HINT = "Invite them again: sponsorterm invite"
NOT_CONFIRMING = "There are no digits to compare with this person now."
NOT_CONFIRMING_HINT = "See: sponsorterm people"
PLACE_NEEDED = "The invitation lies in a place this device has to be told."
PLACE_NEEDED_HINT = (
    "Name the folder (--folder) or file (--file) you share, or paste the block you were sent "
    "(--paste). For a server, give the whole https:// address, with the code in it."
)
NOT_THERE = "There is no invitation under this code in that place."
NOT_THERE_HINT = "Check the code with the person who invited you; it holds 48 hours."
PASTE_ONLY = "This invitation travels by pasted blocks."
PASTE_ONLY_HINT = "Paste the block the other person sent you."
NOT_LIVE = "This link is not a live one, so there is nothing to move."
NOT_LIVE_HINT = "Link again: sponsorterm invite"
