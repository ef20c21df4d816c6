"""Expressions over statistics, read once and evaluated often in interval arithmetic."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cache

from servicestrade.files.errors import DataError
from servicestrade.ledger.ids import REFERENCE
from servicestrade.ledger.intervals import Interval, exact

Expression = Callable[[Mapping[str, Interval]], Interval]
_SIGNS: Mapping[type[ast.operator], Callable[[Interval, Interval], Interval]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def tree_of(text: str) -> tuple[ast.expr, dict[str, str]]:
    """Parse an expression.

    Parameters
    ----------
    text : str
        Whole numbers, ids in braces, ``+ - * /`` and parentheses.

    Returns
    -------
    tuple of ast.expr and dict
        The tree, in which each id stands as a name, and the ids by these names.

    Raises
    ------
    DataError
        If it does not parse.
    """
    places = {id: f"x{n}" for n, id in enumerate(dict.fromkeys(REFERENCE.findall(text)))}
    plain = REFERENCE.sub(lambda match: places[match[1]], text)
    try:
        tree = ast.parse(plain, mode="eval").body
    except SyntaxError:
        raise DataError(f"{text!r} is no expression; write numbers, {{ids}} and + - * /") from None
    return tree, {place: id for id, place in places.items()}


@cache
def expression(text: str) -> Expression:
    """Return the function that evaluates an expression.

    Parameters
    ----------
    text : str
        See `tree_of`.

    Returns
    -------
    callable
        From the interval of each id to that of the expression; raises ZeroDivisionError where it
        divides by what may be zero.

    Raises
    ------
    DataError
        If it holds anything but arithmetic.

    Examples
    --------
    >>> expression("2 * {a}")({"a": exact(4)})
    Interval(low=Fraction(8, 1), high=Fraction(8, 1))
    """
    tree, names = tree_of(text)
    return _compiled(tree, names, text)


def _compiled(node: ast.expr, names: Mapping[str, str], text: str) -> Expression:
    match node:
        case ast.Constant(value=int(value)):
            number = exact(value)
            return lambda _: number
        case ast.Name(id=place) if place in names:
            id = names[place]
            return lambda intervals: intervals[id]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            sign = _SIGNS[type(op)]
            one, other = _compiled(left, names, text), _compiled(right, names, text)
            return lambda intervals: sign(one(intervals), other(intervals))
    raise DataError(
        f"{text!r} holds {ast.unparse(node)!r}; only numbers, ids and + - * / may stand"
    )
