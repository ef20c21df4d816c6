"""Rules about order: ends of ranges, and parts that are no larger than their wholes."""

from __future__ import annotations

from collections.abc import Iterator

from servicestrade.audit.generators.formulas import earlier, ref
from servicestrade.audit.index import VALUES, Index
from servicestrade.audit.rules import Rule
from servicestrade.ledger.codes import code_list
from servicestrade.ledger.statistics import Statistic


def _within(index: Index, kind: str, item: Statistic, whole: Statistic) -> Iterator[Rule]:
    """Yield rules: a part is at most its whole, now and, by both growth rates, a year ago."""
    name = f"{kind}:{item.id}:{whole.id}"
    yield Rule(name, kind, ref(item), "<=", ref(whole))
    own, other = index.growth(item), index.growth(whole)
    if own and other:
        yield Rule(f"{name}:before", kind, earlier(item, own), "<=", earlier(whole, other))


def bounds(index: Index) -> Iterator[Rule]:
    """Yield rules: the lower end of a range is below the upper."""
    for item in index.principals:
        upper = index.find(item, bound="upper")
        if item.bound == "lower" and upper:
            yield Rule(f"bounds:{item.id}", "bounds", ref(item), "<=", ref(upper))


def subset(index: Index) -> Iterator[Rule]:
    """Yield rules: a part is at most its whole: one code less, or the parent of a code."""
    parents = {code: row["parent"] for code, row in code_list("breakdowns").items()}
    for item in index.of(*VALUES):
        codes = item.breakdown.split()
        if "stock:new" in codes and any(code.startswith("programme:") for code in codes):
            continue  # what is new to a programme need not be new
        wider = [[c for c in codes if c != code] for code in codes if code not in _NO_PART]
        wider += [
            sorted({parents[c] if c == code else c for c in codes})
            for code in codes
            if parents[code]
        ]
        for other in wider:
            whole = index.find(item, breakdown=" ".join(other))
            if whole:
                yield from _within(index, "subset", item, whole)


_NO_PART = frozenset({"stock:new", "stock:cumulative"})


def area_within(index: Index) -> Iterator[Rule]:
    """Yield rules: a region is at most the area that contains it."""
    members = {code: frozenset(row["members"].split()) for code, row in code_list("areas").items()}
    for item in index.of(*VALUES):
        if item.area.startswith("CN-") or item.area.startswith("x-") or item.area == "CN":
            own = members[item.area] or frozenset({item.area})
            for area, inside in members.items():
                wider = area == "CN" and item.area.startswith("CN-")
                if area != item.area and (wider or (inside and own <= inside)):
                    whole = index.find(item, area=area)
                    if whole:
                        yield from _within(index, "area_within", item, whole)


def counterpart_within(index: Index) -> Iterator[Rule]:
    """Yield rules: trade with a partner is at most that with all, or with its group."""
    members = {code: frozenset(row["members"].split()) for code, row in code_list("areas").items()}
    for item in index.of(*VALUES):
        own = item.counterpart
        if not own:
            continue
        groups = [area for area, inside in members.items() if own in inside and area != own]
        for group in ("", *groups):
            whole = index.find(item, counterpart=group)
            if whole:
                yield from _within(index, "counterpart_within", item, whole)
