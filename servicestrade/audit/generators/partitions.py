"""Rules about parts and wholes: sums of values, of shares, and joint growth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servicestrade.audit.generators.formulas import earlier, ref
from servicestrade.audit.index import VALUES, Index, whole_of
from servicestrade.audit.rules import Rule
from servicestrade.ledger.statistics import Statistic


@dataclass(frozen=True)
class Partition:
    """A whole and its parts in one dimension.

    Attributes
    ----------
    dimension : {"breakdown", "area", "counterpart"}
    whole : str
        Codes of the whole, joined by a space; empty for the undivided one.
    parts : tuple of str
        Codes of the parts; in a breakdown they replace those of the whole.
    complete : bool
        Whether the parts make up the whole; otherwise they are at most as large.
    indicators : tuple of str
        The indicators for which the partition holds; empty for all.
    growth : bool
        Whether the growth of the whole is that of its parts together; not if they leave out some.
    """

    dimension: str
    whole: str
    parts: tuple[str, ...]
    complete: bool = True
    indicators: tuple[str, ...] = ()
    growth: bool = True


def partition(index: Index, scope: Partition) -> Iterator[Rule]:
    """Yield the rules that a partition gives for each statistic of its whole.

    Parameters
    ----------
    index : Index
    scope : Partition

    Yields
    ------
    Rule
        Values, shares and growth of the whole against those of the parts.
    """
    for item in index.principals:
        if scope.indicators and item.indicator not in scope.indicators:
            continue
        others = _parts_of(item, scope)
        if others is None:
            continue
        if item.measure in (*VALUES, "change_abs"):
            yield from _sum(index, item, scope, others)
        elif item.measure == "share" and scope.dimension in whole_of(item):
            yield from _shares_of_one(index, item, scope, others)
        elif item.measure == "growth_yoy" and scope.complete and scope.growth:
            yield from _growth(index, item, scope, others)
    yield from _shares_of_all(index, scope)


def _parts_of(item: Statistic, scope: Partition) -> list[str] | None:
    """Return the code of each part in the dimension, if the item is of the whole."""
    own = getattr(item, scope.dimension)
    if scope.dimension != "breakdown":
        return list(scope.parts) if own == scope.whole else None
    codes, whole = set(own.split()), set(scope.whole.split())
    schemes = {part.partition(":")[0] for part in " ".join(scope.parts).split()}
    if not whole <= codes or {c.partition(":")[0] for c in codes - whole} & schemes:
        return None
    return [" ".join(sorted(codes - whole | set(part.split()))) for part in scope.parts]


def _named(kind: str, item: Statistic, scope: Partition) -> str:
    return f"{kind}:{item.id}:{'+'.join(scope.parts).replace(' ', '.')}"


def _sum(index: Index, item: Statistic, scope: Partition, others: Sequence[str]) -> Iterator[Rule]:
    candidates = [index.find(item, **{scope.dimension: other}) for other in others]
    parts = [part for part in candidates if part and part.unit == item.unit]
    if len(parts) < 2 or (item.measure == "change_abs" and len(parts) < len(candidates)):
        return
    total = " + ".join(ref(part) for part in parts)
    whole = ref(item)
    if scope.complete and len(parts) == len(candidates):
        yield Rule(_named("sum", item, scope), "sum", whole, "=", total)
    else:
        yield Rule(_named("sum", item, scope), "sum", total, "<=", whole)
        own = index.growth(item)
        rates = [index.growth(part) for part in parts]
        if own and all(rates):
            pairs = zip(parts, (rate for rate in rates if rate), strict=True)
            then = " + ".join(earlier(*pair) for pair in pairs)
            name = _named("sum", item, scope) + ":before"
            yield Rule(name, "sum", then, "<=", earlier(item, own))


def _shares_of_one(
    index: Index, item: Statistic, scope: Partition, others: Sequence[str]
) -> Iterator[Rule]:
    """Yield rules: the share of a whole in something larger is the sum of its parts' shares."""
    parts = [index.find(item, **{scope.dimension: other}) for other in others]
    if scope.complete and all(parts):
        total = " + ".join(ref(part) for part in parts if part)
        yield Rule(_named("sum", item, scope), "sum", ref(item), "=", total)


def _shares_of_all(index: Index, scope: Partition) -> Iterator[Rule]:
    """Yield rules: the shares of all parts add up to 100, those of some to at most 100."""
    for item in index.of("share"):
        if scope.indicators and item.indicator not in scope.indicators:
            continue
        base = whole_of(item)
        if not _first_part(item, scope) or base.get(scope.dimension) != _whole_of(item, scope):
            continue
        if set(base) != {scope.dimension}:
            continue
        others = [_swapped(item, scope, part) for part in scope.parts]
        candidates = [index.find(item, **{scope.dimension: other}) for other in others]
        shares = [ref(share) for share in candidates if share]
        if len(shares) < 2:
            continue
        if scope.complete and len(shares) == len(candidates):
            rest = " - ".join(["100", *shares[1:]])
            yield Rule(_named("shares", item, scope), "shares", shares[0], "=", rest)
        elif shares[0] == ref(item):
            name = _named("shares", item, scope)
            yield Rule(name, "shares", " + ".join(shares), "<=", "100")


def _first_part(item: Statistic, scope: Partition) -> bool:
    own = set(getattr(item, scope.dimension).split())
    return set(scope.parts[0].split()) <= own


def _whole_of(item: Statistic, scope: Partition) -> str:
    return _swapped(item, scope, scope.whole)


def _swapped(item: Statistic, scope: Partition, part: str) -> str:
    """Return the codes of an item with another part in place of the first."""
    own = set(getattr(item, scope.dimension).split())
    return " ".join(sorted(own - set(scope.parts[0].split()) | set(part.split())))


def _growth(
    index: Index, item: Statistic, scope: Partition, others: Sequence[str]
) -> Iterator[Rule]:
    """Yield rules: the whole grows as its parts do, weighted by their earlier values."""
    now, then = [], []
    for other in others:
        value = index.value(item, **{scope.dimension: other})
        rate = index.growth(item, **{scope.dimension: other})
        if not value or not rate:
            return
        now.append(ref(value))
        then.append(earlier(value, rate))
    right = f"100 * (({' + '.join(now)}) / ({' + '.join(then)}) - 1)"
    name = _named("growth_of_parts", item, scope)
    yield Rule(name, "growth_of_parts", ref(item), "=", right)
