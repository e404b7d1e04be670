"""Words for adding a device of one's own."""

from __future__ import annotations

NO_PLACE = "Two devices need a place that both can reach, and you have named none yet."
NO_PLACE_HINT = "Name one: sponsorterm people devices place --server URL (or --folder DIR)"
NOT_ANSWERED = "The new device has not answered yet."
NOT_ANSWERED_HINT = "On it, run: sponsorterm restore device"
PLACE_NEEDED = "The new device has to be told where your other one keeps everything."
PLACE_NEEDED_HINT = "Give --server, --folder or --file, as on the other device."
NOT_THERE = "There is no offer under this code in that place."
NOT_THERE_HINT = "Check the code on your other device; it holds 48 hours."
NONE_UNDER_WAY = "No device is being added here."
NONE_UNDER_WAY_HINT = (
    "Begin on a device that has everything: sponsorterm people devices add; "
    "then on the new one: sponsorterm restore device"
)
