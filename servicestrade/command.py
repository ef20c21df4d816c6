"""The audit on the command line: one line a finding."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from servicestrade.audit.report import Audit, audit
from servicestrade.audit.rules import FAILS, Verdict
from servicestrade.errata import findings
from servicestrade.errors import DataError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those of the command line.

    Returns
    -------
    int
        0; or 1 where a rule fails that no erratum explains, 2 where the data are broken.
    """
    parser = argparse.ArgumentParser(prog="servicestrade")
    commands = parser.add_subparsers(dest="command", required=True)
    test = commands.add_parser("audit", help="test the ledger by its rules")
    test.add_argument(
        "--set",
        metavar="ID=VALUE",
        action="append",
        default=[],
        help="put another value in the place of a printed one (in the printed scale)",
    )
    commands.add_parser("tighten", help="write data/tightened.csv, intervals of earlier years")
    commands.add_parser("localise", help="write data/suspects.csv, what may be wrong in the report")
    given = parser.parse_args(arguments)
    try:
        if given.command == "audit":
            return _audit(given.set)
        print(_written(given.command))
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _written(command: str) -> Path:
    """Write a table of the data that needs scipy."""
    if command == "tighten":
        from servicestrade.audit import tighten  # noqa: PLC0415

        return tighten.write()
    from servicestrade.audit import suspects  # noqa: PLC0415

    return suspects.write()


def _audit(settings: Sequence[str]) -> int:
    changes = {}
    for one in settings:
        id, sign, value = one.partition("=")
        if not sign:
            raise DataError(f"--set {one}: write the id, an equals sign and the value")
        changes[id] = value
    found = audit(changes)
    explained = {rule for finding in findings().values() for rule in finding.rules}
    open_ = 0
    for verdict in found.verdicts:
        if verdict.outcome == FAILS:
            known = verdict.rule.id in explained
            open_ += not known
            print(_line(verdict, found, known=known))
    for clash in found.clashes:
        names = [rule.id for rule in clash]
        known = explained.issuperset(names)
        open_ += not known
        print(f"{_state(known)}: these rules cannot hold at once: {', '.join(names)}")
    print(f"{len(found.verdicts)} rules; {open_} findings that data/errata.yml does not explain")
    return 1 if open_ else 0


def _line(verdict: Verdict, found: Audit, *, known: bool) -> str:
    rule, scale = verdict.rule, found.variables[verdict.rule.target].scale
    left, right = (
        ", ".join(f"{float(end / scale):.6g}" for end in side)
        for side in (verdict.left, verdict.right)
    )
    sign = {"=": "equal", "<=": "not exceed"}[rule.relation]
    says = f"{rule.left} in [{left}] must {sign} {rule.right} in [{right}]"
    mend = "; compare with the report, then mend the entry or name the rule in data/errata.yml"
    return f"{_state(known)}: {rule.id}: {says}{'' if known else mend}"


def _state(known: bool) -> str:
    return "known" if known else "OPEN"
