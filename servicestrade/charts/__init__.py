"""The grammar of the charts."""
