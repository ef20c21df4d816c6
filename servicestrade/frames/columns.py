"""The one frame of the edition: a record a row, with every dimension and in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from servicestrade.frames.choices import check_ignored
from servicestrade.language.format import displayed_value, format_record
from servicestrade.ledger.codes import code, names_of
from servicestrade.ledger.dimensions import CODE_LISTS, DIMENSIONS, trade_of
from servicestrade.ledger.labels import subject
from servicestrade.ledger.phrases import phrase
from servicestrade.ledger.provenance import provenance
from servicestrade.ledger.records import Record

LANGUAGES = ("en", "zh")
_VARYING = ("area", "counterpart", "indicator", "breakdown", "flow")
_ENDS = ("low", "high")

COLUMNS = (
    *("id", "label_en", "label_zh", "period", "value", "unit", "unit_mult", "basis"),
    *("low", "high", "amount", "decimals", "year"),
    *(one.name for one in DIMENSIONS if one.name not in ("period", "unit", "unit_mult")),
    *(
        "part",
        "iso3",
        "counterpart_iso3",
        "same_as",
        "formula",
        "source_en",
        "source_zh",
        "url",
    ),
    *("note_en", "note_zh", "chapter", "offset", "printed", "in_digits"),
    *("place_en", "place_zh", "item_en", "item_zh", "text_en", "text_zh"),
)
"""The columns of every frame of records, in their order."""

MEANINGS = {
    "label_en": "What the number measures, in English.",
    "label_zh": "The same in Chinese.",
    "value": "Signed number in the printed scale; a float, or a `Decimal` with `exact=True`.",
    "basis": "What the value rests on: `reported`, `derived`, `external` or `proxy`.",
    "low": "The least value that rounding leaves open, in the printed scale.",
    "high": "The greatest value that rounding leaves open, in the printed scale.",
    "amount": "The value in units of one: `value` times ten to the power `unit_mult`.",
    "year": "The last year of the period, as a whole number.",
    "part": "The breakdown without the schemes and codes in `ignore`.",
    "iso3": "ISO 3166-1 alpha-3 of `area`; empty for provinces, regions and groups.",
    "counterpart_iso3": "ISO 3166-1 alpha-3 of `counterpart`, likewise.",
    "source_en": "Where an external value, or one that it is computed from, was read; else empty.",
    "source_zh": "The same in Chinese.",
    "note_en": "What to know when reading the value, in English; else empty.",
    "note_zh": "The same in Chinese.",
    "formula": "How a derived value is computed, with ids in braces; else empty.",
    "place_en": "Where the number stands in the report, or what it rests on, in English.",
    "place_zh": "The same in Chinese.",
    "item_en": "What tells the row from the others of its frame, in English.",
    "item_zh": "The same in Chinese.",
    "text_en": "The value in English words: qualifier, number and unit.",
    "text_zh": "The same in Chinese.",
}
"""What columns hold that tables of ``datapackage.json`` lack, or describe as they are in files."""

NAMES = tuple(f"{column}_{lang}" for column in CODE_LISTS for lang in LANGUAGES)
"""The columns of names that a frame has when it is asked for them."""


def frame_of(
    rows: Sequence[Record],
    *,
    ignore: str | Sequence[str] = (),
    exact: bool = False,
    names: bool = False,
) -> pd.DataFrame:
    """Lay records out as a frame.

    Parameters
    ----------
    rows : sequence of Record
        In the order of the frame.
    ignore : str or list of str, optional
        Schemes and codes of breakdowns that do not tell the rows apart, such as ``stock`` or
        ``market:sh-sz``: `part` and `item` leave them out.
    exact : bool, default False
        Whether `value`, `low`, `high` and `amount` are exact (`decimal.Decimal` for `value` and
        `amount`, `fractions.Fraction` for the ends, which may have no last decimal).
    names : bool, default False
        Whether the names of the codes are columns too, such as `indicator_en`.

    Returns
    -------
    pandas.DataFrame
        The columns `COLUMNS`: `value`, `low` and `high` in the printed scale (times ten to the
        power `unit_mult` in `unit`), `amount` in units of one; `year` the last of the period;
        `part` the breakdown without what is ignored; `year`, `chapter` and `offset` are missing
        where there is none.
    """
    left_out = [ignore] if isinstance(ignore, str) else list(ignore or ())
    check_ignored(left_out)
    parts = [_part(item, left_out) for item in rows]
    told = [replace(item, breakdown=part) for item, part in zip(rows, parts, strict=True)]
    varying = [key for key in _VARYING if len({_telling(item, key) for item in told}) > 1]
    said = [
        _row(item, varying, one) | (_names(item) if names else {})
        for item, one in zip(rows, told, strict=True)
    ]
    frame = pd.DataFrame(said, columns=[*COLUMNS, *(NAMES if names else ())])
    if not exact:
        frame = frame.astype(dict.fromkeys(("value", "amount", *_ENDS), float))
    return frame.astype({"year": "Int64", "chapter": "Int64", "offset": "Int64", "in_digits": bool})


def _part(item: Record, ignore: Sequence[str]) -> str:
    parts = item.breakdown.split()
    return " ".join(
        part for part in parts if part not in ignore and part.partition(":")[0] not in ignore
    )


def _telling(item: Record, key: str) -> str:
    """Return a dimension as it tells rows apart."""
    value = str(getattr(item, key))
    return trade_of(value, item.flow) if key == "indicator" else value


def _row(item: Record, varying: Sequence[str], told: Record) -> dict[str, Any]:
    """Return the row of a record; `told` bears only the parts that tell rows apart."""
    years = [part[:4] for part in item.period.split("/") if part]
    value = displayed_value(item)
    return {
        **{column: getattr(item, column) for column in COLUMNS if hasattr(item, column)},
        "value": value,
        "low": item.interval.low,
        "high": item.interval.high,
        "amount": value.scaleb(item.unit_mult),
        "year": int(years[-1]) if years else None,
        "part": told.breakdown,
        "iso3": iso3(item.area),
        "counterpart_iso3": iso3(item.counterpart),
        **{f"text_{lang}": format_record(item, lang) for lang in LANGUAGES},
        **{f"item_{lang}": item_name(told, varying, lang) for lang in LANGUAGES},
        **{f"place_{lang}": provenance(item, lang) for lang in LANGUAGES},
    }


def iso3(area: str) -> str:
    """Return the three letters of ISO 3166-1 for an economy, else an empty string."""
    return code("areas", area)["iso3"] if area else ""


def _names(item: Record) -> dict[str, str]:
    return {
        f"{column}_{lang}": names_of(CODE_LISTS[column], getattr(item, column), lang)
        for column in CODE_LISTS
        for lang in LANGUAGES
    }


def item_name(item: Record, varying: Iterable[str], lang: str) -> str:
    """Name a record by the dimensions in which it differs from its neighbours."""
    parts = [names_of(CODE_LISTS[key], getattr(item, key), lang) for key in varying]
    told = phrase("punctuation", "comma", lang).join(part for part in parts if part)
    text = told or subject(item, lang)
    return text[0].upper() + text[1:]
