"""``python -m servicestrade.audit`` is ``python -m servicestrade``."""

import sys

from servicestrade.audit.command import main

if __name__ == "__main__":
    sys.exit(main())
