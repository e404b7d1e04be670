"""Parts that screens share: lines of text, lists, prompts, dialogs.

All of them take plain values and send messages; none knows a service. People's words come in as
`Content` only (`plain.py`), so nothing anybody wrote is ever read as markup. Start at `plain.py`,
then `lines.py`.
"""
