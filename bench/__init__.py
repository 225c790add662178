"""What drawing a whole network costs, side by side with the encoder and with plain Manim.

``python -m bench`` measures every row in a process of its own and prints one table.
"""
