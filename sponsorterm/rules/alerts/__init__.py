"""Alerts: the rules of the dashboard, each one small function from facts to a flag or nothing.

Here live the rules by what they look at: what was asked for or told (`asked`), how days were
(`days`), whether one hears from somebody (`contact`), what is to be done (`work`), and what
lies ahead (`ahead`). Thresholds are in `limits`, words in `strings.reasons`. Nothing may be
added up to a score. Start at `rules.flags`, the table that names every rule.
"""
