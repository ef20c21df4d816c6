"""Find codes and records by words, in English and Chinese."""

from __future__ import annotations

import math
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

import pandas as pd

from servicestrade.files.errors import UnknownError, shortened, unknown
from servicestrade.frames.choices import EmptySelection
from servicestrade.language.format import format_record
from servicestrade.ledger.catalogue import drawable_records, records
from servicestrade.ledger.codes import code_list
from servicestrade.ledger.dimensions import CODE_LISTS, DIMENSIONS
from servicestrade.ledger.records import Record

_LISTED = {one.codes: one.name for one in reversed(DIMENSIONS) if one.codes}
KINDS = (*reversed(_LISTED.values()), "record")
COLUMNS = ("kind", "id", "name_en", "name_zh", "text_en", "text_zh", "basis", "period", "score")

_WORD = re.compile(r"\d+(?:\.\d+)+|[a-z0-9]+|[\u3400-\u9fff]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_COMMON = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "the", "to"]
)
_NAME, _CODE, _NOTE = 3.0, 2.0, 1.0  # what a word of a name, a code or a note is worth
_BEGINS = 0.6  # of what a whole word is worth
_SHORTEST = 3  # a shorter piece of a word begins too many
_WHOLE = 2.0  # for a name that is what was asked for, and nothing else


@dataclass(frozen=True)
class Entry:
    """What can be found: a code of a dimension or a record, and the words by which it is."""

    kind: str
    id: str
    name_en: str
    name_zh: str
    words: Mapping[str, float]

    @property
    def names(self) -> list[set[str]]:
        """The words of its names in both languages, and of its code."""
        return [set(terms(name)) for name in (self.name_en, self.name_zh, self.id)]


def terms(text: str) -> list[str]:
    """Split a text into what it is found by: English words in the singular, Chinese pairs.

    Examples
    --------
    >>> terms("Travel deficits"), terms("旅行服务")
    (['travel', 'deficit'], ['旅行', '行服', '服务'])
    """
    found: list[str] = []
    for word in _WORD.findall(_THOUSANDS.sub("", text.casefold())):
        if word in _COMMON:
            continue
        if not word.isascii():
            found += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        elif len(word) > _SHORTEST and word.endswith("s") and not word.endswith("ss"):
            found.append(word[:-1])
        else:
            found.append(word)
    return found


def search(words: str, *, kind: str | None = None, limit: int | None = 20) -> pd.DataFrame:
    """Find codes and records by words: names, labels, codes, ids and notes in both languages.

    Parameters
    ----------
    words : str
        What to look for, in English or Chinese, such as ``"travel deficit"`` or ``"旅行"``.
    kind : str, optional
        What to find: ``record``, or the codes of a dimension such as ``breakdown`` or ``area``;
        all by default.
    limit : int or None, default 20
        How many rows at most; with ``limit=None`` everything that has one of the words.

    Returns
    -------
    pandas.DataFrame
        The best first: `kind`, `id` (of a record, or the code), `name_en` and `name_zh`; in
        `text_en` and `text_zh` the value of a record, or how to select by the code; `basis` and
        `period` of a record; `score`, which compares the rows of one search alone.

    Warns
    -----
    EmptySelection
        If nothing is found.

    Raises
    ------
    UnknownError
        If `kind` is no dimension with codes, `limit` no number of rows, or there is no word to
        look for.

    Examples
    --------
    >>> import servicestrade as st
    >>> st.search("travel")[["kind", "id", "name_en", "text_en"]].head(1)
            kind        id name_en               text_en
    0  breakdown  ebops:SD  travel  breakdown='ebops:SD'
    """
    kind = _LISTED.get(CODE_LISTS.get(kind, ""), kind) if isinstance(kind, str) else kind
    if kind is not None and kind not in KINDS:
        raise unknown("kind", kind, KINDS)
    if limit is not None and (not isinstance(limit, int) or limit < 1):
        raise UnknownError(f"limit {limit!r} is no number of finds; give 1 or more, or None")
    asked = list(dict.fromkeys(terms(words))) if isinstance(words, str) else []
    if not asked:
        raise UnknownError(f"{words!r} holds no word to look for; write one in English or Chinese")
    scores = _scores(asked)
    found = [
        (entry, scores[at])
        for at, entry in enumerate(_entries())
        if at in scores and kind in (None, entry.kind)
    ]
    found.sort(key=lambda pair: -pair[1])
    if not found:
        warnings.warn(f"nothing is found for {shortened(words)!r}", EmptySelection, stacklevel=2)
    return pd.DataFrame([_row(*pair) for pair in found[:limit]], columns=list(COLUMNS))


