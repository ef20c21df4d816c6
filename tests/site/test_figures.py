"""Figures and tables: what a page says of them, and how any page links them."""

import json
from dataclasses import replace

import servicestrade as st
from servicestrade.frames.table import MIME
from servicestrade.language.prose import without_links
from servicestrade.ledger.intervals import exact
from servicestrade.site.text.record_text import interval_text
from servicestrade.site.text.typography import typographic
from tests.site.book import Book, chart, table

HOME = "chapters/overview/02-china"


def fill(book: Book) -> None:
    book.write("index", "# A book\n\nSee [Figure 1-2](#fig-1-2) and [Table 2-A](#tab-2-a).")
    book.write(HOME, "# China\n\nSee [Figure 1-2](#fig-1-2).", chart(), "## More", table())
    book.write("numbers", "# Numbers\n\n```{numbers-list}\n```")


def test_any_page_links_a_figure(made: Book) -> None:
    links = made.page("index").select("p a.reference")
    assert [(link["href"], link.get_text()) for link in links] == [
        (f"{HOME}.html#fig-1-2", "Figure\xa01-2"),
        (f"{HOME}.html#tab-2-a", "Table\xa02-A"),
    ]
    assert made.page(HOME).select("p a.reference")[0]["href"] == "#fig-1-2"


def test_a_chart_is_complete_without_script(made: Book) -> None:
    page = made.page(HOME)
    figure = page.select("figure.chart#fig-1-2[data-chart=fig-1-2]")[0]
    meta = st.figure("fig-1-2")
    assert page.find(id=figure["aria-labelledby"]).get_text() == typographic(
        without_links(meta.title["en"]), "en"
    )
    assert figure.select(".chart-subtitle")[0].get_text() == typographic(meta.subtitle["en"], "en")
    caption = figure.select("figcaption .chart-caption")[0].get_text()
    said = typographic(meta.caption["en"], "en")
    assert caption == f"Figure\xa01-2 — in the report: “{said}”"
    for key in ("source", "note"):
        text = figure.select(f".chart-{key}")[0].get_text()
        words = typographic(without_links(getattr(meta, key)["en"]), "en").removesuffix(".")
        assert text == f"{key.capitalize()}: {words}."


def test_a_figure_says_how_it_is_cited(made: Book) -> None:
    cited = made.page(HOME).select("#fig-1-2 .chart-cite p")[0]
    title = typographic(without_links(st.figure("fig-1-2").title["en"]), "en")
    assert cited.get_text().replace("\xa0", " ") == (
        f"Contributors to the executable edition. ‘{title}’, Figure 1-2, "
        "in: A book  documentation, version 2022.0.0. Data: Ministry of Commerce of the PRC, "
        "Report on China’s Development of Trade in Services 2022 (中国服务贸易发展报告2022). "
        "figures/fig-1-2.html"
    ).replace("\xa0", " ")
    assert cited.select("[lang=zh-Hans]")[0].get_text() == "中国服务贸易发展报告2022"


def test_a_chart_is_drawn_for_both_widths(made: Book) -> None:
    page = made.page(HOME)
    drawing = page.select(".chart-drawing")[0]
    assert drawing["data-wide"] == "../../figures/fig-1-2.wide.vg.json"
    assert drawing["data-narrow"] == "../../figures/fig-1-2.narrow.vg.json"
    widths = {}
    for width in ("wide", "narrow"):
        svg = drawing.select(f".chart-{width} > svg[role=img]")[0]
        assert svg["aria-label"].startswith("Line chart of China’s services exports and imports.")
        assert "stat:" not in svg["aria-label"]
        assert "var(--chart-exports)" in str(svg)
        assert "#" not in str(svg).replace("url(#", "")
        widths[width] = float(svg["width"])
    assert widths["narrow"] <= 360 < widths["wide"] <= 720
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_chart_says_what_its_points_rest_on(made: Book) -> None:
    figure = made.page(HOME).select("#fig-1-2")[0]
    bases = [tag["class"] for tag in figure.select(".chart-basis li")]
    assert [*bases][:3] == [["basis-reported"], ["basis-derived"], ["basis-external"]]
    recovered = json.loads(made.app.env.servicestrade_pages[HOME].figures[0].content)
    shown = recovered["usermeta"]["recovered"]
    assert figure.select(".chart-recovered")[0].get_text() == (
        f"This chart shows {shown} of the 42 points of the report’s own."
    )


def test_the_data_of_a_chart_stand_behind_it(made: Book) -> None:
    figure = made.page(HOME).select("#fig-1-2")[0]
    heads = [tag.get_text() for tag in figure.select(".chart-data thead th[scope=col]")]
    assert heads == [
        "Period",
        "Item",
        "Measure",
        "Value",
        "Basis",
        "Interval",
        "Where it stands",
    ]
    rows = {
        row.select("td a")[0]["href"].partition("#")[2]: [cell.get_text() for cell in row]
        for row in figure.select(".chart-data tbody tr")
    }
    assert rows["cn-services-trade-exports-2022"][:5] == [
        "2022",
        "Exports",
        "value",
        "USD\xa0424.06\xa0billion",
        "Printed in the report",
    ]
    earlier = rows["cn-services-trade-exports-2021"]
    assert earlier[4:6] == ["Computed from printed numbers", "USD\xa0394.1–394.3\xa0billion"]
    assert earlier[6] == "Computed by this edition from USD 424.06 billion, +7.6%"


