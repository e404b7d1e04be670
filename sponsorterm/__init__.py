"""Private check-ins between a sponsee and a sponsor, in the terminal."""

__version__ = "0.1.0"
