"""Which failing rules the register of errata explains."""

from __future__ import annotations

from servicestrade.paths import data_dir
from servicestrade.registry import read_yaml

_FILE = "errata.yml"


def explained_rules() -> frozenset[str]:
    """Return the ids of all rules that a finding of ``errata.yml`` names; none without one."""
    if not (data_dir() / _FILE).exists():
        return frozenset()
    findings = read_yaml(_FILE, dict).get("findings", ())
    return frozenset(rule for one in findings for rule in one.get("rules", ()))
