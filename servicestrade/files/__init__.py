"""Files: read strictly, each fault told with its place and its mend, and written whole."""
