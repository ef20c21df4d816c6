"""The audit of a ledger, or of a changed copy, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING

import pandas as pd

from servicestrade.audit.index import Index
from servicestrade.audit.rules import CHAIN, FAILS, HOLDS, Rule, Verdict, judge
from servicestrade.audit.variables import Variable, variable
from servicestrade.files.errors import DataError, shortened, unknown
from servicestrade.ledger.cards import card
from servicestrade.ledger.statistics import Statistic, ledger

if TYPE_CHECKING:  # needs scipy, which is required only to look for suspects
    from servicestrade.audit.solver.localise import Suspects

Changes = Mapping[str, Decimal | str | int]
_MOST_DIGITS = 30  # far beyond any statistic, and few enough to compute with


@dataclass(frozen=True, repr=False)
class Audit:
    """All rules of a ledger with their verdicts.

    A rule holds; or it holds within the rounding chain: not for the values as they are printed,
    but for values that round to them; or it cannot hold by rounding.

    Attributes
    ----------
    statistics : mapping of str to Statistic
        What was audited, by id.
    variables : mapping of str to Variable
        The interval that the printed form of each leaves open, in units of one.
    verdicts : tuple of Verdict
        One for each rule.
    """

    statistics: Mapping[str, Statistic]
    variables: Mapping[str, Variable]
    verdicts: tuple[Verdict, ...]

    def __repr__(self) -> str:
        """Say how many rules have which verdict."""
        counts = Counter(str(verdict.outcome) for verdict in self.verdicts)
        outcomes = ", ".join(f"{counts[outcome]} {outcome}" for outcome in (HOLDS, CHAIN, FAILS))
        statistics, rules = len(self.statistics), len(self.verdicts)
        return f"Audit of {statistics} statistics by {rules} rules: {outcomes}"

    def _repr_html_(self) -> str:
        failing = ((rule.id, rule.formula) for rule in self._failing)
        return card(repr(self), failing)

    def new(self) -> pd.DataFrame:
        """Return the rules that fail here and not in the ledger as it is: what a change broke.

        Returns
        -------
        pandas.DataFrame
            The columns of `rules`.
        """
        known = {rule.id for rule in audited()._failing}
        failing = self.failing()
        return failing[~failing["rule"].isin(known)].reset_index(drop=True)

    def rules(self) -> pd.DataFrame:
        """Return every rule with its verdict.

        Returns
        -------
        pandas.DataFrame
            `rule`, `kind`, `target` (the statistic that it is about), `formula` and `outcome`;
            `gap` (how far the sides stay apart) and the interval of each side (`left_low`,
            `left_high`, `right_low`, `right_high`), in the printed scale of the target; and of a
            rule written by hand what makes it true, `why_en` and `why_zh`.
        """
        return pd.DataFrame(
            [self._row(verdict) for verdict in self.verdicts], columns=list(_COLUMNS)
        )

    def _row(self, verdict: Verdict) -> tuple[object, ...]:
        rule, scale = verdict.rule, self.variables[verdict.rule.target].scale
        ends = [float(end / scale) for side in (verdict.left, verdict.right) for end in side]
        head = rule.id, rule.kind, rule.target, rule.formula, verdict.outcome
        return *head, float(verdict.gap), *ends, rule.why_en, rule.why_zh

    def failing(self) -> pd.DataFrame:
        """Return the rules that no values can satisfy that round to the printed ones.

        Returns
        -------
        pandas.DataFrame
            The columns of `rules`.
        """
        rules = self.rules()
        return rules[rules["outcome"] == FAILS].reset_index(drop=True)

    def coverage(self) -> pd.DataFrame:
        """Return for each statistic how many rules name it, and how many of those fail.

        Returns
        -------
        pandas.DataFrame
            `id`, `chapter`, `measure`, `rules` and `failing`.
        """
        touched = Counter(id for verdict in self.verdicts for id in verdict.rule.statistics)
        failed = Counter(id for rule in self._failing for id in rule.statistics)
        rows = [
            (item.id, item.chapter, item.measure, touched[item.id], failed[item.id])
            for item in self.statistics.values()
        ]
        return pd.DataFrame(rows, columns=["id", "chapter", "measure", "rules", "failing"])

    @property
    def _failing(self) -> list[Rule]:
        return [verdict.rule for verdict in self.verdicts if verdict.outcome == FAILS]

    @cached_property
    def clashes(self) -> list[list[Rule]]:
        """Sets of rules of which each holds by itself, but not all at once."""
        from servicestrade.audit.solver.localise import joint_failures  # noqa: PLC0415

        holding = [verdict.rule for verdict in self.verdicts if verdict.outcome != FAILS]
        return joint_failures(holding, self.variables)

    @property
    def holding(self) -> list[Rule]:
        """The rules that hold all at once."""
        clashing = {rule.id for clash in self.clashes for rule in clash}
        rules = [verdict.rule for verdict in self.verdicts if verdict.outcome != FAILS]
        return [rule for rule in rules if rule.id not in clashing]

    @cached_property
    def localised(self) -> list[Suspects]:
        """The smallest sets of suspects for each connected set of failing rules."""
        from servicestrade.audit.solver.localise import localise  # noqa: PLC0415

        return localise(self._failing, self.clashes, self.holding, self.variables)

    def suspects(self) -> pd.DataFrame:
        """Return the statistics that could be wrong, with what they would have to be.

        It takes some seconds.

        Returns
        -------
        pandas.DataFrame
            A row for each suspect of each smallest set whose change lets the rules hold: the
            number of the `finding`, `rules` (ids, joined by a space), `size` (of the set), `set`
            (ids, joined by a space), `id`, `printed`, `low` and `high` (what it would have to be,
            in the printed scale) and `hints` (what slip that would be, joined by semicolons).

        Raises
        ------
        ModuleNotFoundError
            If scipy is not installed.
        """
        from servicestrade.audit.hints import hints  # noqa: PLC0415

        rows = []
        for number, group in enumerate(self.localised, start=1):
            rules = " ".join(rule.id for rule in group.failing)
            for members in group.sets:
                head = number, rules, len(members), " ".join(members)
                for id in members:
                    low, high = group.spans[id]
                    item = self.statistics[id]
                    slips = "; ".join(map(str, hints(item, low, high, self.statistics)))
                    rows.append((*head, id, item.printed, low, high, slips))
        return pd.DataFrame(rows, columns=list(_SUSPECTS))


_COLUMNS = (
    "rule",
    "kind",
    "target",
    "formula",
    "outcome",
    "gap",
    "left_low",
    "left_high",
    "right_low",
    "right_high",
    "why_en",
    "why_zh",
)
_SUSPECTS = ("finding", "rules", "size", "set", "id", "printed", "low", "high", "hints")


def audit(statistics: pd.DataFrame | Changes | None = None) -> Audit:
    """Test the ledger, or a changed copy of it, by every rule.

    Parameters
    ----------
    statistics : pandas.DataFrame or mapping of str to number, optional
        The frame of `statistics` with other values, or other values by id, in the printed scale;
        by default the ledger as it is. A value that has fewer decimals than are printed is taken
        to have those: "8" in place of 8.3 is 8.0.

    Returns
    -------
    Audit

    Raises
    ------
    UnknownError
        If an id is not that of a printed statistic; the message names the nearest.
    DataError
        If a value is no number or has more than 30 digits, or there are no values by id.

    Examples
    --------
    >>> import servicestrade as st
    >>> what_if = st.audit({"cn-services-trade-total-2022": "8981.1"})
    >>> what_if.new()["rule"].iloc[0]
    'flow_total:cn-services-trade-total-2022'
    """
    if statistics is None:
        changes: Changes = {}
    elif isinstance(statistics, pd.DataFrame):
        if not {"id", "value"} <= set(statistics.columns):
            raise DataError("the frame has no columns id and value; take that of st.statistics()")
        changes = dict(zip(statistics["id"], statistics["value"], strict=True))
    elif isinstance(statistics, Mapping):
        changes = statistics
    else:
        raise DataError(f"{statistics!r} is no change; give other values by id, or a frame of them")
    items = dict(ledger())
    for id, value in changes.items():
        if id not in items:
            raise unknown("printed statistic", id, items)
        items[id] = changed(items[id], value)
    return audit_of(items)


@cache
def audited() -> Audit:
    """Return the audit of the ledger as it is; it is made once per process."""
    return audit()


def changed(item: Statistic, value: Decimal | str | int) -> Statistic:
    """Return a statistic with another value; decimals that it adds count as printed."""
    try:
        number = Decimal(str(value))
        exponent = int(number.as_tuple().exponent)
    except (ArithmeticError, ValueError):
        raise DataError(
            f"{item.id}: {shortened(repr(value))} is no number; give one in the printed scale"
        ) from None
    if number.adjusted() > _MOST_DIGITS or -exponent > _MOST_DIGITS:
        raise DataError(
            f"{item.id}: {shortened(repr(value))} has more than {_MOST_DIGITS} digits before or "
            f"after the decimal point; give a value in the printed scale, such as {item.value}"
        )
    if number == item.value:
        return item
    return replace(item, value=number, decimals=max(item.decimals, -exponent))


def audit_of(items: Mapping[str, Statistic]) -> Audit:
    """Test any statistics by every rule."""
    # Here and not above, so that `import servicestrade` need not wait for what reads YAML.
    from servicestrade.audit.written import all_rules, half_widths  # noqa: PLC0415

    widths = half_widths()
    variables = {id: variable(item, widths) for id, item in items.items()}
    rules = all_rules(Index(items.values()))
    return Audit(items, variables, tuple(judge(rule, variables) for rule in rules))
