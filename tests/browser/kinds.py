"""One page of each kind that the site has: what one of a kind does, its kin do too."""

KINDS = {
    "landing page": "index.html",
    "part": "chapters/sectors/index.html",
    "cases": "chapters/cases/index.html",
    "chapter": "chapters/overview/02-china.html",
    "chapter with switches": "chapters/outsourcing/05-outsourcing.html",
    "case": "chapters/cases/24-livestreaming.html",
    "afterword": "chapters/27-afterword.html",
    "report map": "chapters/reference/report-map.html",
    "glossary": "chapters/reference/glossary.html",
    "errata": "chapters/reference/errata.html",
    "earlier years": "chapters/reference/earlier-years.html",
    "method": "chapters/reference/method.html",
    "data module": "chapters/reference/api.html",
    "numbers": "numbers.html",
    "search": "search.html?q=trade",
    "chart": "figures/fig-1-2.html",
    "table": "figures/tab-2-1.html",
    "rules": "rules/chapter-5.html",
}
