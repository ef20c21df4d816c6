"""The command line for maintainers: one command with several tasks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from servicestrade.audit.report import Audit, audit
from servicestrade.audit.rules import FAILS, Verdict
from servicestrade.files.errors import DataError, require
from servicestrade.files.notebooks import book_notebooks
from servicestrade.registers.errata import findings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those of the command line.

    Returns
    -------
    int
        0 on success, 1 if a rule fails that no erratum explains, 2 if the data are broken or a
        package is missing.
    """
    options = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except DataError as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="servicestrade")
    commands = parser.add_subparsers(dest="command", required=True)

    def add(
        name: str, run: Callable[[argparse.Namespace], int], purpose: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=purpose)
        command.set_defaults(run=run)
        return command

    add("audit", _audit, "test the ledger by its rules").add_argument(
        "--set",
        metavar="ID=VALUE",
        action="append",
        default=[],
        help="put another value in the place of a printed one (in the printed scale)",
    )
    add("assemble", _assemble, "write the ledger, data/statistics.csv and data/labels.csv")
    add("tighten", _tighten, "write data/tightened.csv, intervals of earlier years")
    add("localise", _localise, "write data/suspects.csv, what may be wrong in the report")
    add("outputs", _outputs, "execute notebooks and store their outputs").add_argument(
        "files", metavar="FILE", type=Path, nargs="*", help="by default all notebooks of the book"
    )
    return parser


# Each command imports what only it needs (above all scipy) when it runs.


def _assemble(options: argparse.Namespace) -> int:
    from servicestrade.maintain import assembly  # noqa: PLC0415

    statistics, labels = assembly.write_ledger()
    print(f"{statistics} statistics, {labels} labels")
    return 0


def _tighten(options: argparse.Namespace) -> int:
    from servicestrade.audit import tighten  # noqa: PLC0415

    print(tighten.write_tightened())
    return 0


def _localise(options: argparse.Namespace) -> int:
    from servicestrade.audit import suspects  # noqa: PLC0415

    print(suspects.write_suspects())
    return 0


def _outputs(options: argparse.Namespace) -> int:
    require("nbclient", "Executing notebooks")
    from servicestrade.audit.all_data import read_all  # noqa: PLC0415
    from servicestrade.maintain.outputs import renew  # noqa: PLC0415

    read_all()
    for path in options.files or book_notebooks():
        print(f"{path}: {'renewed' if renew(path) else 'unchanged'}")
    return 0


def _audit(options: argparse.Namespace) -> int:
    changes = {}
    for change in options.set:
        id, sign, value = change.partition("=")
        if not sign:
            raise DataError(f"--set {change}: write the id, an equals sign and the value")
        changes[id] = value
    result = audit(changes)
    clashes = result.clashes
    explained = {rule for finding in findings().values() for rule in finding.rules}
    unexplained = 0
    for verdict in result.verdicts:
        if verdict.outcome == FAILS:
            known = verdict.rule.id in explained
            unexplained += not known
            print(_line(verdict, result, known=known))
    for clash in clashes:
        names = [rule.id for rule in clash]
        known = explained.issuperset(names)
        unexplained += not known
        print(f"{_state(known)}: these rules cannot hold at once: {', '.join(names)}")
    rules = len(result.verdicts)
    print(f"{rules} rules; {unexplained} findings that data/errata.yml does not explain")
    return 1 if unexplained else 0


def _line(verdict: Verdict, result: Audit, *, known: bool) -> str:
    rule, scale = verdict.rule, result.variables[verdict.rule.target].scale
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
