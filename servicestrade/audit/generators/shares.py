"""Rules about shares: of what they are, how they change, what a part contributes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicestrade.audit.generators.formulas import gain, ref, rule_of, with_growth
from servicestrade.audit.index import Index, whole_of
from servicestrade.audit.rules import Rule
from servicestrade.ledger.statistics import Statistic


def share(index: Index) -> Iterator[Rule]:
    """Yield rules: a share is the part over the whole."""
    for item in index.of("share"):
        part, whole = index.value(item), index.value(item, **whole_of(item))
        if part and whole and part != whole and part.unit == whole.unit:
            yield rule_of("share", item, f"100 * {ref(part)} / {ref(whole)}")


def share_bound(index: Index) -> Iterator[Rule]:
    """Yield rules: a part is at most its whole, if the two are not printed themselves."""
    for item in index.of("share"):
        whole = whole_of(item)
        if not whole.keys() <= _PARTS or (index.value(item) and index.value(item, **whole)):
            continue
        yield Rule(f"share_bound:{item.id}", "share_bound", ref(item), "<=", "100")


_PARTS = {"breakdown", "area", "counterpart", "flow"}
"""The dimensions in which a part differs from its whole; other ratios may exceed a hundred."""


def shares_agree(index: Index) -> Iterator[Rule]:
    """Yield rules: parts over their shares give the same whole, even if that is not printed."""
    first: dict[tuple[str, ...], tuple[Statistic, Statistic]] = {}
    for item in index.of("share"):
        part = index.value(item)
        if not part or not item.base or item.qualifier != "exact":
            continue
        changes = whole_of(item)
        if index.value(item, **changes):
            continue
        key = (
            *(changes.get(name, getattr(item, name)) for name in _DIMENSIONS),
            part.unit,
        )
        known = first.setdefault(key, (part, item))
        if known[1] is not item:
            name = f"shares_agree:{item.id}:{known[1].id}"
            left = f"100 * {ref(part)} / {ref(item)}"
            yield Rule(name, "shares_agree", left, "=", f"100 * {ref(known[0])} / {ref(known[1])}")


_DIMENSIONS = (
    "indicator", "breakdown", "area", "counterpart", "flow", "period", "status", "per"
)  # fmt: skip


def share_chain(index: Index) -> Iterator[Rule]:
    """Yield rules: a share in a share, multiplied, is the share in the larger whole."""
    for item in index.of("share"):
        if not item.base:
            continue
        inner = whole_of(item)
        for outer in index.of("share"):
            if not _alike_but(outer, item, inner):
                continue
            both = index.find(item, base=_joined(inner, outer))
            if both and both.id not in (item.id, outer.id):
                yield rule_of(
                    "share_chain", both, f"{ref(item)} * {ref(outer)} / 100", suffix=item.id
                )


def _alike_but(outer: Statistic, item: Statistic, inner: Mapping[str, str]) -> bool:
    """Tell whether a share is one of the whole of another share."""
    names = ("indicator", "breakdown", "area", "counterpart", "flow")
    wanted = [inner.get(name, getattr(item, name)) for name in names]
    same = (outer.period, outer.status, outer.per) == (item.period, item.status, item.per)
    return same and wanted == [getattr(outer, name) for name in names] and outer is not item


def _joined(inner: Mapping[str, str], outer: Statistic) -> str:
    parts = dict(inner) | whole_of(outer)
    order = ("area", "breakdown", "counterpart", "indicator", "flow")
    return " ".join(f"{name}:{parts[name]}" for name in order if name in parts)


def shares_of_flows(index: Index) -> Iterator[Rule]:
    """Yield rules: the shares of exports and imports in trade add up to 100."""
    for item in index.of("share"):
        if item.flow == "exports" and whole_of(item) == {"flow": "total"}:
            imports = index.find(item, flow="imports")
            if imports:
                yield rule_of("shares_of_flows", item, f"100 - {ref(imports)}")


def share_change(index: Index) -> Iterator[Rule]:
    """Yield rules: a share changes as its part grows faster or slower than the whole."""
    for item in index.of("share_change_pp"):
        now = index.find(item, measure="share", base_period="")
        if not now:
            continue
        if item.base_period:
            then = index.find(item, measure="share", period=item.base_period, base_period="")
            if then:
                yield rule_of("share_change", item, f"{ref(now)} - {ref(then)}")
            continue
        then = index.find(item, measure="share", period=str(int(item.period[:4]) - 1))
        if then:
            yield rule_of("share_change", item, f"{ref(now)} - {ref(then)}")
        part, whole = index.growth(item), index.growth(item, **whole_of(item))
        if part and whole:
            lost = f"1 - (100 + {ref(whole)}) / (100 + {ref(part)})"
            yield rule_of("share_change", item, f"{ref(now)} * ({lost})", suffix="growth")
        ahead = index.find(item, measure="gap_pp")
        if part and ahead and not whole:
            gained = f"{ref(now)} * {ref(ahead)} / (100 + {ref(part)})"
            yield rule_of("share_change", item, gained, suffix="gap")


def contribution(index: Index) -> Iterator[Rule]:
    """Yield rules: a contribution is the gain of the part over the gain of the whole."""
    for item in index.of("contribution_rate"):
        part = with_growth(index, item)
        whole = with_growth(index, item, **whole_of(item))
        if part and whole:
            yield rule_of("contribution", item, f"100 * ({gain(*part)}) / ({gain(*whole)})")
            continue
        weight, own = index.find(item, measure="share"), index.growth(item)
        all_ = index.growth(item, **whole_of(item))
        if weight and own and all_:
            own_gain = f"1 - 100 / (100 + {ref(own)})"
            total = f"1 - 100 / (100 + {ref(all_)})"
            yield rule_of("contribution", item, f"{ref(weight)} * ({own_gain}) / ({total})")
