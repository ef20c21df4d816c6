"""The words that the site itself says, in both languages.

What the report or its records say stands in the data; here is only what a button, a heading or a
folded list is called.
"""

from typing import Literal

Language = Literal["en", "zh"]

STRINGS: dict[str, dict[Language, str]] = {
    # a figure
    "source": {"en": "Source: ", "zh": "资料来源："},
    "note": {"en": "Note: ", "zh": "说明："},
    "recovered": {
        "en": "Shows {shown} of the {original} points of the report's own chart.",
        "zh": "原图共{original}个数据点，此处呈现{shown}个。",
    },
    "data_table": {"en": "Data table", "zh": "数据表"},
    "data_table_of": {"en": "The data of {name}", "zh": "{name}的数据"},
    "cite": {"en": "Cite", "zh": "引用"},
    "files": {"en": "Files", "zh": "文件"},
    "chart_page": {"en": "Page of this figure", "zh": "本图页面"},
    "table_page": {"en": "Page of this table", "zh": "本表页面"},
    "csv": {"en": "Data (CSV)", "zh": "数据（CSV）"},
    "svg": {"en": "Picture (SVG)", "zh": "图片（SVG）"},
    "png": {"en": "Picture (PNG)", "zh": "图片（PNG）"},
    "vl.json": {"en": "Chart (Vega-Lite)", "zh": "图表（Vega-Lite）"},
    "zip": {"en": "All files (ZIP)", "zh": "全部文件（ZIP）"},
    # what a point rests on
    "basis": {"en": "What the points rest on", "zh": "数据点的依据"},
    "basis_reported": {"en": "Printed in the report", "zh": "报告所载"},
    "basis_derived": {
        "en": "Computed from printed numbers, with the interval that their rounding allows",
        "zh": "由报告所载数字推算，并给出其四舍五入所允许的区间",
    },
    "basis_external": {"en": "From another public source", "zh": "取自其他公开来源"},
    "basis_proxy": {
        "en": "Stand-in: a near definition from another source, not to be joined to the series",
        "zh": "替代数据：取自其他来源的相近口径，不与本序列相连",
    },
    # the columns of a table behind a figure
    "column_period": {"en": "Period", "zh": "时间"},
    "column_item": {"en": "Item", "zh": "项目"},
    "column_measure": {"en": "Measure", "zh": "指标"},
    "column_value": {"en": "Value", "zh": "数值"},
    "column_basis": {"en": "Basis", "zh": "依据"},
    "column_interval": {"en": "Interval", "zh": "区间"},
    "column_place": {"en": "Where it stands", "zh": "出处"},
    "reported": {"en": "reported", "zh": "报告"},
    "derived": {"en": "derived", "zh": "推算"},
    "external": {"en": "external", "zh": "外部"},
    "proxy": {"en": "proxy", "zh": "替代"},
    "from": {"en": " from ", "zh": "，依据："},
    # the pages of numbers
    "numbers_of_chapter": {"en": "Numbers of this chapter", "zh": "本章数字"},
    "numbers_of_page": {"en": "Numbers of this page", "zh": "本页数字"},
    "chapter": {"en": "Chapter {number}", "zh": "第{number}章"},
    "derived_records": {"en": "Computed by this edition", "zh": "本版推算的数字"},
    "external_records": {"en": "From other sources", "zh": "取自其他来源的数字"},
    "parts": {"en": "Parts of the list", "zh": "列表各部分"},
    "shown_in": {"en": "In the book", "zh": "书中位置"},
    "filter": {"en": "Find a number", "zh": "查找数字"},
    "filter_count": {"en": "{shown} of {all} numbers", "zh": "共{all}个数字，显示{shown}个"},
    # the page of a figure
    "description": {"en": "Description", "zh": "文字说明"},
    "home": {"en": "In the book: {title}", "zh": "书中位置：{title}"},
}


def language_of(code: str | None) -> Language:
    """Return the language of the site's words for Sphinx's language code.

    Parameters
    ----------
    code : str or None
        ``app.config.language``, such as ``"en"`` or ``"zh_CN"``.

    Examples
    --------
    >>> language_of("zh_CN")
    'zh'
    >>> language_of(None)
    'en'
    """
    return "zh" if (code or "").startswith("zh") else "en"


def say(key: str, language: Language, **values: object) -> str:
    """Return one of the site's own phrases, its blanks filled in.

    Examples
    --------
    >>> say("recovered", "en", shown=7, original=21)
    "Shows 7 of the 21 points of the report's own chart."
    """
    return STRINGS[key][language].format(**values)
