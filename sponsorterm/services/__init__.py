"""Use cases: what a person does, said once for the screens and for the command line.

The only place that joins store, sealing, sync, programme and rules. No screen, no verb and no
rule of its own may enter: judging is `rules`, showing is `tui` and `cli`. The rooms, top floor
first: `demo` and `doctor`, `sponsor` and `day`, `steps`, `export` and `syncing`, `links`,
`entries`, `home`. Start at `home/session.py`, then `entries/filing.py`.
"""
