"""Pages that the book generates whole, and what it adds to the end of others."""