def _scores(asked: list[str]) -> dict[int, float]:
    """Score the entries: rare words count for more, and entries with all words for much more."""
    index = _index()
    scores: dict[int, float] = defaultdict(float)
    met: Counter[int] = Counter()
    for term in asked:
        hits: dict[int, float] = {}
        for word, share in _alike(term):
            rarity = math.log(1 + len(_entries()) / len(index[word]))
            for at, worth in index[word].items():
                hits[at] = max(hits.get(at, 0.0), worth * share * rarity)
        for at, worth in hits.items():
            scores[at] += worth
            met[at] += 1
    wanted = set(asked)
    return {
        at: score * (met[at] / len(asked)) ** 2 * (_WHOLE if wanted in _entries()[at].names else 1)
        for at, score in scores.items()
    }


def _alike(term: str) -> Iterator[tuple[str, float]]:
    """Yield the words of the index that a term finds, and how well."""
    index = _index()
    if term in index:
        yield term, 1.0
    begun = [
        word
        for word in index
        if word != term and word.startswith(term) and (len(term) >= _SHORTEST or term > "z")
    ]
    yield from ((word, _BEGINS) for word in begun)
    if term not in index and not begun:
        yield from ((word, _BEGINS) for word in get_close_matches(term, sorted(index), n=1))


@cache
def _index() -> Mapping[str, Mapping[int, float]]:
    index: dict[str, dict[int, float]] = defaultdict(dict)
    for at, entry in enumerate(_entries()):
        for word, worth in entry.words.items():
            index[word][at] = worth
    return dict(index)


@cache
def _entries() -> tuple[Entry, ...]:
    return (
        *(entry for name in _LISTED for entry in _codes_of(name)),
        *(_record(item) for item in drawable_records()),
    )


def _codes_of(list_name: str) -> Iterator[Entry]:
    for code, row in code_list(list_name).items():
        names, notes = (row["name_en"], row["name_zh"]), (row["definition"], row["definition_zh"])
        yield Entry(_LISTED[list_name], code, *names, _weighted(names, code, notes))


def _record(item: Record) -> Entry:
    names = (item.label_en, item.label_zh)
    values = (item.printed, format_record(item, "en"), format_record(item, "zh"))
    coded = " ".join((item.id, item.indicator, item.breakdown, item.area, *values))
    return Entry("record", item.id, *names, _weighted(names, coded, (item.note_en, item.note_zh)))


def _weighted(names: tuple[str, str], coded: str, notes: tuple[str, str]) -> dict[str, float]:
    """Weigh words by where they stand; a word of a long name says less."""
    worth: dict[str, float] = {}
    for texts, weight in (((coded,), _CODE), (names, _NAME), (notes, _NOTE)):
        for text in texts:
            found = terms(text)
            for term in found:
                worth[term] = max(worth.get(term, 0.0), weight / (1 + len(found) / 20))
    return worth


def _row(entry: Entry, score: float) -> tuple[object, ...]:
    told = entry.kind, entry.id, entry.name_en, entry.name_zh
    if entry.kind == "record":
        item = records()[entry.id]
        said = format_record(item, "en"), format_record(item, "zh")
        return *told, *said, item.basis, item.period, round(score, 2)
    use = f"{entry.kind}={entry.id!r}"
    return *told, use, use, "", "", round(score, 2)
