"""The demo: sample people in real homes, over a real endpoint on this machine.

Here live the sample people's homes, their endpoint as a process, and the walk through the main
job. Nothing may be pretended here, and nothing else may use this room but the demo and the
tests. Start at `play.py`.
"""
