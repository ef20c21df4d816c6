"""The records as pandas frames: choose them, find them, and lay them out."""
