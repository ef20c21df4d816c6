"""The rules declared in ``data/rules``: by generator and scope, or one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from servicestrade.audit.generators import GENERATORS
from servicestrade.audit.generators.partitions import Partition, partition
from servicestrade.audit.index import Index
from servicestrade.audit.rules import Rule, parse
from servicestrade.files.errors import DataError, unknown
from servicestrade.files.yaml_registers import read_register
from servicestrade.ledger.ids import REFERENCE


def all_rules(index: Index) -> tuple[Rule, ...]:
    """Return every rule of a ledger: the generated ones, then those written by hand.

    Parameters
    ----------
    index : Index
        The statistics of the ledger, or of a changed copy.

    Returns
    -------
    tuple of Rule
        Rules with different ids.

    Raises
    ------
    DataError
        If a generator or statistic is unknown, a formula is wrong, or two rules have the same id.
    """
    rules: dict[str, Rule] = {}
    for rule in generated_rules(index):
        rules.setdefault(rule.id, rule)
    known = {item.id for item in index.all}
    for rule in written_rules():
        if rule.id in rules:
            raise DataError(f"rules/written.yml: {rule.id} stands twice; give one another id")
        for id in rule.statistics:
            if id not in known:
                raise DataError(f"rules/written.yml, {rule.id}: {unknown('statistic', id, known)}")
        rules[rule.id] = rule
    return tuple(rules.values())


def generated_rules(index: Index) -> Iterator[Rule]:
    """Yield the rules of each generator that ``rules/generated.yml`` names, in its order."""
    for entry in read_register("rules/generated.yml")["rules"]:
        name = entry["generator"]
        if name == "partition":
            yield from partition(index, _scope(entry))
        elif name in GENERATORS:
            yield from GENERATORS[name](index)
        else:
            nearest = unknown("generator", name, (*GENERATORS, "partition"))
            raise DataError(f"rules/generated.yml: {nearest}")


def _scope(entry: Mapping[str, Any]) -> Partition:
    scope = entry["scope"]
    return Partition(
        dimension=scope["dimension"],
        whole=scope["whole"],
        parts=tuple(scope["parts"]),
        complete=scope.get("complete", True),
        indicators=tuple(scope.get("indicators", ())),
        growth=scope.get("growth", True),
    )


def written_rules() -> Iterator[Rule]:
    """Yield the rules that ``rules/written.yml`` states one by one."""
    for entry in read_register("rules/written.yml")["rules"]:
        try:
            left, relation, right = parse(entry["formula"])
        except DataError as error:
            raise DataError(f"rules/written.yml, {entry['id']}: {error}") from None
        if not REFERENCE.search(left + right):
            raise DataError(
                f"rules/written.yml, {entry['id']}: the formula names no statistic; "
                "write the ids in braces"
            )
        why = entry["why"]
        yield Rule(entry["id"], entry["kind"], left, relation, right, why["en"], why["zh"])


def half_widths() -> dict[str, Fraction]:
    """Return how far values may be from those printed, for padded decimals.

    Returns
    -------
    dict of str to Fraction
        By id, in the printed scale.
    """
    entries = read_register("rules/half_widths.yml")["half_widths"]
    return {id: Fraction(entry["half_width"]) for id, entry in entries.items()}
