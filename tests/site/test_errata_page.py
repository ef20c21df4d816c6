"""The errata and where readers meet them: their page and files, chapters, figures, numbers."""

import csv
import json
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from servicestrade.audit.report import audited
from servicestrade.files.paths import data_dir
from servicestrade.ledger.phrases import phrases
from servicestrade.ledger.statistics import ledger
from servicestrade.registers.errata import findings
from tests.audit.counts import KINDS as NUMBERS
from tests.audit.counts import OUTCOMES, RULES, TOUCHED
from tests.site.book import Book, chart

pytestmark = pytest.mark.slow

CHINA = "chapters/overview/02-china"
OUTSOURCING = "chapters/outsourcing/05-outsourcing"
STREAMING = "chapters/cases/24-livestreaming"
ERRATA, METHOD = "chapters/reference/errata", "chapters/reference/method"
SHARE = "cn-outsourcing-executed-offshore-2022-share-of-all"
RULE = f"share:{SHARE}"


def shares() -> dict[str, object]:
    """Return the output of a table that shows a share with a major erratum."""
    import servicestrade as st  # noqa: PLC0415

    ids = ["cn-outsourcing-contracts-offshore-2022-share", SHARE]
    made = st.table(st.points(ids), figure="tab-5-a", rows="indicator")
    return dict(made._repr_mimebundle_())


def fill(book: Book) -> None:
    book.write("index", "# A book\n\nSee [the shares](#offshore-shares).")
    book.write(CHINA, "# China's trade\n\nNo number.", chart())
    book.write(OUTSOURCING, f"# Outsourcing\n\n[57.5%](stat:{SHARE})", shares())
    book.write(STREAMING, "# Livestreaming\n\nNo number.")
    book.write(ERRATA, "# Errata\n\n```{errata}\n```")
    book.write(METHOD, f"# Method\n\n```{{audit-rule}} {RULE}\n```\n\n```{{rule-counts}}\n```")
    book.write("numbers", "# Numbers\n\n```{numbers-list}\n```")


def entry(page: BeautifulSoup, finding: str) -> BeautifulSoup:
    (tag,) = page.select(f"dl > div[id='{finding}']")
    return tag


def test_every_finding_has_its_entry_under_its_chapter(made: Book) -> None:
    page = made.page(ERRATA)
    register = yaml.safe_load((data_dir() / "errata.yml").read_text("utf-8"))["findings"]
    assert [one["id"] for one in page.select("dl > div")] == [one["id"] for one in register]
    for finding in findings().values():
        assert entry(page, finding.id).find_parent("section")["id"] == (
            f"errata-chapter-{finding.chapter}"
        )


def test_an_entry_has_both_values_evidence_and_decision(made: Book) -> None:
    shown = entry(made.page(ERRATA), "offshore-shares")
    rows = [row.get_text(" ", strip=True) for row in shown.select(".erratum-values")]
    assert len(rows) == 2
    assert rows[1].endswith("printed 57.5% implied 54.3%")
    assert shown.select(f".erratum-values a[data-record={SHARE}]")[0]["href"] == (
        f"../../numbers.html#{SHARE}"
    )
    codes = shown.select("details a > code")
    assert [code.get_text() for code in codes] == list(findings()["offshore-shares"].rules)
    assert codes[1].parent["href"] == f"../../rules/chapter-5.html#{RULE}"
    rule = shown.select(".erratum-rule")[1].get_text(" ", strip=True)
    assert "57.5% = 100 × USD\xa0136.85\xa0billion ÷ USD\xa0252.21\xa0billion" in rule
    assert "Left side 57.45–57.55, right side 54.2573–54.2634: apart by 3.1866." in rule
    assert findings()["offshore-shares"].decision["en"] in shown.get_text()
    assert "Carried over from last year · major · high confidence" in shown.get_text()


def test_an_entry_without_a_rule_says_why_and_quotes(made: Book) -> None:
    shown = entry(made.page(ERRATA), "epidemic-twice")
    assert not shown.select("details")
    assert shown.select(".erratum-unruled")[0].get_text() == "A matter of words."
    assert shown.select(".erratum-quote [lang='zh-Hans']")[0].get_text() == "受新冠肺炎疫情疫情影响"


