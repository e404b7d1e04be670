"""The opened home: who works here, with which programme, behind which lock.

Here live the session that all use cases work through, setting up, the lock, one's own
contacts, the tokens for the doors of endpoints, and the file backup. Nothing may enter that
knows what people write or whom they link with. Start at `session.py`.
"""
