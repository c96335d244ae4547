"""``python -m glassproof.recheck FILE [--seed N]``: exit 0, 1 (something does not hold), 2."""

import argparse
import sys

from glassproof.recheck import recheck
from glassproof.recheck.ledger import NoLedgerError


def main(arguments: list[str] | None = None) -> int:
    """Check a ledger or a scan, print what was found, return the exit code."""
    parser = argparse.ArgumentParser("recheck", description=__doc__)
    parser.add_argument("ledger", help="what `glassproof verify --json` or `scan --json` writes")
    parser.add_argument("--seed", type=int, help="of the fresh points; else each run has its own")
    options = parser.parse_args(arguments)
    try:
        findings = recheck(options.ledger, seed=options.seed)
    except NoLedgerError as error:
        print(f"recheck: {error}", file=sys.stderr)
        return 2
    findings.tell(print)
    return 0 if findings.accepted else 1


if __name__ == "__main__":
    sys.exit(main())
