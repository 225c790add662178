"""What is drawn: each mobject is built from a view, and finished when it is constructed."""
