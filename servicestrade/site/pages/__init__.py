"""Generated pages, and the blocks that close the other pages."""
