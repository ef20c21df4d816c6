"""A figure on the site: its HTML, its pictures, its table, its files and its reference."""
