"""Execute the cells of a notebook in this process, and give the outputs that a kernel would send.

A kernel takes seconds to start and to import pandas; here all notebooks share one process. Each
has a shell of its own, so that no name of one is known to the next.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import TextIOBase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

Output = dict[str, Any]


class Hook(DisplayHook):
    """Keep the value of a cell's last line as its result."""

    def start_displayhook(self) -> None: ...

    def write_output_prompt(self) -> None: ...

    def write_format_data(self, format_dict: Output, md_dict: Output | None = None) -> None:
        self.shell.keep("execute_result", data=format_dict, metadata=md_dict)

    def finish_displayhook(self) -> None: ...


class Publisher(DisplayPublisher):
    """Keep what a cell displays before its last line."""

    def publish(self, data: Output, metadata: Output | None = None, **_: object) -> None:
        self.shell.keep("display_data", data=data, metadata=metadata)


class Shell(InteractiveShell):
    """A shell that keeps the outputs of the cell that runs."""

    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)

    def keep(self, output_type: str, **parts: object) -> None:
        self.outputs.append({"output_type": output_type} | parts)

    def run(self, source: str) -> list[Output]:
        self.outputs: list[Output] = []
        with redirect_stdout(Stream(self, "stdout")), redirect_stderr(Stream(self, "stderr")):
            self.run_cell(source, store_history=True)
        # Outputs travel as JSON.
        return json.loads(json.dumps(self.outputs))

    def _showtraceback(self, etype: type, evalue: BaseException, stb: Sequence[str]) -> None:
        self.keep("error", ename=etype.__name__, evalue=str(evalue))


class Stream(TextIOBase):
    """Keep what is printed, as one output as long as nothing else comes between."""

    def __init__(self, shell: Shell, name: str) -> None:
        self.shell, self.name = shell, name

    def write(self, text: str) -> int:
        last = self.shell.outputs[-1] if self.shell.outputs else {}
        if last.get("name") == self.name:
            last["text"] += text
        elif text:
            self.shell.keep("stream", name=self.name, text=text)
        return len(text)


@contextmanager
def fresh_shell(folder: Path) -> Iterator[Shell]:
    """Start a shell in a folder, as a kernel starts in that of its notebook."""
    # Keep away from the settings of the user who runs the tests.
    config = Config({"HistoryManager": {"enabled": False}})
    Shell.clear_instance()
    with TemporaryDirectory() as home, chdir(folder):
        try:
            yield Shell.instance(config=config, ipython_dir=home)
        finally:
            Shell.clear_instance()


def first_difference(stored: object, fresh: object, place: str = "") -> str:
    """Say where two JSON values first differ, or nothing where they are equal.

    >>> first_difference({"rows": [1, 2.5]}, {"rows": [1, 2.6]})
    '/rows/1: stored 2.5, now 2.6'
    """
    if type(stored) is not type(fresh):
        return f"{place}: stored {_short(stored)}, now {_short(fresh)}"
    if isinstance(stored, Mapping) and isinstance(fresh, Mapping):
        if stored.keys() != fresh.keys():
            return f"{place}: stored keys {sorted(stored)}, now {sorted(fresh)}"
        pairs = [(key, stored[key], fresh[key]) for key in stored]
    elif isinstance(stored, list) and isinstance(fresh, list):
        if len(stored) != len(fresh):
            return f"{place}: stored {len(stored)}, now {len(fresh)}: {_short(fresh)}"
        pairs = [(index, *both) for index, both in enumerate(zip(stored, fresh, strict=True))]
    else:
        return "" if stored == fresh else f"{place}: stored {_short(stored)}, now {_short(fresh)}"
    found = (first_difference(one, other, f"{place}/{key}") for key, one, other in pairs)
    return next(filter(None, found), "")


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:300]} ..."
