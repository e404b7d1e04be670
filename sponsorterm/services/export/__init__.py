"""A home as TOML that anybody can read, without a key or a token, and back again.

Here live the form of an export, writing one, and taking one in. No key, token or place may be
written here, and nothing that was not the person's own or given to them. Start at
`document.py`.
"""