def test_a_table_is_sortable_and_linked(made: Book) -> None:
    figure = made.page(HOME).select("figure.table#tab-2-a[data-table=tab-2-a]")[0]
    assert figure.select("table.data.sortable > caption")[0].get_text().startswith("Table 2-A: ")
    assert not figure.select(".table-basis, .chart-basis")
    columns = table()[MIME]["columns"]
    heads = [(tag["scope"], tag.get_text()) for tag in figure.select("thead th")]
    assert heads == [("col", title) for title in ("Item", *(c["title"]["en"] for c in columns))]
    assert [tag.get_text() for tag in figure.select("tr.units td")] == ["", "USD billion", "%"]
    row = figure.select("tbody tr")[0]
    assert row.select("th[scope=row]")[0].get_text() == "Exports"
    cells = row.select("td")
    assert [cell["data-value"] for cell in cells] == ["4240.6", "7.6"]
    assert cells[0].a["data-record"] == "cn-services-trade-exports-2022"
    assert cells[0].a["href"] == "../../numbers.html#cn-services-trade-exports-2022"


def test_a_table_shows_how_computed_numbers_look(book: Book) -> None:
    cell = json.loads(json.dumps(table()))
    cells = cell[MIME]["rows"][0]["cells"]
    cells[0] |= {"record": "cn-services-trade-exports-2021", "basis": "derived"}
    book.write("index", "# A book", cell)
    assert book.build() == []
    legend = book.page("index").select("#tab-2-a .table-basis li")
    assert [item.get_text() for item in legend] == [
        f"{cells[1]['text']['en']} Printed in the report",
        f"{cells[0]['text']['en']} Computed from printed numbers",
    ]
    assert legend[1].span["class"] == ["sample", "basis-derived"]


def test_an_interval_that_the_digits_tell_is_left_out() -> None:
    item = st.record("cn-services-trade-exports-2021")
    assert interval_text(item, "en") == "USD 394.1–394.3 billion"
    assert interval_text(item, "zh") == "3941—3943亿美元"
    middle = item.value
    narrow = replace(item, interval=exact(middle))
    assert interval_text(narrow, "en") == ""
    around = replace(item, interval=replace(item.interval, low=-middle))
    assert interval_text(around, "en") == "USD −394.1 billion to USD 394.3 billion"


def test_a_figure_gives_its_records_to_the_closing_list(made: Book) -> None:
    listed = [link["href"].partition("#")[2] for link in made.page(HOME).select(".page-numbers a")]
    assert len(listed) == len(set(listed))
    figure = made.app.env.servicestrade_pages[HOME].figures[0]
    assert set(figure.records) <= set(listed)


def test_other_formats_have_its_words(made: Book) -> None:
    assert made.build("text") == []
    text = made.file(f"{HOME}.txt", "text").read_text()
    assert "services trade, exports and imports and their" in text
    assert "Table 2-A" in text


def test_translators_are_not_given_the_registry(made: Book) -> None:
    assert made.build("gettext") == []
    asked = "".join(file.read_text() for file in made.file("", "gettext").rglob("*.pot"))
    assert 'msgid "More"' in asked
    assert "their growth" not in asked


def test_chinese(book: Book) -> None:
    book.write("index", "# 书", chart(), table())
    assert book.build(language="zh_CN") == []
    figure = book.page("index").select("#fig-1-2")[0]
    meta = st.figure("fig-1-2")
    assert figure.select(".chart-title")[0].get_text() == meta.title["zh"]
    caption = figure.select(".chart-caption")[0].get_text()
    assert caption == f"图1-2——报告原题“{meta.caption['zh']}”"
    assert figure.select(".chart-source")[0].get_text() == f"资料来源：{meta.source['zh']}。"
    assert "出口" in figure.select(".chart-wide")[0].get_text()
    heads = [tag.get_text() for tag in book.page("index").select("#tab-2-a thead th")]
    assert heads == ["项目", *(column["title"]["zh"] for column in table()[MIME]["columns"])]


def test_a_figure_has_one_home(book: Book) -> None:
    book.write("index", "# A book", table())
    book.write("other", "# Another page", table())
    warnings = book.build()
    assert len(warnings) == 1
    assert "tab-2-a stands in index already; link it there: [...](#tab-2-a)" in warnings[0]


def test_a_figure_must_be_registered(book: Book) -> None:
    unknown = json.loads(json.dumps(table()).replace("tab-2-a", "tab-2-aa"))
    book.write("index", "# A book", unknown)
    warnings = book.build()
    assert len(warnings) == 1
    assert "unknown figure 'tab-2-aa'; nearest: tab-2-a" in warnings[0]
    assert "index.ipynb:2000" in warnings[0]