def test_the_entries_can_be_narrowed(made: Book) -> None:
    page = made.page(ERRATA)
    for select in page.template.find_all("select"):
        offered = {option["value"] for option in select.find_all("option")}
        values = {one[f"data-{select['name']}"] for one in page.select("dl > div")}
        assert offered == values | {""}
    # the filter would count these as lines
    assert not page.select("dl > div tbody > tr, dl > div dl")


def test_the_files_beside_the_page_hold_every_finding(made: Book) -> None:
    links = [link["href"] for link in made.page(ERRATA).select(".errata-files a[download]")]
    assert links == ["errata.csv", "errata.json"]
    folder = made.file(ERRATA).parent
    entries = json.loads((folder / "errata.json").read_text("utf-8"))
    register = yaml.safe_load((data_dir() / "errata.yml").read_text("utf-8"))["findings"]
    assert [one["id"] for one in entries] == [one["id"] for one in register]
    with (folder / "errata.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == sum(max(1, len(one.statistics)) for one in findings().values())
    (row,) = (row for row in rows if row["statistic"] == SHARE)
    assert (row["printed"], row["implied_low"], row["implied_high"]) == ("57.5", "54.257", "54.264")
    assert not any("](" in value for row in rows for value in row.values())


def test_a_page_links_a_finding(made: Book) -> None:
    (link,) = made.page("index").select("a[href$='#offshore-shares']")
    assert link["href"] == f"{ERRATA}.html#offshore-shares"


def test_a_chapter_closes_with_its_checks(made: Book) -> None:
    page = made.page(OUTSOURCING)
    (checks,) = page.select("details.page-checks")
    number = sum(5 in one.place.chapters for one in findings().values())
    assert checks.summary.get_text() == f"Checks: {number} errata"
    assert len(checks.select("li")) == number > 5
    assert checks.li.a["href"].startswith("../reference/errata.html#")
    statistics = [item.id for item in ledger().values() if item.chapter == 5]
    named = " ".join(one.rule.formula for one in audited().verdicts)
    touched = sum("{" + id + "}" in named for id in statistics)
    assert 0 < touched < len(statistics)
    assert f"prints {len(statistics)} statistics in this chapter; {touched} of them" in (
        checks.get_text()
    )
    assert [link["href"] for link in checks.p.select("a")] == [
        "../../rules/chapter-5.html",
        "../reference/method.html",
    ]
    following = [tag["class"] for tag in checks.find_next_siblings("details")]
    assert following == [["page-numbers"]]


def test_a_chapter_without_findings_says_so(made: Book) -> None:
    (checks,) = made.page(STREAMING).select("details.page-checks")
    assert checks.summary.get_text() == "Checks: no erratum"
    assert not checks.select("li")
    assert not made.page("index").select(".page-checks")


def test_a_figure_notes_a_grave_finding_with_both_values(made: Book) -> None:
    for name in (OUTSOURCING, "figures/tab-5-a"):
        (note,) = made.page(name).select("figure .erratum-note")
        assert note.a["href"].endswith("reference/errata.html#offshore-shares")
        values = [row.get_text(" ", strip=True) for row in note.select(".erratum-values")]
        assert [value.split(" printed ")[1] for value in values] == [
            "53.3% implied 54.2%",
            "57.5% implied 54.3%",
        ]
        radios = made.page(name).select("figure .erratum-switch input")
        assert [radio["value"] for radio in radios] == ["printed", "implied"]
        assert [radio.has_attr("checked") for radio in radios] == [True, False]
        cells = made.page(name).select("td:has(.implied-here)")
        assert [[part.get_text() for part in cell.children] for cell in cells] == [
            ["53.3", "54.2"],
            ["57.5", "54.3"],
        ]
    assert not made.page(CHINA).select(".erratum-note, .erratum-switch, .implied-here")


def test_the_numbers_page_links_rules_and_findings(made: Book) -> None:
    page = made.page("numbers")
    line = page.select(f"li[id='{SHARE}'] small")[0]
    assert "1 rule, which cannot hold. Erratum" in line.get_text()
    rules, finding = (link["href"] for link in line.select("a")[:2])
    assert rules == f"rules/chapter-5.html#{SHARE}"
    assert finding == f"{ERRATA}.html#offshore-shares"
    total = page.select("#cn-services-trade-total-2022 small")[0].get_text()
    total_id = "{cn-services-trade-total-2022}"
    ties = sum(total_id in one.rule.formula for one in audited().verdicts)
    assert ties > 20
    assert f"{ties} rules" in total
    assert "Erratum" not in total
    assert "rule" not in page.select("#derived-records li small")[0].get_text()


def test_an_entry_names_the_suspects_of_its_rules(made: Book) -> None:
    shown = entry(made.page(ERRATA), "offshore-shares")
    sets = [li.get_text(" ", strip=True) for li in shown.select(".suspects li")]
    assert len(sets) == 4  # the two sides of the two shares
    assert any("53.3% → 54.18–54.19% (last year’s figure)" in one for one in sets)
    kinds = entry(made.page(ERRATA), "demo-kinds-sum").select(".suspects")[0]
    assert kinds.a["href"] == "#demo-kinds-growth"  # its rules share numbers
    assert {len(li.select("span")) for li in kinds.select("li")} == {3}
    small = entry(made.page(ERRATA), "contribution-of-exports").select(".suspects")[0]
    assert "no number stands out" in small.get_text()


def test_the_method_page_shows_a_rule_and_the_counts(made: Book) -> None:
    page = made.page(METHOD)
    assert page.select(".erratum-rule code")[0].get_text() == RULE
    totals = [cell.get_text() for cell in page.select("tfoot .count")]
    assert totals == [f"{RULES:,}", *(f"{number:,}" for number in OUTCOMES.values())]
    rows = {
        row.th.get_text(): [int(cell.get_text()) for cell in row.select("td")]
        for row in page.select(".rule-counts tbody tr")
    }
    names = {phrases("rules")[kind]["en"]: sum(pair) for kind, pair in NUMBERS.items()}
    assert {name: whole for name, (whole, *_) in rows.items()} == names
    assert all(whole == sum(parts) for whole, *parts in rows.values())
    wholes = [whole for whole, *_ in rows.values()]
    assert wholes == sorted(wholes, reverse=True)
    verdicts = audited().verdicts
    tied = {id for one in verdicts for id in one.rule.statistics if len(one.rule.statistics) > 1}
    text = page.get_text()
    assert f"of the {len(ledger()):,} statistics" in text
    for number in (TOUCHED, len(tied)):
        assert f"{number:,}" in text


def test_the_pages_follow_the_register(
    data_copy: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    book = Book(tmp_path_factory.mktemp("book"))  # a folder without the data
    book.write("index", "# A book")
    book.write(OUTSOURCING, "# Outsourcing\n\nNo number.")
    book.write(ERRATA, "# Errata\n\n```{errata}\n```")
    assert book.build() == []
    file = data_copy / "errata.yml"
    title = findings()["offshore-shares"].title["en"]
    file.write_text(file.read_text("utf-8").replace(title, "Another title"), "utf-8")
    findings.cache_clear()
    assert book.build() == []
    for page in (OUTSOURCING, ERRATA):
        assert "Another title" in book.page(page).get_text()
        assert title not in book.page(page).get_text()


def test_every_kind_of_rule_has_its_words() -> None:
    assert set(NUMBERS) == set(phrases("rules"))


def test_an_unknown_rule_is_a_warning(book: Book) -> None:
    book.write("index", "# A book\n\n```{audit-rule} share:no-such\n```")
    (warning,) = (line for line in book.build() if "unknown rule" in line)
    assert "index.ipynb" in warning


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_both_languages(book: Book, language: str) -> None:
    fill(book)
    assert book.build(language=language) == []
    chinese = language == "zh_CN"
    title = findings()["offshore-shares"].title[language[:2]]
    assert entry(book.page(ERRATA), "offshore-shares").dt.get_text().strip() == title
    summary = book.page(OUTSOURCING).select(".page-checks summary")[0].get_text()
    assert summary.startswith("核对" if chinese else "Checks")
    kinds = [row.th.get_text() for row in book.page(METHOD).select(".rule-counts tbody tr")]
    assert (phrases("rules")["sum"]["zh"] in kinds) == chinese
    note = book.page(OUTSOURCING).select(".erratum-note")[0].get_text()
    assert ("推算 54.3%" in note) == chinese
