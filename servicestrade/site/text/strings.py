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
        "en": "This chart shows {shown} of the {original} points of the report’s own.",
        "zh": "报告原图共{original}个数据点，此处呈现{shown}个。",
    },
    "in_report": {"en": "{name} — in the report: “{caption}”", "zh": "{name}——报告原题“{caption}”"},
    "show": {"en": "Show", "zh": "显示"},
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
    "basis": {"en": "What the values rest on", "zh": "数值的依据"},
    "basis_reported": {"en": "Printed in the report", "zh": "报告所列"},
    "basis_derived": {"en": "Computed from printed numbers", "zh": "由报告所列数字计算"},
    "basis_external": {"en": "Other public source", "zh": "其他公开来源"},
    "basis_proxy": {
        "en": "Near definition, not comparable",
        "zh": "近似口径，不可直接比较",
    },
    # the columns of a table behind a figure
    "column_period": {"en": "Period", "zh": "时间"},
    "column_item": {"en": "Item", "zh": "项目"},
    "column_measure": {"en": "Measure", "zh": "指标"},
    "column_value": {"en": "Value", "zh": "数值"},
    "column_basis": {"en": "Basis", "zh": "依据"},
    "column_interval": {"en": "Interval", "zh": "区间"},
    "column_place": {"en": "Where it stands", "zh": "出处"},
    "from": {"en": " from ", "zh": "，依据："},
    # the pages of numbers
    "numbers_of_chapter": {
        "en": "Numbers of this chapter ({count})",
        "zh": "本章数字（{count}个）",
    },
    "numbers_of_page": {"en": "Numbers of this page ({count})", "zh": "本页数字（{count}个）"},
    "chapter": {"en": "Chapter {number}", "zh": "第{number}章"},
    "no_numbers": {"en": "No statistics.", "zh": "无统计数字。"},
    "derived_records": {"en": "Computed from printed numbers", "zh": "由报告所列数字计算"},
    "external_records": {"en": "Other public sources", "zh": "其他公开来源"},
    "parts": {"en": "Parts of the list", "zh": "列表各部分"},
    "shown_in": {"en": "Shown in {title}", "zh": "见“{title}”"},
    "numbers_filter": {"en": "Find a number", "zh": "查找数字"},
    "numbers_filter_none": {
        "en": "No number has all of these words. Try fewer: a country, a service, a year.",
        "zh": "没有同时含有这些词的数字。请减少词语，例如国家、服务类别或年份。",
    },
    "numbers_filter_clear": {"en": "Show all numbers", "zh": "显示全部数字"},
    "numbers_filter_count": {
        "en": "{shown} of {all} numbers",
        "zh": "共{all}个数字，显示{shown}个",
    },
    # the map of the report
    "report_map": {"en": "The chapters of the report", "zh": "报告各章"},
    "map_title": {"en": "The report’s title", "zh": "报告标题"},
    "map_contributor": {"en": "Written or supplied by", "zh": "撰写或供稿"},
    "map_report_page": {"en": "Page in the report", "zh": "报告页码"},
    "map_page": {"en": "Page here", "zh": "本版页面"},
    "map_statistics": {"en": "Statistics", "zh": "统计数字"},
    "map_figures": {"en": "Figures and tables", "zh": "报告图表"},
    "map_added": {"en": "Added here", "zh": "本版增补图表"},
    "map_total": {"en": "All chapters", "zh": "合计"},
    "no_part": {"en": "At the end", "zh": "报告末尾"},
    # the glossary
    "subjects": {"en": "Subjects", "zh": "主题"},
    "terms_filter": {"en": "Find a term", "zh": "查找术语"},
    "terms_filter_none": {
        "en": "No term has all of these words. Try fewer.",
        "zh": "没有同时含有这些词的术语。请减少词语。",
    },
    "terms_filter_clear": {"en": "Show all terms", "zh": "显示全部术语"},
    "terms_filter_count": {"en": "{shown} of {all} terms", "zh": "共{all}个术语，显示{shown}个"},
    "definition_after": {"en": "Definition after: ", "zh": "定义依据："},
    "used_in": {"en": "Used in: ", "zh": "见于："},
    "term_statistics": {
        "en": "Statistics so coded: {count}.",
        "zh": "以此编码的统计数字：{count}个。",
    },
    # the pilot cases
    "cases": {"en": "The ten pilot cases", "zh": "十个试点案例"},
    "case": {"en": "Case", "zh": "案例"},
    "case_place": {"en": "Place and theme", "zh": "地区与主题"},
    "case_theme": {"en": "Theme", "zh": "主题"},
    "case_modes": {"en": "Mode of supply", "zh": "提供模式"},
    "case_obstacle": {"en": "What stood in the way", "zh": "障碍"},
    "case_action": {"en": "What was done", "zh": "做法"},
    "case_effect": {"en": "What is measured of it", "zh": "可量化成效"},
    "case_all": {"en": "All", "zh": "全部"},
    "cases_filter": {"en": "Find a case", "zh": "查找案例"},
    "cases_filter_none": {
        "en": "No case answers to all of this.",
        "zh": "没有同时符合这些条件的案例。",
    },
    "cases_filter_clear": {"en": "Show all cases", "zh": "显示全部案例"},
    "cases_filter_count": {"en": "{shown} of {all} cases", "zh": "共{all}个案例，显示{shown}个"},
    "modes_note": {
        "en": "The modes of supply are this edition’s reading. The report names only mode 4, in "
        "chapters 19 and 20.",
        "zh": "提供模式为本版判读；报告仅在第19章和第20章提及自然人移动模式。",
    },
    # the errata
    "errata_filter": {"en": "Find an erratum", "zh": "查找勘误"},
    "errata_filter_none": {
        "en": "No erratum answers to all of this.",
        "zh": "没有同时符合这些条件的勘误。",
    },
    "errata_filter_clear": {"en": "Show all errata", "zh": "显示全部勘误"},
    "errata_filter_count": {"en": "{shown} of {all} errata", "zh": "共{all}条勘误，显示{shown}条"},
    "errata_all": {"en": "All", "zh": "全部"},
    "errata_chapters": {"en": "Chapters", "zh": "各章"},
    "errata_csv": {"en": "All errata as CSV", "zh": "全部勘误（CSV）"},
    "errata_json": {"en": "All errata as JSON", "zh": "全部勘误（JSON）"},
    "erratum": {"en": "Erratum", "zh": "勘误"},
    "colon": {"en": ": ", "zh": "："},
    "erratum_kind": {"en": "Kind", "zh": "类型"},
    "erratum_severity": {"en": "Severity", "zh": "程度"},
    "erratum_confidence": {"en": "Confidence", "zh": "把握"},
    "kind_misprint": {"en": "Misprint", "zh": "误印"},
    "kind_carried-over": {"en": "Carried over from last year", "zh": "沿用上年数值"},
    "kind_rounding": {"en": "Rounding", "zh": "取整"},
    "kind_scope": {"en": "Different base or scope", "zh": "口径不同"},
    "kind_wording": {"en": "Wording", "zh": "文字"},
    "kind_extraction": {"en": "Lost in extraction", "zh": "提取缺损"},
    "severity_minor": {"en": "minor", "zh": "轻微"},
    "severity_moderate": {"en": "moderate", "zh": "中等"},
    "severity_major": {"en": "major", "zh": "严重"},
    "confidence_low": {"en": "low confidence", "zh": "把握小"},
    "confidence_medium": {"en": "medium confidence", "zh": "把握中等"},
    "confidence_high": {"en": "high confidence", "zh": "把握大"},
    "also_chapters": {"en": "also chapter {numbers}", "zh": "另见第{numbers}章"},
    "printed_words": {"en": "Printed: “{quote}”", "zh": "原文：“{quote}”"},
    "printed": {"en": "printed", "zh": "原值"},
    "implied": {"en": "implied", "zh": "推算"},
    "decision": {"en": "Decision: ", "zh": "处理："},
    "evidence": {"en": "Evidence: {count}", "zh": "依据：{count}"},
    "rule": {"en": "{count} rule", "zh": "{count}条规则"},
    "rules": {"en": "{count} rules", "zh": "{count}条规则"},
    "rule_sides": {
        "en": "Left side {left}, right side {right}: apart by {gap}.",
        "zh": "左边{left}，右边{right}，相差{gap}。",
    },
    "emphasis": {"en": "Emphasise", "zh": "突出显示"},
    "no_rules": {"en": "No rule", "zh": "无规则"},
    # what became of some rules, after how many there are
    "one_holds": {"en": "{rules}, which holds", "zh": "{rules}，成立"},
    "one_chain": {
        "en": "{rules}, which holds within rounding",
        "zh": "{rules}，在取整范围内成立",
    },
    "one_fails": {"en": "{rules}, which cannot hold", "zh": "{rules}，不能成立"},
    "all_hold": {"en": "{rules}, all hold", "zh": "{rules}，均成立"},
    "holds_one": {"en": "1 holds", "zh": "1条成立"},
    "holds_some": {"en": "{count} hold", "zh": "{count}条成立"},
    "chain_one": {"en": "1 holds within rounding", "zh": "1条在取整范围内成立"},
    "chain_some": {"en": "{count} hold within rounding", "zh": "{count}条在取整范围内成立"},
    "fails_one": {"en": "1 cannot hold", "zh": "1条不能成立"},
    "fails_some": {"en": "{count} cannot hold", "zh": "{count}条不能成立"},
    # the smallest sets of suspects of a finding
    "suspects": {"en": "Suspects: {count}", "zh": "疑点：{count}"},
    "suspect": {"en": "{count} number", "zh": "{count}个数字"},
    "some_suspects": {"en": "{count} numbers", "zh": "{count}个数字"},
    "suspect_sets": {"en": "{count} sets of {size} numbers", "zh": "{count}组，每组{size}个数字"},
    "suspects_mean": {
        "en": "The smallest sets of numbers whose change would let all rules hold, and what each "
        "number would have to be.",
        "zh": "改动其中一组即可使全部规则成立的最小数字组合，以及各数字应取的值。",
    },
    "suspects_with": {
        "en": "The rules are taken together with those of: ",
        "zh": "与下列勘误的规则一并考察：",
    },
    "suspects_none": {
        "en": "The rules miss each other by so little that no number stands out.",
        "zh": "各规则相差甚微，无法指认某一数字。",
    },
    "list_comma": {"en": ", ", "zh": "、"},
    "list_end": {"en": ".", "zh": "。"},
    "or_more": {"en": "{low} or more", "zh": "{low}以上"},
    "or_less": {"en": "{high} or less", "zh": "{high}以下"},
    "slip_last_year": {"en": "last year’s figure", "zh": "沿用上年数值"},
    "slip_power_of_ten": {"en": "slip of a power of ten: {meant}", "zh": "数量级有误：{meant}"},
    "slip_wrong_sign": {"en": "wrong sign: {meant}", "zh": "正负号有误：{meant}"},
    "slip_digits_swapped": {"en": "digits swapped: {meant}", "zh": "数字颠倒：{meant}"},
    "slip_neighbour": {"en": "another value’s place: {meant}", "zh": "与另一数值错位：{meant}"},
    "slip_one_digit_off": {"en": "one digit off: {meant}", "zh": "一位数字有误：{meant}"},
    # the page of a chapter's rules
    "rules_title": {"en": "Rules of chapter {number}", "zh": "第{number}章的规则"},
    "rules_of_chapter": {"en": "All rules of this chapter", "zh": "本章全部规则"},
    "rules_intro": {
        "en": "Each statistic of the chapter with the rules that tie it to others, numbers as "
        "printed. Linked numbers lead to their records.",
        "zh": "本章各统计数字及其与其他数字相联系的规则，数字均为原值；带链接的数字可查看其记录。",
    },
    "rules_filter": {"en": "Find a rule", "zh": "查找规则"},
    "rules_filter_none": {
        "en": "No statistic answers to all of this.",
        "zh": "没有同时符合这些条件的统计数字。",
    },
    "rules_filter_clear": {"en": "Show all statistics", "zh": "显示全部统计数字"},
    "rules_filter_count": {
        "en": "{shown} of {all} statistics",
        "zh": "共{all}个统计数字，显示{shown}个",
    },
    "rules_outcome": {"en": "Verdict", "zh": "结论"},
    "rules_all": {"en": "All", "zh": "全部"},
    "rules_untouched": {"en": "No rule touches these", "zh": "无规则约束的数字"},
    "rules_csv": {"en": "All rules of the report as CSV", "zh": "报告全部规则（CSV）"},
    "outcome_holds": {"en": "Holds", "zh": "成立"},
    "outcome_chain": {"en": "Holds within rounding", "zh": "取整范围内成立"},
    "outcome_fails": {"en": "Cannot hold", "zh": "不能成立"},
    # the checks that close a chapter, and the counts of all of them
    "checks": {"en": "Checks", "zh": "核对"},
    "checks_none": {"en": "Checks: no erratum", "zh": "核对：无勘误"},
    "checks_one": {"en": "Checks: 1 erratum", "zh": "核对：1条勘误"},
    "checks_some": {"en": "Checks: {count} errata", "zh": "核对：{count}条勘误"},
    "checks_touched": {
        "en": "The report prints {all} statistics in this chapter; {touched} of them are tied to "
        "others by at least one rule.",
        "zh": "本章列有{all}个统计数字，其中{touched}个至少受一条规则约束。",
    },
    "checks_verdicts": {
        "en": "Of these {rules} rules {holds} hold to the last digit, {chain} within rounding, and "
        "{fails} cannot hold.",
        "zh": "相关规则{rules}条：{holds}条精确成立，{chain}条在取整范围内成立，"
        "{fails}条不能成立。",
    },
    "checks_empty": {
        "en": "The report prints no statistics in this chapter.",
        "zh": "报告本章无统计数字。",
    },
    "checks_method": {"en": "How the report is tested", "zh": "核对方法"},
    "counts": {"en": "The rules by kind and verdict", "zh": "规则：按类型和结论"},
    "counts_kind": {"en": "Kind of rule", "zh": "规则类型"},
    "counts_rules": {"en": "Rules", "zh": "规则数"},
    "counts_holds": {"en": "Hold", "zh": "成立"},
    "counts_chain": {"en": "Within rounding", "zh": "取整范围内成立"},
    "counts_fails": {"en": "Cannot hold", "zh": "不能成立"},
    "counts_total": {"en": "All rules", "zh": "合计"},
    "counts_coverage": {
        "en": "{touched} of the {all} statistics are touched by at least one rule, {tied} of them "
        "together with others. The rules that "
        "cannot hold are explained by {findings} of the {errata} errata; the others are slips of "
        "words and bases that no rule sees.",
        "zh": "{all}个统计数字中{touched}个至少受一条规则约束，其中{tied}个与其他数字相联系。"
        "不能成立的规则由{errata}条勘误中的{findings}条说明；其余勘误为规则所不及的文字和口径问题。",
    },
    # the values of earlier years
    "earlier_years": {"en": "Values of earlier years", "zh": "往年数值"},
    "earlier_said": {
        "en": "{all} values; the interval of {noticed} becomes narrower by more than a twentieth, "
        "that of {half} by more than half.",
        "zh": "共{all}个数值：{noticed}个的区间收窄5%以上，其中{half}个收窄一半以上。",
    },
    "earlier_value": {"en": "Value", "zh": "数值"},
    "earlier_plain": {"en": "By its own change", "zh": "仅由自身增速或变化推得"},
    "earlier_narrowed": {"en": "By all rules together", "zh": "由全部规则推得"},
    "earlier_shrunk": {"en": "Narrower by", "zh": "收窄"},
    "earlier_filter": {"en": "Find a value", "zh": "查找数值"},
    "earlier_filter_none": {
        "en": "No value has all of these words. Try fewer: a country, a service.",
        "zh": "没有同时含有这些词的数值。请减少词语，例如国家或服务类别。",
    },
    "earlier_filter_clear": {"en": "Show all values", "zh": "显示全部数值"},
    "earlier_filter_count": {"en": "{shown} of {all} values", "zh": "共{all}个数值，显示{shown}个"},
    # the page of a figure
    "description": {"en": "Description", "zh": "文字说明"},
    "breadcrumb": {"en": "Where this page stands", "zh": "本页位置"},
    "permalink": {"en": "Link to this section", "zh": "本节链接"},
    # how to cite
    "citation": {
        "en": "{authors}. ‘{title}’, {name}, in: {book}, version {version}. "
        "Data: {publisher}, {report}. {address}",
        "zh": "{authors}：《{title}》，{name}，载《{book}》，版本{version}。"
        "数据：{publisher}《{report}》。{address}",
    },
    "publisher": {"en": "Ministry of Commerce of the PRC", "zh": "中华人民共和国商务部"},
    "report": {
        "en": "Report on China’s Development of Trade in Services 2022 (中国服务贸易发展报告2022)",
        "zh": "中国服务贸易发展报告2022",
    },
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
    'This chart shows 7 of the 21 points of the report’s own.'
    """
    return STRINGS[key][language].format(**values)
