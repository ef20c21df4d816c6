"""Labels: what a statistic measures, in words composed from its codes."""

from __future__ import annotations

from servicestrade.ledger.codes import base_parts, code, name
from servicestrade.ledger.dimensions import Coded

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


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
    comma, colon = (", ", ": ") if lang == "en" else ("，", "：")
    parts = [subject(item, lang)]
    if item.counterpart:
        pattern = code("indicators", item.indicator)[f"counterpart_{lang}"] or "{}"
        parts.append(pattern.format(name("areas", item.counterpart, lang)))
    if item.period:
        parts.append(period_name(item.period, lang))
    if item.per:
        divisor = name("divisors", item.per, lang)
        parts.append(f"per {divisor}" if lang == "en" else f"每{divisor}")
    parts += _measure_words(item, lang)
    parts += [name("stages", item.stage, lang), name("bounds", item.bound, lang)]
    area = name("areas", item.area, lang)
    area = area[0].upper() + area[1:]
    return area + colon + comma.join(part for part in parts if part)


def subject(item: Coded, lang: str) -> str:
    """Return indicator, flow and breakdown as words, without area and time."""
    row = code("indicators", item.indicator)
    words = row[f"name_{lang}"]
    if item.flow and row[f"flow_{lang}"]:
        flow = code("flows", item.flow)[f"name_{lang}"]
        words = row[f"flow_{lang}"].format(flow=flow)
    parts = [words, *(name("breakdowns", part, lang) for part in item.breakdown.split())]
    return (", " if lang == "en" else "，").join(parts)


def period_name(period: str, lang: str) -> str:
    """Return a period as it is written in a sentence.

    Examples
    --------
    >>> period_name("2016/2022", "en"), period_name("2016/2022", "zh")
    ('2016\u20132022', '2016\u20142022年')
    >>> period_name("2021-05", "en"), period_name("2021-05", "zh")
    ('May 2021', '2021年5月')
    """
    dash = "\u2013" if lang == "en" else "\u2014"
    if lang == "zh" and "-" not in period:
        return f"{period.replace('/', dash)}年"
    return dash.join(_date(part, lang) for part in period.split("/"))


def _date(date: str, lang: str) -> str:
    """Write a year, a month of a year or a day of a month."""
    numbers = [int(part) for part in date.split("-")]
    if lang == "zh":
        return "".join(f"{n}{word}" for n, word in zip(numbers, "年月日", strict=False))
    year, *rest = numbers
    month = [_MONTHS[rest[0] - 1]] if rest else []
    return " ".join(str(part) for part in [*rest[1:], *month, year])


def _measure_words(item: Coded, lang: str) -> list[str]:
    if item.measure in ("level", "count"):
        return []
    row = code("measures", item.measure)
    whole = base_name(item.base, lang)
    pattern = row[f"with_base_{lang}"] if whole else ""
    words = pattern.format(base=whole) if pattern else row[f"name_{lang}"]
    if item.base_period:
        since = period_name(item.base_period, lang)
        words += f", against {since}" if lang == "en" else f"，与{since}相比"
    return [words]


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
            words.append("all partners" if lang == "en" else "全部伙伴")
        elif dimension != "flow":
            words.append("the whole" if lang == "en" else "全部")
    return (", " if lang == "en" else "、").join(words)
