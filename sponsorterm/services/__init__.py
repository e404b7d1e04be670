"""Use cases: what a person does, said once for the screens and for the command line.

The only place that joins store, sealing, sync, programme and rules: file an inventory, share
it, link with somebody, read the dashboard. No screen, no verb and no rule of its own may
enter: judging is `rules`, showing is `tui` and `cli`. Start at `session.py`, then `filing.py`.
"""
