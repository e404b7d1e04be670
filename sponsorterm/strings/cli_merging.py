"""Words of `merge`."""

from __future__ import annotations

MERGE = (
    "What your devices wrote apart and waits for your choice. With a NAME: both versions and"
    " what differs. Until you choose, the safer one counts; nothing is lost."
)
TAKE = "Take version N: 1, 2 and so on, as they are shown."
FIELD = "Take one field from version N, and the rest from --take (else from the first)."
EDIT = "Write the merged entry in your editor ($VISUAL or $EDITOR)."
NOTHING_WAITS = "Nothing waits for a choice."
CHOOSE = "Look at one, and choose: sponsorterm merge NAME"
LEFT = "Nothing was chosen. Both versions are kept, and it waits for you."
NO_VERSION_HINT = "See them with: sponsorterm merge NAME"
NO_FIELD = "That field does not differ."
NO_FIELD_HINT = "Write --field NAME=N; the names stand in: sponsorterm merge NAME"
AGREE = "Keep it so?"
SETTLED = "Chosen. Every version stays in the history."


def which(count: int, *, mixed: bool) -> str:
    """The question at the end."""
    more = ", f field by field, e in your editor" if mixed else ""
    versions = "1 to settle it" if count == 1 else f"1 to {count} takes one"
    return f"{versions}{more}, Enter leaves it: "


def which_value(usual: int) -> str:
    """The question after one field."""
    return f"Which? (Enter: {usual}) "


def no_version(count: int) -> str:
    """A number that is no version's."""
    return f"There are {count} versions." if count > 1 else "There is one version."
