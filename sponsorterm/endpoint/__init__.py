"""The HTTP endpoint: a mailbox of sealed envelopes that can read none of them.

Here live the routes of HTTP v1, the `Mailbox` interface they speak to, its SQLite form, and
what an operator may do. Nothing that knows a record, a key or a person may enter: the only
page shared with the client is `sponsorterm.wire`. Start at `app.py` for the routes, at
`mailbox.py` for what is promised about storage, at `run.py` for how it is served.
"""
