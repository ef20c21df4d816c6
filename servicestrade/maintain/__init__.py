"""What only maintainers run: the command line and what it calls."""
