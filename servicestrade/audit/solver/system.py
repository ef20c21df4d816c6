"""Rules as constraints on unknowns: linear forms, and products of two of them.

A rule's expression is split until only sums are left: each product and each quotient becomes an
unknown of its own (an auxiliary), tied to its operands by ``Z = F * Y`` between linear forms. Equal
expressions share one auxiliary, so that the value of a year before is one unknown, wherever it is
implied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from servicestrade.audit.rules import Rule
from servicestrade.audit.variables import Variable
from servicestrade.ledger.formulas import Operation, Term, term_of

Form = dict[str, Fraction]
"""A linear form: coefficients by unknown; that of the constant under the empty name."""

CONSTANT = ""


@dataclass(frozen=True)
class Product:
    """The constraint ``left = one * other`` between linear forms, and what it defines.

    Attributes
    ----------
    name : str
        The auxiliary that the constraint defines.
    left, one, other : Form
    """

    name: str
    left: Form
    one: Form
    other: Form


@dataclass(frozen=True)
class Constraint:
    """A rule as ``form = 0``, or ``form <= 0``."""

    rule: Rule
    form: Form


@dataclass
class System:
    """The constraints of a set of rules.

    Attributes
    ----------
    variables : mapping of str to Variable
        The printed statistics.
    constraints : list of Constraint
        One for each rule.
    products : list of Product
        In an order in which each is defined by those before it.
    floors : dict of str to Fraction or None
        The least value of an auxiliary whatever the printed values are; None if there is none.
    """

    variables: Mapping[str, Variable]
    constraints: list[Constraint] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    floors: dict[str, Fraction | None] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def add(self, rule: Rule) -> None:
        """Add a rule."""
        form = minus(self._form(term_of(rule.left)), self._form(term_of(rule.right)))
        self.constraints.append(Constraint(rule, form))

    def _form(self, term: Term) -> Form:
        if not isinstance(term, Operation):
            return {term: Fraction(1)} if isinstance(term, str) else {CONSTANT: Fraction(term)}
        left, right = self._form(term.left), self._form(term.right)
        match term.sign:
            case "+":
                return plus(left, right)
            case "-":
                return minus(left, right)
            case "*":
                return self._times(left, right)
            case "/":
                return self._over(left, right)

    def _times(self, one: Form, other: Form) -> Form:
        for form, factor in ((one, other), (other, one)):
            if not set(factor) - {CONSTANT}:
                return times(form, factor.get(CONSTANT, Fraction(0)))
        name = self._auxiliary("*", *sorted((one, other), key=form_text))
        if name not in self.floors:
            least = [self.floor(one), self.floor(other)]
            positive = all(low is not None and low >= 0 for low in least)
            self.floors[name] = Fraction(0) if positive else None
            self.products.append(Product(name, {name: Fraction(1)}, one, other))
        return {name: Fraction(1)}

    def _over(self, one: Form, other: Form) -> Form:
        if not set(other) - {CONSTANT}:
            return times(one, 1 / other[CONSTANT])
        name = self._auxiliary("/", one, other)
        if name not in self.floors:
            least = [self.floor(one), self.floor(other)]
            positive = all(low is not None and low >= 0 for low in least)
            self.floors[name] = Fraction(0) if positive else None
            self.products.append(Product(name, one, {name: Fraction(1)}, other))
        return {name: Fraction(1)}

    def _auxiliary(self, sign: str, one: Form, other: Form) -> str:
        return self._known.setdefault(
            f"({form_text(one)}) {sign} ({form_text(other)})", f"@{len(self._known)}"
        )

    def floor(self, form: Form) -> Fraction | None:
        """Return the least value of a form whatever the printed values are, if there is one."""
        total = form.get(CONSTANT, Fraction(0))
        for name, factor in form.items():
            if name == CONSTANT:
                continue
            low = self.variables[name].floor if name in self.variables else self.floors[name]
            if low is None or factor < 0:
                return None
            total += factor * low
        return total


def plus(one: Form, other: Form) -> Form:
    """Add two linear forms."""
    names = dict.fromkeys((*one, *other))
    total = {name: one.get(name, Fraction(0)) + other.get(name, Fraction(0)) for name in names}
    return {name: factor for name, factor in total.items() if factor}


def minus(one: Form, other: Form) -> Form:
    """Subtract a linear form from another."""
    return plus(one, times(other, Fraction(-1)))


def times(form: Form, factor: Fraction) -> Form:
    """Multiply a linear form by a number."""
    return {name: own * factor for name, own in form.items() if factor}


def form_text(form: Form) -> str:
    """Return a linear form as text, the same for equal forms."""
    return " + ".join(f"{form[name]} {name}".strip() for name in sorted(form))


def system(rules: Iterable[Rule], variables: Mapping[str, Variable]) -> System:
    """Return the constraints of some rules."""
    constraints = System(variables)
    for rule in rules:
        constraints.add(rule)
    return constraints
