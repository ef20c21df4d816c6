"""The pages and files of figures, and that the same book is always built the same."""

import csv
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

import servicestrade as st
from servicestrade.charts.theme import hex_of
from servicestrade.site.cache import Cache
from tests.pictures import decoded
from tests.site.book import Book, chart, table

HOME = "chapters/02-china"
CHART_FILES = ("html", "csv", "svg", "png", "vl.json", "zip", "wide.vg.json", "narrow.vg.json")


def fill(book: Book) -> None:
    book.write("index", "# A book")
    book.write(HOME, "# China", chart(), table())
    book.write("numbers", "# Numbers\n\n```{numbers-list}\n```")


def digests(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }


def test_each_figure_has_its_files(made: Book) -> None:
    files = sorted(file.name for file in made.file("figures").iterdir())
    names = [f"fig-1-2.{suffix}" for suffix in CHART_FILES]
    assert files == sorted([*names, "tab-2-a.csv", "tab-2-a.html"])


def test_the_page_of_a_figure(made: Book) -> None:
    page = made.page("figures/fig-1-2")
    assert page.h1.get_text() == "Figure 1-2"
    steps = page.select("nav.breadcrumb li")
    assert [step.get_text() for step in steps] == ["China", "Figure 1-2"]
    assert steps[0].a["href"] == "../chapters/02-china.html#fig-1-2"
    assert steps[1]["aria-current"] == "page"
    figure = page.select("figure#fig-1-2")[0]
    assert figure.select(".chart-data[open] tbody tr")
    assert [link["href"] for link in figure.select(".chart-links a")] == [
        f"fig-1-2.{suffix}" for suffix in ("csv", "svg", "png", "vl.json", "zip")
    ]
    described = page.select("#description")[0].get_text()
    assert "Exports changed little between 2018 and 2020" in described
    assert "derived:" not in described


def test_the_pages_of_figures_follow_each_other(made: Book) -> None:
    links = {
        name: [(link["rel"][0], link["href"]) for link in page.select("head link[rel]")]
        for name in ("fig-1-2", "tab-2-a")
        for page in [made.page(f"figures/{name}")]
    }
    assert ("next", "tab-2-a.html") in links["fig-1-2"]
    assert ("prev", "fig-1-2.html") in links["tab-2-a"]
    assert not [link for link in links["tab-2-a"] if link[0] == "next"]


def test_the_home_of_a_figure_links_its_page_and_files(made: Book) -> None:
    links = made.page(HOME).select("#fig-1-2 .chart-links a")
    for link in links:
        assert (made.file(HOME).parent / link["href"]).resolve().is_file()
    assert links[-1]["href"] == "../figures/fig-1-2.html"


def test_the_table_of_records(made: Book) -> None:
    rows = list(csv.DictReader(io.StringIO(made.file("figures/fig-1-2.csv").read_text())))
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows)
    earlier = by_id["cn-services-trade-exports-2021"]
    item = st.record("cn-services-trade-exports-2021")
    low, value, high = (float(earlier[name]) for name in ("low", "OBS_VALUE", "high"))
    assert float(item.interval.low) == pytest.approx(low, abs=10.0 ** -(item.decimals + 2))
    assert float(item.interval.high) == pytest.approx(high, abs=10.0 ** -(item.decimals + 2))
    assert low < value < high
    assert earlier["source"] == (
        "{cn-services-trade-exports-2022} / (1 + {cn-services-trade-exports-2022-growth} / 100)"
    )
    assert {key: by_id["cn-services-trade-exports-2022"][key] for key in list(earlier)[3:]} == {
        "MEASURE": "level",
        "REF_AREA": "CN",
        "COUNTERPART_AREA": "",
        "ACCOUNTING_ENTRY": "C",  # credits
        "TIME_PERIOD": "2022",
        "OBS_VALUE": "4240.6",
        "UNIT_MEASURE": "USD",
        "UNIT_MULT": "8",
        "DECIMALS": "1",
        "OBS_STATUS": "A",
        "basis": "reported",
        "low": "4240.550",
        "high": "4240.650",
        "label": "China: services exports, 2022",
        "source": "Report, chapter 2, paragraph 6",
    }


def test_the_pictures_stand_alone(made: Book) -> None:
    svg = made.file("figures/fig-1-2.svg").read_text()
    assert "var(--" not in svg
    assert st.figure("fig-1-2").title["en"].split(";")[0] in svg
    picture = decoded(made.file("figures/fig-1-2.png").read_bytes())
    wide, high = (int(re.search(rf'{side}="(\d+)"', svg)[1]) for side in ("width", "height"))
    assert (picture.width, picture.height) == (2 * wide, 2 * high)
    assert 0.7 < picture.part(hex_of("paper")) < 0.99
    # lines, grid and text each cover more than a few pixels of their colour
    for name in ("exports", "imports", "grid", "ink", "muted"):
        assert picture.part(hex_of(name)) > 0.0005, name
    assert len(picture.colours) > 100  # edges are smooth
    assert not [colour for colour in picture.colours if colour.endswith("/")], "not opaque"


def test_the_interactive_twins_follow_the_theme(made: Book) -> None:
    for width in ("wide", "narrow"):
        vega = json.loads(made.file(f"figures/fig-1-2.{width}.vg.json").read_text())
        assert vega["$schema"].startswith("https://vega.github.io/schema/vega/")
        assert "var(--chart-exports)" in json.dumps(vega)


def test_the_archive_holds_the_offered_files(made: Book) -> None:
    with zipfile.ZipFile(made.file("figures/fig-1-2.zip")) as archive:
        assert archive.namelist() == [
            "CITATION.txt",
            *(f"fig-1-2.{suffix}" for suffix in ("csv", "png", "svg", "vl.json")),
        ]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("fig-1-2.csv") == made.file("figures/fig-1-2.csv").read_bytes()


def test_the_same_book_is_built_the_same(made: Book, tmp_path: Path) -> None:
    other = Book(tmp_path / "elsewhere" / "deeper")
    fill(other)
    assert other.build() == []
    assert digests(other.file("")) == digests(made.file(""))


def test_a_second_build_is_like_a_cold_one(book: Book) -> None:
    fill(book)
    book.build()
    cold = digests(book.file(""))
    book.file("figures/fig-1-2.csv").unlink()
    book.file("figures/fig-0-0.csv").write_text("a figure that is no more")
    assert book.build() == []
    assert digests(book.file("")) == cold


def test_a_cached_result_is_made_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get("txt", ["a", "b"], lambda: b"1") == b"1"
    assert cache.get("txt", ["a", "b"], lambda: b"2") == b"1"
    assert cache.get("txt", ["ab", ""], lambda: b"3") == b"3"
    assert [file.suffix for file in tmp_path.iterdir()] == [".txt", ".txt"]


def test_a_book_without_a_reference_is_refused(book: Book) -> None:
    book.write("index", "# A book", table())
    with pytest.raises(st.DataError, match=r"no CITATION\.cff in the book"):
        book.build(citation="")
