"""Choose records by their codes: selections, series, points and the printed statistics."""

from __future__ import annotations

import inspect
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from servicestrade.frames.choices import (
    OTHERS,
    Choice,
    EmptySelection,
    Test,
    as_list,
    canonical,
    check_order,
    conditions,
    emptied,
    known_codes,
    text_of,
)
from servicestrade.frames.columns import frame_of
from servicestrade.ledger.catalogue import drawable_records, record
from servicestrade.ledger.dimensions import DIMENSIONS
from servicestrade.ledger.records import BASES, Record

_RANK = {basis: rank for rank, basis in enumerate(("reported", "external", "derived", "proxy"))}
_TOLD = 4


def select(
    *,
    basis: Choice = BASES,
    order: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    repetitions: bool = False,
    exact: bool = False,
    names: bool = False,
    **asked: Choice,
) -> pd.DataFrame:
    """Select records by their codes.

    Parameters
    ----------
    basis : str or list of str, optional
        What the values rest on: ``reported``, ``derived``, ``external``, ``proxy``; all by
        default, and all but the near definitions with ``basis="!proxy"``. Where several records
        state one value, the printed one is kept, else the external, else the derived; a proxy
        states another value and is kept beside them.
    order : str or list of str, optional
        Columns to order by: a dimension by the codes as they were asked for, else by its code
        list; ``value`` by what it is in units of one. A minus before a column turns its order
        around. By default the order of the text.
    ignore : str or list of str, optional
        Schemes or codes of breakdowns that do not tell the rows apart, such as ``stock`` or
        ``market:sh-sz``: `part` is the breakdown without them, and `item` does not name them.
    repetitions : bool, default False
        Whether all printings of a statistic are kept.
    exact : bool, default False
        Whether values are exact numbers instead of floats.
    names : bool, default False
        Whether the names of all codes are columns too.
    **asked : str, int or list of them, optional
        The codes to keep of any dimension of the ledger (``indicator``, ``breakdown``, ``area``,
        ``period`` ...) or of ``chapter``; years may be numbers. What is not asked for, or is
        None, may be anything; an empty string asks for rows without a code, such as
        ``breakdown=""`` for totals. Several codes are alternatives.

        In a code, ``*`` stands for any characters, ``?`` for one, and ``[TP]`` for one of those
        in the brackets (``[!TP]`` for any other): ``area="CN-*"``,
        ``breakdown="outsourcing:?[TP]O"``. A pattern of a breakdown has as many parts as the
        breakdowns that it matches: ``"ebops:*"`` has one, ``"delivery:* outsourcing:*"`` two.
        ``!`` before a code or pattern leaves out what it matches.

        ``breakdown_has`` keeps breakdowns that have a part, whatever else they have;
        ``years=(2016, 2022)`` keeps whole years from the first to the last.

    Returns
    -------
    pandas.DataFrame
        A row for each record, with the columns that the reference lists; with none, if nothing
        meets all conditions. `value`, `low` and `high` are in the printed scale of `unit` (times
        ten to the power `unit_mult`), `amount` in units of one.

    Warns
    -----
    EmptySelection
        If nothing meets all conditions; the message says which one emptied it.

    Raises
    ------
    UnknownError
        If a keyword, code, period or base is not known, or a column to order by or a part to
        ignore; the message names the nearest.

    Examples
    --------
    >>> import servicestrade as st
    >>> rows = st.select(
    ...     indicator="services_trade",
    ...     area="CN",
    ...     breakdown="ebops:SD",
    ...     flow="imports",
    ...     measure="level",
    ...     period=[2021, 2022],
    ... )
    >>> rows[["period", "basis", "value", "text_en"]]
      period     basis   value             text_en
    0   2022  reported  1176.8  USD 117.68 billion
    1   2021   derived  1110.2  USD 111.02 billion
    """
    chosen = _chosen({"basis": basis, **asked}, repetitions=repetitions)
    return frame_of(_ordered(chosen, order, asked), ignore=ignore, exact=exact, names=names)


def series(
    *,
    basis: Choice = BASES,
    order: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    repetitions: bool = False,
    exact: bool = False,
    names: bool = False,
    **asked: Choice,
) -> pd.DataFrame:
    """Select the points of one or more series over whole years.

    Parameters
    ----------
    basis, order, ignore, repetitions, exact, names, **asked
        As for `select`, with the same defaults.

    Returns
    -------
    pandas.DataFrame
        As `select` returns it: only records of whole years, by year, and within a year in the
        order asked for.

    Warns
    -----
    EmptySelection
        If nothing meets all conditions; the message says which one emptied it.

    Raises
    ------
    UnknownError
        As for `select`.

    Examples
    --------
    >>> import servicestrade as st
    >>> rows = st.series(
    ...     indicator="services_trade",
    ...     area="CN",
    ...     breakdown="",
    ...     counterpart="",
    ...     flow="exports",
    ...     measure="level",
    ...     years=(2021, 2022),
    ... )
    >>> list(rows["text_en"])
    ['USD 394.1 billion', 'USD 424.06 billion']
    """
    found = _chosen({"basis": basis, **asked}, repetitions=repetitions)
    chosen = [item for item in found if item.period.isdigit()]
    if found and not chosen:
        message = f"no record of whole years meets all conditions; select finds {len(found)} others"
        warnings.warn(message, EmptySelection, stacklevel=2)
    ordered = sorted(_ordered(chosen, order, asked), key=lambda item: item.period)
    return frame_of(ordered, ignore=ignore, exact=exact, names=names)


