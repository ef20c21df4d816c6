"""The ledger: statistics and their codes, and the records that are made of them."""
