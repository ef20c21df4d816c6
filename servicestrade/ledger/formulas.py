"""Formulas over records: one grammar, read once, evaluated in exact interval arithmetic.

A formula holds whole numbers, ids in braces, ``+ - * /`` and parentheses. A number is the interval
of that number alone, so that the same function computes a value and what its rounding leaves open.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from servicestrade.files.errors import DataError
from servicestrade.ledger.ids import REFERENCE
from servicestrade.ledger.intervals import Interval, exact

Sign = Literal["+", "-", "*", "/"]
_SIGNS: Mapping[type[ast.operator], Sign] = MappingProxyType(
    {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
)
_ARITHMETIC: Mapping[Sign, Callable[[Interval, Interval], Interval]] = MappingProxyType(
    {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
)


@dataclass(frozen=True)
class Operation:
    """Two terms and the sign between them."""

    left: Term
    sign: Sign
    right: Term


Term = int | str | Operation
"""A number, an id, or an operation on two terms."""

Function = Callable[[Mapping[str, Interval]], Interval]


@cache
def term_of(formula: str) -> Term:
    """Read a formula.

    Parameters
    ----------
    formula : str
        Whole numbers, ids in braces, ``+ - * /`` and parentheses.

    Raises
    ------
    DataError
        If it holds anything else.

    Examples
    --------
    >>> term_of("{a} / 100")
    Operation(left='a', sign='/', right=100)
    """
    names = {id: f"x{n}" for n, id in enumerate(dict.fromkeys(REFERENCE.findall(formula)))}
    try:
        tree = ast.parse(REFERENCE.sub(lambda match: names[match[1]], formula), mode="eval")
    except SyntaxError:
        raise DataError(
            f"{formula!r} is not an expression; write numbers, {{ids}} and + - * /"
        ) from None
    return _read(tree.body, {name: id for id, name in names.items()}, formula)


def _read(node: ast.expr, ids: Mapping[str, str], formula: str) -> Term:
    match node:
        case ast.Constant(value=int(number)):
            return number
        case ast.Name(id=name) if name in ids:
            return ids[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            return Operation(
                _read(left, ids, formula), _SIGNS[type(op)], _read(right, ids, formula)
            )
    raise DataError(
        f"{formula!r} holds {ast.unparse(node)!r}; only numbers, ids and + - * / may stand"
    )


@cache
def function_of(formula: str) -> Function:
    """Return the function that evaluates a formula.

    Parameters
    ----------
    formula : str
        See `term_of`.

    Returns
    -------
    callable
        From the interval of each id to that of the formula; raises ZeroDivisionError where it
        divides by what may be zero.

    Raises
    ------
    DataError
        If it holds anything but arithmetic.

    Examples
    --------
    >>> function_of("2 * {a}")({"a": exact(4)})
    Interval(low=Fraction(8, 1), high=Fraction(8, 1))
    """
    return _compiled(term_of(formula))


def _compiled(term: Term) -> Function:
    if isinstance(term, Operation):
        left, right, arithmetic = (
            _compiled(term.left),
            _compiled(term.right),
            _ARITHMETIC[term.sign],
        )
        return lambda intervals: arithmetic(left(intervals), right(intervals))
    if isinstance(term, str):
        return lambda intervals: intervals[term]
    number = exact(term)
    return lambda _: number
