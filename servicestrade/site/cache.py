"""A cache of files, by the hash of what they were made from, that makes later builds fast."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from servicestrade.files.writing import write_whole


class Cache:
    """A folder of results, each under the hash of everything that it depends on.

    A result is found again only by the same ingredients, so the folder never goes stale and may be
    deleted at any time.

    Parameters
    ----------
    folder : Path
        Where the results are kept; it is made when the first one is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, suffix: str, ingredients: list[str], make: Callable[[], bytes]) -> bytes:
        """Return the result of `make`, from the folder if it was made before.

        Parameters
        ----------
        suffix : str
            The ending of the file's name, which tells kinds of results apart.
        ingredients : list of str
            All that the result depends on, versions of the tools included.
        make : callable
            Makes the result.
        """
        digest = hashlib.sha256("\0".join([suffix, *ingredients]).encode()).hexdigest()
        file = self.folder / f"{digest}.{suffix}"
        if file.is_file():
            return file.read_bytes()
        result = make()
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(file, result)
        return result
