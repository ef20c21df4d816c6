"""The registers: what is said of figures, chapters, terms, cases and misprints."""
