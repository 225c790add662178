"""Faults, injected: kills, interruptions, full disks, two at once; ``make faults`` runs all.

What holds after each: the old output is whole or the new one is, the next run succeeds, and nothing
is left behind that ``nnviz clean`` does not know.
"""
