"""Which failing rules the register of errata explains."""

from __future__ import annotations

import yaml

from servicestrade.paths import data_dir


def explained_rules() -> frozenset[str]:
    """Return the ids of all rules that a finding of ``errata.yml`` names; none without one."""
    path = data_dir() / "errata.yml"
    if not path.exists():
        return frozenset()
    findings = yaml.safe_load(path.read_text("utf-8"))["findings"]
    return frozenset(rule for one in findings for rule in one.get("rules", ()))
