"""The ledger as tidy data: selections, points and series as pandas DataFrames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import pandas as pd

from servicestrade.files.errors import unknown
from servicestrade.language.format import displayed_value, format_record
from servicestrade.ledger.catalogue import record, records
from servicestrade.ledger.codes import LISTS, code_list, name
from servicestrade.ledger.labels import subject
from servicestrade.ledger.provenance import provenance
from servicestrade.ledger.records import BASES, Record
from servicestrade.ledger.statistics import COLUMNS, KEY, ledger

Choice = str | Sequence[str] | None
"""One code, several, or None for any; the empty string selects rows without a code."""

_LISTED = {
    "indicator": "indicators",
    "breakdown": "breakdowns",
    "area": "areas",
    "counterpart": "areas",
    "flow": "flows",
    "measure": "measures",
}
_VARYING = ("area", "counterpart", "indicator", "breakdown", "flow")
POINT_COLUMNS = (
    "record",
    "basis",
    "indicator",
    "breakdown",
    "area",
    "counterpart",
    "flow",
    "measure",
    "base",
    "period",
    "year",
    "stage",
    "bound",
    "unit",
    "unit_mult",
    "value",
    "low",
    "high",
    "text_en",
    "text_zh",
    "item_en",
    "item_zh",
    "place_en",
    "place_zh",
    "note_en",
    "note_zh",
)


def statistics() -> pd.DataFrame:
    """Return every printed statistic, one a row, in the order of the text.

    Returns
    -------
    pandas.DataFrame
        The columns of ``data/statistics.csv`` (`value` is a Decimal, in the printed scale)
        and the English and Chinese names of the coded dimensions.
    """
    frame = pd.DataFrame([asdict(item) for item in ledger().values()], columns=list(COLUMNS))
    for column in ("indicator", "area", "counterpart", "flow", "measure", "unit"):
        names = f"{column}s" if f"{column}s" in LISTS else "areas"
        for lang in ("en", "zh"):
            frame[f"{column}_{lang}"] = [name(names, value, lang) for value in frame[column]]
    for lang in ("en", "zh"):
        frame[f"breakdown_{lang}"] = [
            (", " if lang == "en" else "，").join(
                name("breakdowns", part, lang) for part in value.split()
            )
            for value in frame["breakdown"]
        ]
    return frame


def select(
    *,
    indicator: Choice = None,
    breakdown: Choice = None,
    area: Choice = None,
    counterpart: Choice = None,
    flow: Choice = None,
    measure: Choice = None,
    period: Choice = None,
    base: Choice = None,
    basis: Choice = "reported",
    repetitions: bool = False,
) -> pd.DataFrame:
    """Select records by their codes.

    Parameters
    ----------
    indicator, breakdown, area, counterpart, flow, measure, period : str or list of str, optional
        Codes to keep; the empty string keeps rows without a code, None keeps all.
    base : str or list of str, optional
        The whole of a share, or what a value is compared with, as in the ledger.
    basis : str or list of str, optional
        ``reported``, ``derived``, ``external``, ``proxy``.
    repetitions : bool, default False
        Whether repeated printings of a statistic are kept too.

    Returns
    -------
    pandas.DataFrame
        One row a record, with the columns of `points`.

    Raises
    ------
    UnknownError
        If a code is in no list; the message names the nearest codes.

    Examples
    --------
    >>> rows = select(indicator="services_trade", area="CN", breakdown="", measure="level",
    ...               period="2022", flow=["exports", "imports"])
    >>> list(rows.text_en)
    ['USD 424.06 billion', 'USD 465.05 billion']
    """
    wanted = {
        "indicator": indicator,
        "breakdown": breakdown,
        "area": area,
        "counterpart": counterpart,
        "flow": flow,
        "measure": measure,
        "period": period,
        "base": base,
        "basis": basis,
    }
    sets = {key: _accepted(key, choice) for key, choice in wanted.items() if choice is not None}
    rows = [
        item
        for item in records().values()
        if (repetitions or not item.same_as)
        and all(getattr(item, key) in values for key, values in sets.items())
    ]
    return frame_of(rows)


def _accepted(key: str, choice: str | Sequence[str]) -> set[str]:
    values = {choice} if isinstance(choice, str) else set(choice)
    known = (
        set(BASES) if key == "basis" else set(code_list(_LISTED[key])) if key in _LISTED else None
    )
    for value in values:
        for part in value.split() if key == "breakdown" else [value]:
            if known is not None and part and part not in known:
                raise unknown(key, part, known)
    return values


def points(ids: Iterable[str]) -> pd.DataFrame:
    """Return the named records as the tidy frame that charts and tables take.

    Parameters
    ----------
    ids : iterable of str
        Ids of statistics, derived or external records.

    Returns
    -------
    pandas.DataFrame
        One row a record, in the order given. `value`, `low` and `high` are floats in the
        printed scale; `text_en` and `text_zh` the formatted value; `item_en` and `item_zh`
        name what tells the rows apart.

    Raises
    ------
    UnknownError
        If an id is not known.
    """
    return frame_of([record(id) for id in ids])


def series(
    *,
    indicator: str,
    area: Choice = "CN",
    flow: Choice = None,
    breakdown: Choice = "",
    counterpart: Choice = "",
    measure: Choice = ("level", "count", "growth_yoy"),
    years: tuple[int, int] = (2016, 2022),
    basis: Choice = BASES,
) -> pd.DataFrame:
    """Return every point of a series that can honestly be had.

    Parameters
    ----------
    indicator : str
        What is measured.
    area, flow, breakdown, counterpart, measure : str or list of str, optional
        As for `select`.
    years : tuple of int
        First and last year.
    basis : str or list of str
        What the points may rest on.

    Returns
    -------
    pandas.DataFrame
        The columns of `points`, by year and in a year in the order of the text. Where several
        records state one value, the printed one is kept, else the external, else the derived;
        a proxy states another value and is kept beside them.
    """
    rows = select(
        indicator=indicator,
        area=area,
        flow=flow,
        breakdown=breakdown,
        counterpart=counterpart,
        measure=measure,
        basis=basis,
    )
    inside = rows["year"].between(*years) & rows["period"].str.fullmatch(r"\d{4}")
    rows = rows[inside]
    order = {base: rank for rank, base in enumerate(("reported", "external", "derived", "proxy"))}
    rows = rows.assign(_rank=rows["basis"].map(order), _what=rows["record"].map(_what))
    rows = rows.sort_values("_rank", kind="stable").drop_duplicates("_what")
    rows = rows.sort_index(kind="stable").sort_values("year", kind="stable")
    return rows.drop(columns=["_rank", "_what"]).reset_index(drop=True)


def _what(id: str) -> tuple[object, ...]:
    """Return what a record states a value of; a proxy is alike to no other."""
    item = record(id)
    return (item.basis == "proxy", *(getattr(item, name) for name in KEY))


def frame_of(rows: Sequence[Record]) -> pd.DataFrame:
    """Turn records into the tidy frame described in `points`."""
    varying = [key for key in _VARYING if len({getattr(item, key) for item in rows}) > 1]
    return pd.DataFrame(
        [_point(item, varying) for item in rows], columns=list(POINT_COLUMNS)
    ).astype({"value": float, "low": float, "high": float})


def _point(item: Record, varying: Sequence[str]) -> dict[str, object]:
    years = [part[:4] for part in item.period.split("/") if part]
    both = {
        f"{key}_{lang}": text
        for lang in ("en", "zh")
        for key, text in (
            ("text", format_record(item, lang)),
            ("item", item_name(item, varying, lang)),
            ("place", provenance(item, lang)),
            ("note", item.note),
        )
    }
    return {
        "record": item.id,
        **{key: getattr(item, key) for key in POINT_COLUMNS if hasattr(item, key)},
        "year": int(years[-1]) if years else 0,
        "value": float(displayed_value(item)) if item.basis == "derived" else float(item.value),
        "low": float(item.interval.low),
        "high": float(item.interval.high),
        **both,
    }


def item_name(item: Record, varying: Sequence[str], lang: str) -> str:
    """Name a record by the dimensions in which it differs from its neighbours."""
    parts = []
    for key in varying:
        value = getattr(item, key)
        if key == "breakdown":
            words = [name("breakdowns", part, lang) for part in value.split()]
            parts.append((", " if lang == "en" else "，").join(words))
        elif value:
            parts.append(name(_LISTED[key], value, lang))
    text = (", " if lang == "en" else "，").join(part for part in parts if part)
    text = text or subject(item, lang)
    return text[0].upper() + text[1:]
