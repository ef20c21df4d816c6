"""Run a command under the build lock: ``python build_lock.py COMMAND ...``.

Two builds at once would write into each other's files, so the second waits for the first. The lock
is on the project's folder. The operating system releases it when the command ends for any reason,
so no stale lock can block a later build.
"""

import fcntl
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(command: list[str]) -> None:
    """Wait for the lock, then replace this process by the command, which keeps it until it ends."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Something else is being built in this folder: waiting for its end", file=sys.stderr)
        fcntl.flock(folder, fcntl.LOCK_EX)
    except OSError:
        print("This disk knows no locks: build one thing at a time", file=sys.stderr)
    os.set_inheritable(folder, True)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
