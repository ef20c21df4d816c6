"""Files: read strictly, with errors that say where and how to mend them, and written whole."""
