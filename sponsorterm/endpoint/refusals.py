"""Every answer that is not a success, and the words that go with it.

The endpoint's whole vocabulary towards people stands here; a message says what happened, a
hint says what to do. Neither ever repeats a token, a code or a byte of a body.
"""

from __future__ import annotations

from sponsorterm import wire

TEXTS: dict[str, tuple[str, str]] = {
    "bad_toml": ("The body is not TOML.", "Send TOML in UTF-8, as HTTP v1 describes it."),
    "bad_envelope": (
        "An envelope does not belong here or is not whole.",
        "Envelopes must name the space they are sent to and hold standard base64.",
    ),
    "bad_id": (
        "A name in the address is not of the right form.",
        "Spaces, devices and rendezvous are 32 hex digits, envelopes 52 base32 letters.",
    ),
    "bad_request": ("The request is not as HTTP v1 describes it.", "Check the field named."),
    "bad_token": (
        "This endpoint does not know that token.",
        "The device may have been revoked, or the endpoint set up anew: add the device again "
        "from another one, or open the space again with a registration code.",
    ),
    "not_member": (
        "That belongs to the other person in this space.",
        "Ask them to do it from one of their own devices.",
    ),
    "needs_recovery": (
        "A device's token is not enough to close a space or shut a device out.",
        "Do it with the recovery token of your own side.",
    ),
    "registration_closed": (
        "Opening a space here needs a registration code.",
        "Ask the person who runs this endpoint for one.",
    ),
    "bad_secret": (
        "Only the one who sent an envelope can delete it.",
        f"Send its secret in the {wire.PURGE_HEADER} header.",
    ),
    "closed": (
        "This space is closed: it can be read, and nothing can be added.",
        "Open a new space to go on.",
    ),
    "no_space": (
        "There is no such space for this token.",
        "Check the address, or open the space again with a registration code.",
    ),
    "not_found": ("There is nothing at this address.", "Check the address."),
    "bad_method": ("This address does not take that method.", "The Allow header names them."),
    "too_slow": ("The body took too long to arrive.", "Send it again, in smaller parts."),
    "token_conflict": (
        "This space is open already, with another token.",
        "Use the token it was opened with, or a new space.",
    ),
    "slot_taken": (
        "Something else has been left in this slot already.",
        "Stop and make a new invitation: somebody may have used the code before you.",
    ),
    "too_large": ("That is more than fits in one request.", "Send it in smaller parts."),
    "unsupported_v": (
        "An envelope is of a version this endpoint does not know.",
        "Ask the person who runs this endpoint to update it.",
    ),
    "slow_down": ("Too many requests.", "Wait as long as Retry-After says, then go on."),
    "server_error": (
        "The endpoint failed.",
        "Nothing was stored. Try again; if it stays, tell the person who runs it.",
    ),
    "busy": ("The endpoint is busy.", "Nothing was stored. Try again in a moment."),
    "quota": (
        "There is no more room.",
        "Ask the person who runs this endpoint, or use another one for this space.",
    ),
}
"""Message and hint of every code of `wire.STATUS`."""


class Refused(Exception):
    """A request that is answered with an error.

    Args:
        code: one of `wire.STATUS`.
        message: says it better than the code's own words, if given.
        hint: the same for what to do.
        retry_after: whole seconds after which trying again makes sense.
    """

    def __init__(
        self,
        code: str,
        message: str | None = None,
        hint: str | None = None,
        *,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(code)
        plain_message, plain_hint = TEXTS[code]
        self.status = wire.STATUS[code]
        self.info = wire.ErrorInfo(code, message or plain_message, hint or plain_hint)
        self.retry_after = retry_after


class EndpointError(Exception):
    """The endpoint cannot start or the operator's wish cannot be met.

    `str()` is one line that says what is wrong; `hint` is one that says what to do.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint
