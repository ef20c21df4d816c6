"""Words in two languages: labels, their width and wrapping, and the catalogue of a chart."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, field

MINUS = "\u2212"


@dataclass(frozen=True)
class Label:
    """The same words in English and Chinese.

    Examples
    --------
    >>> Label("exports", "出口").capital
    Label(en='Exports', zh='出口')
    """

    en: str
    zh: str

    @property
    def capital(self) -> Label:
        """The label with a capital letter, as it stands at the head of a line."""
        return Label(self.en[:1].upper() + self.en[1:], self.zh)

    def wrapped(self, ems: float) -> Label:
        """Return the label broken into lines of at most `ems` times the size of the type."""
        return Label(wrap(self.en, ems), wrap(self.zh, ems))

    @property
    def lines(self) -> int:
        """How many lines the longer of the two versions has."""
        return 1 + max(self.en.count("\n"), self.zh.count("\n"))

    @property
    def width(self) -> float:
        """The width of the wider of the two versions, in ems."""
        return max(width(line) for both in (self.en, self.zh) for line in both.split("\n"))


FLOWS = {
    "exports": Label("Exports", "出口"),
    "imports": Label("Imports", "进口"),
    "total": Label("Total", "进出口"),
    "balance": Label("Balance", "差额"),
}
VALUE = Label("Value", "数值")
GROWTH = Label("Growth on the year before", "同比增速")
SHARE = Label("Share", "占比")
SOURCE = Label("Source: {}", "资料来源：{}")


def width(text: str) -> float:
    """Estimate the width of one line, in ems, generously.

    Examples
    --------
    >>> width("出口")
    2.0
    >>> round(width("Exports"), 2)
    3.8
    """
    return math.fsum(map(_advance, text))


def _advance(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in " .,:;'|!()ilIjtf[]/-":
        return 0.33
    if character in "mwMW%@":
        return 0.88
    return 0.67 if character.isupper() else 0.56


def wrap(text: str, ems: float) -> str:
    r"""Break a text into lines of at most `ems`; English between words, Chinese anywhere.

    A word that alone is wider stays whole. The lines are joined by newlines.

    Examples
    --------
    >>> wrap("Maintenance and repair", 8)
    'Maintenance\nand repair'
    >>> wrap("电信、计算机和信息服务", 6)
    '电信、计算机\n和信息服务'
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > ems:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return "\n".join(lines)


def _pieces(text: str) -> list[str]:
    """Split a text where a line may break; closing punctuation stays with what it closes."""
    pieces: list[str] = []
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        closing = character in "，。、；：）”》？！"
        opening = bool(pieces) and pieces[-1][-1] in "（“《"
        starts = not pieces or (
            not opening and ((wide and not closing) or _ended(pieces[-1], character))
        )
        if starts:
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def _ended(piece: str, following: str) -> bool:
    last = piece[-1]
    if unicodedata.east_asian_width(last) in "WF":
        return following not in " ，。、；：）”》？！"
    return last == " " and following != " "


@dataclass
class Catalogue:
    """The English strings of one chart with their Chinese.

    Attributes
    ----------
    texts : dict of str to str
        What becomes ``usermeta.texts``.
    """

    texts: dict[str, str] = field(default_factory=dict)

    def add(self, label: Label) -> str:
        """Enter a label and return its English, as it goes into the specification.

        Where two labels differ in the lines of their Chinese only, as those of two layouts may,
        a space that nobody sees at its end tells the English of the second from the first.

        Raises
        ------
        ValueError
            If the English stands for another Chinese text already.

        Examples
        --------
        >>> Catalogue().add(Label("Exports", "出口"))
        'Exports'
        """
        english = label.en
        while (known := self.texts.setdefault(english, label.zh)) != label.zh:
            if _joined(known) != _joined(label.zh):
                raise ValueError(
                    f"{label.en!r} would stand for {known!r} and for {label.zh!r} in one chart; "
                    "word one of the two differently in English"
                )
            english += " "
        return english


def _joined(text: str) -> str:
    """Return a text without the breaks of its lines."""
    return "".join(text.split())
