"""Words on the site: links, typography, and records, rules and findings in sentences."""
