"""A second client, written from `sponsorterm/sync/PROTOCOL.md` and nothing else.

It imports nothing of sponsorterm: what it can do with the real program, any program can do
that keeps to the page. Numbers in brackets are the page's sections.
"""
