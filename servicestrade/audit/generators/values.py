"""Rules about values: repetitions, trade and its flows, balances."""

from __future__ import annotations

from collections.abc import Iterator

from servicestrade.audit.generators.formulas import ref, rule_of
from servicestrade.audit.index import VALUES, Index
from servicestrade.audit.rules import Rule


def repetition(index: Index) -> Iterator[Rule]:
    """Yield rules: what is printed twice is the same number."""
    for item in index.all:
        if item.same_as:
            yield Rule(
                f"repetition:{item.id}", "repetition", ref(item), "=", "{" + item.same_as + "}"
            )


def flow_total(index: Index) -> Iterator[Rule]:
    """Yield rules: trade is exports plus imports."""
    for item in index.of(*VALUES, "change_abs"):
        if item.flow == "total":
            exports = index.find(item, flow="exports")
            imports = index.find(item, flow="imports")
            if exports and imports:
                yield rule_of("flow_total", item, f"{ref(exports)} + {ref(imports)}")


def balance(index: Index) -> Iterator[Rule]:
    """Yield rules: a surplus is exports less imports; a deficit is the reverse."""
    for item in index.of("level"):
        stem, _, side = item.indicator.rpartition("_")
        if item.flow != "balance" or side not in ("surplus", "deficit"):
            continue
        exports = index.find(item, indicator=stem, flow="exports")
        imports = index.find(item, indicator=stem, flow="imports")
        if exports and imports:
            sides = (exports, imports) if side == "surplus" else (imports, exports)
            yield rule_of("balance", item, f"{ref(sides[0])} - {ref(sides[1])}")
