"""Write every class of record in both languages, and read it back."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from servicestrade.language.format import MINUS, amount, format_record
from servicestrade.language.parse import disagreement, read_number
from servicestrade.ledger.catalogue import records
from servicestrade.ledger.intervals import exact
from servicestrade.ledger.records import Record

BLANK = Record(
    id="made-here",
    basis="reported",
    value=Fraction(0),
    interval=exact(0),
    decimals=0,
    unit="NUM",
    unit_mult=0,
    counted="",
    per="",
    measure="level",
    indicator="services_trade",
    breakdown="",
    area="CN",
    counterpart="",
    flow="",
    period="2022",
    base_period="",
    base="",
    stage="",
    bound="",
    status="A",
    qualifier="exact",
    label_en="",
    label_zh="",
)


def made(value: str, unit: str, unit_mult: int = 0, **fields: str) -> Record:
    """Make a record with the decimals as written."""
    number = Decimal(value)
    return replace(
        BLANK,
        value=Fraction(number),
        decimals=len(value.partition(".")[2]),
        unit=unit,
        unit_mult=unit_mult,
        **fields,
    )


CASES = [
    # money: 亿 is a tenth of a billion, and a zero that is printed is kept
    (made("8891.1", "USD", 8), "USD 889.11 billion", "8891.1亿美元"),
    (made("71270.6", "USD", 8), "USD 7,127.06 billion", "71270.6亿美元"),
    (made("1689.0", "USD", 8), "USD 168.90 billion", "1689.0亿美元"),
    (made("10", "USD", 8), "USD 1.0 billion", "10亿美元"),
    (made("0.5", "USD", 8), "USD 50 million", "0.5亿美元"),
    (made("9050.0", "USD", 4), "USD 90.500 million", "9050.0万美元"),
    (made("8.5", "CNY", 4), "CNY 85,000", "8.5万元人民币"),
    (made("1.2", "USD", 4, per="person"), "USD 12,000 per person", "1.2万美元/人"),
    (made("2.1", "USD", 12), "USD 2.1 trillion", "2.1万亿美元"),
    (made("2.125", "USD", 12), "USD 2,125 billion", "2.125万亿美元"),
    (made("0.8", "CNY", 12), "CNY 800 billion", "0.8万亿元人民币"),
    (made("50.2", "CNY", 12), "CNY 50.2 trillion", "50.2万亿元人民币"),
    (made("1", "USD", 10, qualifier="over"), "over USD 10 billion", "超过100亿美元"),
    (made("1500", "USD", 8, per="year"), "USD 150.0 billion per year", "1500亿美元/年"),
    (made("-1", "USD", 8, measure="change_abs"), f"USD {MINUS}100 million", f"{MINUS}1亿美元"),
    # shares, and changes with their sign
    (made("22.3", "PT", measure="share"), "22.3%", "22.3%"),
    (made("8.3", "PT", measure="growth_yoy"), "+8.3%", "+8.3%"),
    (made("-15.7", "PT", measure="growth_yoy"), f"{MINUS}15.7%", f"{MINUS}15.7%"),
    (made("12.8", "PT", measure="growth_total"), "+12.8%", "+12.8%"),
    (made("8.1", "PT", measure="growth_average"), "+8.1%", "+8.1%"),
    (made("20.3", "PT", measure="contribution_rate"), "20.3%", "20.3%"),
    (made("75.1", "PT", measure="ratio", base_period="2019"), "75.1%", "75.1%"),
    # percentage points
    (made("0.5", "PP", measure="share_change_pp"), "+0.5 pp", "+0.5个百分点"),
    (made("-6.3", "PP", measure="growth_change_pp"), f"{MINUS}6.3 pp", f"{MINUS}6.3个百分点"),
    (made("-2.8", "PP", measure="gap_pp"), f"{MINUS}2.8 pp", f"{MINUS}2.8个百分点"),
    (made("1", "PP", measure="share_change_pp", per="year"), "+1 pp per year", "+1个百分点/年"),
    # multiples
    (made("12.3", "X", measure="ratio"), "12.3 times", "12.3倍"),
    (made("2.4", "X", measure="growth_total"), "+2.4 times", "+2.4倍"),
    # counts
    (made("122", "NUM", counted="measures", measure="count"), "122 measures", "122项举措"),
    (made("1700", "NUM", counted="person-trips"), "1,700 person-trips", "1700人次"),
    (made("79.8", "NUM", 4, counted="patents"), "798,000 patents", "79.8万件专利"),
    (made("102.1", "NUM", 4, counted="persons"), "1.021 million persons", "102.1万人"),
    (made("9", "NUM", 8, counted="person-trips"), "900 million person-trips", "9亿人次"),
    (made("2", "NUM", counted="cities", measure="change_abs"), "+2 cities", "+2个城市"),
    (made("18.9", "NUM"), "18.9", "18.9"),
    # ranks, densities
    (made("11", "NUM", measure="rank"), "No. 11", "第11位"),
    (
        made("9.4", "NUM", -4, per="person", counted="patents"),
        "9.4 patents per 10,000 persons",
        "每万人9.4件专利",
    ),
    # fractions, 成 and 千分之
    (made("66.6667", "PT", measure="share", qualifier="nearly"), "nearly two thirds", "近三分之二"),
    (made("50.0000", "PT", measure="share", qualifier="about"), "about half", "约一半"),
    (made("75.0000", "PT", measure="share"), "three quarters", "四分之三"),
    (made("12.3456", "PT", measure="share"), "12.3456%", "12.3456%"),
    (made("7", "PT", 1, measure="share", qualifier="nearly"), "nearly 70%", "近70%"),
    (made("4", "PT", -1, measure="share", qualifier="under"), "under 0.4%", "不足0.4%"),
    # durations, ages and areas
    (made("4", "a", measure="other"), "4 years", "4年"),
    (made("14", "d", measure="threshold"), "14 days", "14天"),
    (made("1.5", "h", stage="before"), "1.5 hours", "1.5小时"),
    (made("15", "min", stage="after"), "15 minutes", "15分钟"),
    (made("30", "workday", bound="lower"), "30 working days", "30工作日"),
    (made("1.2", "m2", 4), "12,000 square metres", "1.2万平方米"),
    # thresholds and qualifiers
    (
        made("65", "a", measure="threshold", indicator="age", qualifier="at_least"),
        "at least 65 years",
        "65岁以上",
    ),
    (made("50", "PT", measure="threshold", qualifier="at_most"), "at most 50%", "不超过50%"),
    (
        made("1000", "NUM", counted="enterprises", measure="threshold", qualifier="over"),
        "over 1,000 enterprises",
        "超过1000家企业",
    ),
    (made("60", "PT", measure="share", qualifier="about"), "about 60%", "约60%"),
    (made("65", "PT", measure="share", qualifier="at_least"), "at least 65%", "65%以上"),
]


@pytest.mark.parametrize(("item", "english", "chinese"), CASES, ids=[case[1] for case in CASES])
def test_a_record_in_words(item: Record, english: str, chinese: str) -> None:
    assert format_record(item, "en") == english
    assert format_record(item, "zh") == chinese


@pytest.mark.parametrize(("item", "english", "chinese"), CASES, ids=[case[1] for case in CASES])
def test_its_words_are_read_back(item: Record, english: str, chinese: str) -> None:
    assert disagreement(english, item) == ""
    assert disagreement(chinese, item) == ""


ACCEPTED = [
    ("USD 889.1 billion", made("8891.1", "USD", 8)),
    ("USD 889 billion", made("8891.1", "USD", 8)),
    ("8891亿美元", made("8891.1", "USD", 8)),
    ("USD\u00a0889.11\u00a0billion", made("8891.1", "USD", 8)),
    ("RMB 50.2 trillion", made("50.2", "CNY", 12)),
    ("50.2万亿元", made("50.2", "CNY", 12)),
    ("USD 10 billion", made("1", "USD", 10)),
    ("百亿美元", made("1", "USD", 10)),
    ("fell by 15.7%", made("-15.7", "PT", measure="growth_yoy")),
    ("下降15.7%", made("-15.7", "PT", measure="growth_yoy")),
    ("2.8 percentage points below", made("-2.8", "PP", measure="gap_pp")),
    ("低2.8个百分点", made("-2.8", "PP", measure="gap_pp")),
    ("less than 0.4%", made("4", "PT", -1, measure="share", qualifier="under")),
    ("不足千分之四", made("4", "PT", -1, measure="share", qualifier="under")),
    ("nearly two-thirds", made("66.6667", "PT", measure="share")),
    ("Two thirds", made("66.6667", "PT", measure="share")),
    ("近七成", made("7", "PT", 1, measure="share")),
    ("近半数", made("50.0000", "PT", measure="share")),
    ("double-digit", made("10", "PT", measure="growth_yoy")),
    ("两位数", made("10", "PT", measure="growth_yoy")),
    ("翻一番", made("2", "X", measure="ratio")),
    ("doubled", made("2", "X", measure="ratio")),
    ("翻两番", made("4", "X", measure="ratio")),
    ("quadruple", made("4", "X", measure="ratio")),
    ("twelve", made("12", "NUM", counted="sites")),
    ("over a thousand", made("1000", "NUM", counted="persons", qualifier="over")),
    ("上千名", made("1000", "NUM", counted="persons", qualifier="over")),
    ("上万家", made("10000", "NUM", counted="enterprises", qualifier="over")),
    ("千亿元", made("1", "CNY", 11, qualifier="over")),
    ("十万亿元", made("1", "CNY", 13, qualifier="over")),
    ("CNY 10 trillion", made("1", "CNY", 13, qualifier="over")),
    ("HKD 79.51 billion", made("795.1", "HKD", 8)),
    ("110.3万亿日元", made("110.3", "JPY", 12)),
    ("EUR 799.4 billion", made("7994.0", "EUR", 8)),
    ("third", made("3", "NUM", measure="rank")),
    ("第三", made("3", "NUM", measure="rank")),
    ("nine years", made("9", "a", measure="other")),
    ("连续九年", made("9", "a", measure="other")),
    ("65", made("65", "a", measure="threshold")),
    ("9.4", made("9.4", "NUM", -4, per="person", counted="patents")),
    ("689,000", made("68.9", "NUM", 4, counted="persons")),
    ("68.9万人", made("68.9", "NUM", 4, counted="persons")),
    ("122", made("122", "NUM", counted="measures")),
]


@pytest.mark.parametrize(("text", "item"), ACCEPTED, ids=[case[0] for case in ACCEPTED])
def test_prose_may_say(text: str, item: Record) -> None:
    assert disagreement(text, item) == ""


REFUSED = [
    ("USD 889.2 billion", made("8891.1", "USD", 8), "is not the record"),
    ("USD 889.110 billion", made("8891.1", "USD", 8), "more digits"),
    ("USD 889.11 million", made("8891.1", "USD", 8), "is not the record"),
    ("889.11 billion", made("8891.1", "USD", 8), "lacks the unit"),
    ("8891.1万美元", made("8891.1", "USD", 8), "is not the record"),
    ("CNY 889.11 billion", made("8891.1", "USD", 8), "lacks the unit"),
    ("50.2万亿美元", made("50.2", "CNY", 12), "lacks the unit"),
    ("USD 10.0 billion", made("1", "USD", 10), "more digits"),
    ("50.0%", made("50", "PT", measure="share"), "more digits"),
    ("from 8.1% to 8.3%", made("8.3", "PT", measure="growth_yoy"), "exactly one number"),
    ("a good year", made("8.3", "PT", measure="growth_yoy"), "exactly one number"),
    ("15.7%", made("-15.7", "PT", measure="growth_yoy"), "no word or sign for a fall"),
    ("fell by 8.3%", made("8.3", "PT", measure="growth_yoy"), "says a fall"),
    ("2.8%", made("2.8", "PP", measure="gap_pp"), "lacks the unit"),
    ("2.8 points", made("2.8", "PT", measure="share"), "lacks the unit"),
    ("one third", made("66.6667", "PT", measure="share"), "is not the record"),
    ("近六成", made("7", "PT", 1, measure="share"), "is not the record"),
    ("eight years", made("9", "a", measure="other"), "is not the record"),
    ("65 days", made("65", "a", measure="threshold"), "lacks the unit"),
    ("30 working days", made("30", "d"), "lacks the unit"),
    ("30 days", made("30", "workday"), "lacks the unit"),
    ("thirteen", made("12", "NUM", counted="sites"), "is not the record"),
    ("ten thousand", made("1000", "NUM", counted="persons"), "is not the record"),
    ("USD 79.51 billion", made("795.1", "HKD", 8), "lacks the unit"),
    ("795.1亿元", made("795.1", "HKD", 8), "lacks the unit"),
    ("fourth", made("3", "NUM", measure="rank"), "is not the record"),
    ("122%", made("122", "NUM", counted="measures"), "lacks the unit"),
    ("CNY 122", made("122", "NUM", counted="measures"), "lacks the unit"),
    ("9.4 per 1,000 persons, of 10", made("9.4", "NUM", -4, per="person"), "exactly one number"),
    ("689,100", made("68.9", "NUM", 4, counted="persons"), "more digits"),
]


@pytest.mark.parametrize(("text", "item", "why"), REFUSED, ids=[case[0] for case in REFUSED])
def test_prose_may_not_say(text: str, item: Record, why: str) -> None:
    assert why in disagreement(text, item)


def texts() -> Iterator[tuple[Record, str]]:
    """Yield every record with its words in both languages."""
    for item in records().values():
        for lang in ("en", "zh"):
            yield item, format_record(item, lang)


def test_every_record_is_read_back() -> None:
    wrong = [found for item, text in texts() if (found := disagreement(text, item))]
    assert wrong == []


def accepted(changed: Iterator[tuple[Record, str]]) -> list[str]:
    """List the changed texts that are taken for right, and see that there were some."""
    every = list(changed)
    assert len(every) > 20
    return [f"{item.id}: {text}" for item, text in every if not disagreement(text, item)]


def digit_changed() -> Iterator[tuple[Record, str]]:
    """Change each digit of each text in turn."""
    for item, text in texts():
        number = re.search(r"\d[\d,.]*", re.sub(r"10,000 |第", lambda m: " " * len(m[0]), text))
        for place in range(*number.span()) if number else ():
            if text[place].isdigit():
                other = str((int(text[place]) + 1) % 10)
                yield item, text[:place] + other + text[place + 1 :]


def digit_added() -> Iterator[tuple[Record, str]]:
    """Write each number with one decimal more, be it a zero."""
    for item, text in texts():
        for digit in "05":
            changed, times = re.subn(
                r"(?<![\d,.])\d[\d,]*(\.\d+)?",
                lambda m, digit=digit: m[0] + (digit if m[1] else f".{digit}"),
                text,
                count=1,
            )
            if times:
                yield item, changed


def sign_dropped() -> Iterator[tuple[Record, str]]:
    """Leave out what says that a value is negative."""
    return ((item, text.replace(MINUS, "")) for item, text in texts() if item.value < 0)


def sign_added() -> Iterator[tuple[Record, str]]:
    """Say of what rose that it fell."""
    for item in records().values():
        if item.value > 0 and item.measure != "threshold":
            yield item, f"fell by {amount(item, 'en').lstrip('+')}"
            yield item, f"下降{amount(item, 'zh').lstrip('+')}"


OTHER_UNITS = {
    "USD": [("USD", "CNY"), ("USD ", ""), ("美元", "元人民币"), ("亿", ""), ("billion", "million")],
    "CNY": [("CNY", "USD"), ("元人民币", "美元"), ("元人民币", ""), ("trillion", "billion")],
    "HKD": [("HKD", "CNY"), ("HKD ", ""), ("港元", "元人民币"), ("港元", "美元")],
    "JPY": [("JPY", "EUR"), ("JPY ", ""), ("日元", "元人民币"), ("日元", "")],
    "EUR": [("EUR", "USD"), ("EUR ", ""), ("欧元", "元人民币"), ("欧元", "日元")],
    "PT": [("%", " points"), ("%", "个百分点"), ("%", "")],
    "PP": [(" pp", "%"), ("个百分点", "%"), (" pp", ""), ("个百分点", "")],
    "X": [(" times", "%"), ("倍", "%"), (" times", ""), ("倍", "")],
    "d": [(" days", " hours"), (" days", ""), ("天", "工作日"), ("天", "")],
    "workday": [(" working days", " days"), ("工作日", "天"), ("工作日", "")],
    "h": [(" hours", " minutes"), ("小时", "分钟"), ("小时", "")],
    "min": [(" minutes", " hours"), ("分钟", "小时"), ("分钟", "")],
    "m2": [(" square metres", " minutes"), ("平方米", "")],
    "a": [(" years", " days"), ("年", "天"), ("岁", "%")],
    "NUM": [("", "USD "), ("", "CNY ")],
}


def unit_changed() -> Iterator[tuple[Record, str]]:
    """Write each text with another unit or scale, or with none."""
    for item, text in texts():
        for old, new in OTHER_UNITS[item.unit]:
            if old in text:
                yield item, text.replace(old, new, 1)


@pytest.mark.parametrize(
    "change", [digit_changed, digit_added, sign_dropped, sign_added, unit_changed]
)
def test_a_changed_text_is_refused(change: object) -> None:
    assert callable(change)
    assert accepted(change()) == []


def test_read_number_tells_its_last_digit() -> None:
    found = read_number("8891.1亿美元")
    assert found is not None
    assert (found.value, found.step, found.in_words) == (Fraction(889_110_000_000), 10**7, False)
    words = read_number("三分之二")
    assert words is not None
    assert (words.value, words.in_words) == (Fraction(2, 3), True)
