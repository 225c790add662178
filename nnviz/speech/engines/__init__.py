"""What speaks, each in a process of its own: ``python -m nnviz.speech.engines.talk``."""
