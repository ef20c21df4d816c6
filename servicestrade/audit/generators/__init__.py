"""Rules that follow from the codes of statistics: one generator for each kind.

Each generator takes the index of a ledger and yields rules. It reads nothing but codes, so a wrong
rule means a wrong code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from servicestrade.audit.generators import growths, orders, shares, values
from servicestrade.audit.index import Index
from servicestrade.audit.rules import Rule

Generator = Callable[[Index], Iterator[Rule]]

GENERATORS: Mapping[str, Generator] = {
    generator.__name__: generator
    for generator in (
        values.repetition,
        values.flow_total,
        values.balance,
        shares.share,
        shares.share_bound,
        shares.shares_agree,
        shares.share_chain,
        shares.shares_of_flows,
        shares.share_change,
        shares.contribution,
        growths.growth,
        growths.change,
        growths.growth_of_sum,
        growths.gap,
        growths.gaps_agree,
        growths.average,
        orders.bounds,
        orders.subset,
        orders.area_within,
        orders.counterpart_within,
    )
}
