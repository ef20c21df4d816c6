"""How many rules there are of each kind, so that none is lost unseen.

A change of rules or codes changes these numbers on purpose: write them anew with it.
"""

KINDS: dict[str, tuple[int, int]] = {
    # kind: equations, orders
    "area_within": (0, 126),
    "at_least_one": (0, 34),
    "average": (7, 0),
    "balance": (4, 0),
    "bounds": (0, 8),
    "change": (9, 0),
    "contribution": (8, 0),
    "counterpart_within": (0, 122),
    "falls": (0, 7),
    "flow_total": (37, 0),
    "gap": (15, 0),
    "gaps_agree": (6, 0),
    "gdp": (3, 0),
    "growth": (4, 0),
    "growth_before": (1, 2),
    "growth_of_parts": (27, 0),
    "growth_of_sum": (31, 0),
    "list": (14, 24),
    "net_change": (1, 0),
    "new_in_stock": (0, 19),
    "order": (1, 46),
    "plausible": (0, 21),
    "quoted_twice": (7, 0),
    "ratio": (1, 0),
    "repetition": (122, 0),
    "rises": (0, 11),
    "share": (145, 0),
    "share_bound": (0, 83),
    "share_chain": (1, 0),
    "share_change": (34, 0),
    "shares": (24, 10),
    "shares_agree": (11, 1),
    "shares_of_flows": (1, 0),
    "subset": (0, 495),
    "sum": (53, 90),
    "superlative": (0, 15),
    "threshold": (0, 17),
}
RULES = sum(map(sum, KINDS.values()))
OUTCOMES = {"holds": 1593, "holds within rounding chain": 79, "cannot hold by rounding": 26}
TOUCHED = 1438
"""Statistics that at least one rule names."""
