"""The report tested against itself: rules, verdicts, and the smallest sets of suspects.

Examples
--------
>>> from servicestrade.audit import audit
>>> what_if = audit({"cn-services-trade-total-2022": "8981.1"})
>>> "flow_total:cn-services-trade-total-2022" in set(what_if.failing()["rule"])
True
"""

from servicestrade.audit.report import Audit, audit

__all__ = ["Audit", "audit"]