def points(
    ids: Iterable[str] | pd.DataFrame,
    *,
    ignore: str | Sequence[str] = (),
    exact: bool = False,
    names: bool = False,
) -> pd.DataFrame:
    """Return the named records as a frame, in the order given.

    Parameters
    ----------
    ids : str, iterable of str or pandas.DataFrame
        Ids of statistics, derived or external records, or a frame with a column `id`.
    ignore, exact, names
        As for `select`.

    Returns
    -------
    pandas.DataFrame
        As `select` returns it, a row for each id.

    Raises
    ------
    UnknownError
        If an id is not known; the message names the nearest.

    Examples
    --------
    >>> import servicestrade as st
    >>> ids = ["cn-services-trade-total-2022", "cn-services-trade-total-2022-growth"]
    >>> list(st.points(ids)["text_en"])
    ['USD 889.11 billion', '+8.3%']
    """
    if isinstance(ids, pd.DataFrame):
        ids = ids["id"]
    several = [ids] if isinstance(ids, str) else ids
    return frame_of([record(id) for id in several], ignore=ignore, exact=exact, names=names)


def statistics(*, exact: bool = False, names: bool = False) -> pd.DataFrame:
    """Return every printed statistic, repetitions included, in the order of the text.

    Parameters
    ----------
    exact, names : bool, default False
        As for `select`.

    Returns
    -------
    pandas.DataFrame
        As `select` returns it; `basis` is ``reported`` throughout.

    Raises
    ------
    DataError
        If a table of the data is broken; the message says in which row, and how to mend it.

    Examples
    --------
    >>> import servicestrade as st
    >>> len(st.statistics())
    1631
    """
    return select(basis="reported", repetitions=True, exact=exact, names=names)


def _chosen(asked: Mapping[str, Choice], *, repetitions: bool) -> list[Record]:
    tests = conditions(asked)
    known = drawable_records(repetitions=repetitions)
    found = [item for item in known if all(test(item) for test in tests.values())]
    if not found:
        warnings.warn(_why_empty(known, tests, asked), EmptySelection, stacklevel=3)
    return found if repetitions else _of_best_basis(found)


def _why_empty(
    known: Sequence[Record], tests: Mapping[str, Test], asked: Mapping[str, Choice]
) -> str:
    said = [
        f"{name}={asked[name]!r} ({_there(name, kept)})" for name, kept in emptied(known, tests)
    ]
    if said:
        return f"no record meets all conditions; some would without {', or without '.join(said)}"
    return "no record meets all conditions, nor all but one of them; ask for less"


def _there(name: str, kept: Sequence[Record]) -> str:
    """Say which values of a dimension the other conditions leave."""
    if name in ("years", "breakdown_has"):
        name = {"years": "period", "breakdown_has": "breakdown"}[name]
    codes = known_codes(name)
    counted = Counter(text_of(item, name) for item in kept)
    values = [
        " ".join([repr(one), *codes.get(one, ())[:1]]) for one, _ in counted.most_common(_TOLD)
    ]
    return f"there: {', '.join(values)}" + (", ..." if len(counted) > _TOLD else "")


def _of_best_basis(items: Sequence[Record]) -> list[Record]:
    """Keep one record of each value."""
    best: dict[tuple[object, ...], Record] = {}
    for item in sorted(items, key=lambda item: _RANK[item.basis]):
        best.setdefault((item.basis == "proxy", *item.key), item)
    kept = {item.id for item in best.values()}
    return [item for item in items if item.id in kept]


def _ordered(
    items: Sequence[Record], order: str | Sequence[str], asked: Mapping[str, Choice]
) -> list[Record]:
    found = list(items)
    for column in reversed([order] if isinstance(order, str) else list(order or ())):
        check_order(column)
        name = column.removeprefix("-")
        found.sort(key=_sort_key(name, asked.get(name)), reverse=name != column)
    return found


def _sort_key(name: str, choice: Choice) -> Callable[[Record], Any]:
    if name == "value":
        return lambda item: item.value * Fraction(10) ** item.unit_mult
    wanted = [] if choice is None else as_list(name, choice)
    first = [canonical(name, one) for one in wanted]
    ranks = {one: at for at, one in enumerate(dict.fromkeys([*first, *known_codes(name)]))}
    return lambda item: ranks.get(text_of(item, name), len(ranks))


def _signature(function: Callable[..., pd.DataFrame]) -> inspect.Signature:
    """Show the dimensions in place of ``**asked``, so that help and completion name them."""
    own = inspect.signature(function)
    named = [one for one in own.parameters.values() if one.kind is not one.VAR_KEYWORD]
    extra = [*(one.name for one in DIMENSIONS), *(one for one in OTHERS if one != "basis")]
    more = [
        inspect.Parameter(one, inspect.Parameter.KEYWORD_ONLY, default=None, annotation="Choice")
        for one in extra
    ]
    return own.replace(parameters=[*more, *named])


for _function in (select, series):
    _function.__signature__ = _signature(_function)  # type: ignore[attr-defined]
