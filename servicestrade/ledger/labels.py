"""Labels: what a statistic measures, in words composed from its codes."""

from __future__ import annotations

from servicestrade.ledger.codes import base_parts, code, name
from servicestrade.ledger.dimensions import Coded
from servicestrade.ledger.phrases import phrase


def make_label(item: Coded, lang: str) -> str:
    """Compose what a statistic measures, in English or Chinese.

    Parameters
    ----------
    item : Coded
        The coded dimensions.
    lang : {"en", "zh"}
        Language of the label.

    Returns
    -------
    str
        Such as ``China: services exports, transport, 2022, growth on the year before``.
    """
    parts = [subject(item, lang)]
    if item.counterpart:
        pattern = code("indicators", item.indicator)[f"counterpart_{lang}"] or "{}"
        parts.append(pattern.format(name("areas", item.counterpart, lang)))
    if item.period:
        parts.append(period_name(item.period, lang))
    if item.per:
        parts.append(phrase("labels", "per", lang, divisor=name("divisors", item.per, lang)))
    parts += _measure_words(item, lang)
    parts += [name("stages", item.stage, lang), name("bounds", item.bound, lang)]
    area = name("areas", item.area, lang)
    area = area[0].upper() + area[1:]
    comma = phrase("punctuation", "comma", lang)
    return area + phrase("punctuation", "colon", lang) + comma.join(filter(None, parts))


def subject(item: Coded, lang: str) -> str:
    """Return indicator, flow and breakdown as words, without area and time."""
    row = code("indicators", item.indicator)
    words = row[f"name_{lang}"]
    if item.flow and row[f"flow_{lang}"]:
        flow = code("flows", item.flow)[f"name_{lang}"]
        words = row[f"flow_{lang}"].format(flow=flow)
    parts = [words, *(name("breakdowns", part, lang) for part in item.breakdown.split())]
    return phrase("punctuation", "comma", lang).join(parts)


def period_name(period: str, lang: str) -> str:
    """Return a period as it is written in a sentence.

    Examples
    --------
    >>> period_name("2016/2022", "en"), period_name("2016/2022", "zh")
    ('2016\u20132022', '2016\u20142022年')
    >>> period_name("2021-05", "en"), period_name("2021-05", "zh")
    ('May 2021', '2021年5月')
    """
    first, _, last = period.partition("/")
    if not last:
        return _date(first, lang)
    if "-" not in period:
        return phrase("labels", "years", lang, first=first, last=last)
    return phrase("labels", "dates", lang, first=_date(first, lang), last=_date(last, lang))


def _date(date: str, lang: str) -> str:
    """Write a year, a month of a year or a day of a month."""
    year, *rest = date.split("-")
    if not rest:
        return phrase("labels", "year", lang, year=year)
    month = phrase("months", str(int(rest[0])), lang)
    if len(rest) == 1:
        return phrase("labels", "month", lang, year=year, month=month)
    return phrase("labels", "day", lang, year=year, month=month, day=int(rest[1]))


def _measure_words(item: Coded, lang: str) -> list[str]:
    if item.measure in ("level", "count"):
        return []
    row = code("measures", item.measure)
    whole = base_name(item.base, lang)
    pattern = row[f"with_base_{lang}"] if whole else ""
    words = pattern.format(base=whole) if pattern else row[f"name_{lang}"]
    if not item.base_period:
        return [words]
    since = period_name(item.base_period, lang)
    return [words, phrase("labels", "against", lang, period=since)]


def base_name(base: str, lang: str) -> str:
    """Return the whole or the comparator of a share, gap or contribution in words."""
    words = []
    lists = {"area": "areas", "counterpart": "areas", "indicator": "indicators", "flow": "flows"}
    for dimension, value in base_parts(base).items():
        if dimension == "breakdown" and value:
            words += [name("breakdowns", part, lang) for part in value.split()]
        elif dimension in lists and value:
            words.append(name(lists[dimension], value, lang))
        elif dimension == "counterpart":
            words.append(phrase("labels", "all_partners", lang))
        elif dimension != "flow":
            words.append(phrase("labels", "the_whole", lang))
    return phrase("punctuation", "list_comma", lang).join(words)
