"""Numbers in words: written from records, read out of prose, and compared with them."""
