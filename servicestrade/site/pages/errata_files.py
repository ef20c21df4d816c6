"""The errata as files: ``errata.json`` by finding, and ``errata.csv`` with a row for each value."""

import json
from typing import Any

from servicestrade.files.writing import csv_content
from servicestrade.language.prose import without_links
from servicestrade.ledger.statistics import ledger
from servicestrade.registers.errata import Finding, findings

TEXTS = ("title", "text", "decision", "reason")
_LANGUAGES = ("en", "zh")


def files() -> dict[str, bytes]:
    """Return the contents of the files, by name."""
    entries = [_entry(finding) for finding in findings().values()]
    made = json.dumps(entries, ensure_ascii=False, indent=1)
    return {"errata.csv": _csv(), "errata.json": f"{made}\n".encode()}


def _entry(finding: Finding) -> dict[str, Any]:
    """Return a finding for JSON; links are left out of its texts."""
    return {
        "id": finding.id,
        "kind": finding.kind,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "chapters": finding.place.chapters,
        "quote": finding.place.quote,
        "statistics": [
            {
                "id": id,
                "printed": ledger()[id].printed,
                "implied": [float(end) for end in finding.implied.get(id, ())],
            }
            for id in finding.statistics
        ],
        "rules": finding.rules,
        **{
            name: {lang: without_links(getattr(finding, name)[lang]) for lang in _LANGUAGES}
            for name in TEXTS
        },
        "source": finding.source,
    }


def _csv() -> bytes:
    """Return a row for each statistic of each finding; one row for a finding without any."""
    texts = [f"{name}_{lang}" for name in TEXTS for lang in _LANGUAGES]
    texts += ["source_en", "source_zh", "source_url"]
    head = ["id", "kind", "severity", "confidence", "chapters", "quote"]
    values = ["statistic", "printed", "implied_low", "implied_high", "rules"]
    rows: list[list[object]] = []
    for finding in findings().values():
        entry = _entry(finding)
        words = [entry[name][lang] for name in TEXTS for lang in _LANGUAGES]
        words += [finding.source.get(key, "") for key in ("en", "zh", "url")]
        common = [entry[name] for name in head]
        common[head.index("chapters")] = " ".join(map(str, finding.place.chapters))
        for statistic in entry["statistics"] or [{"id": "", "printed": "", "implied": []}]:
            low, high = statistic["implied"] or ("", "")
            shown = [statistic["id"], statistic["printed"], low, high, " ".join(finding.rules)]
            rows.append([*common, *shown, *words])
    return csv_content([*head, *values, *texts], rows)
