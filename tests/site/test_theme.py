"""The theme: what it is joined from, and what browsers get of it."""

import re

from servicestrade.site.theme import FOLDER


def test_every_part_of_the_style_sheet_is_joined() -> None:
    """A part that the list forgets would be missing from the site without a word."""
    joined = (FOLDER / "static" / "site.css.jinja").read_text(encoding="utf-8")
    listed = re.findall(r'^  "(.+)",$', joined, flags=re.MULTILINE)
    assert sorted(listed) == sorted(part.name for part in (FOLDER / "styles").iterdir())


def test_every_fragment_is_used() -> None:
    """Each stands in code or in another fragment."""
    fragments = [*(FOLDER / "fragments").iterdir()]
    sources = [*FOLDER.parent.rglob("*.py"), *fragments]
    text = "".join(source.read_text(encoding="utf-8") for source in sources)
    assert [one.name for one in fragments if f'"{one.name}"' not in text] == []
