"""Commands: ``python -m servicestrade audit``."""

import sys

from servicestrade.audit.command import main

if __name__ == "__main__":
    sys.exit(main())
