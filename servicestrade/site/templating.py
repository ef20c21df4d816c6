"""Render the HTML fragments of the pages."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("servicestrade.site.theme", "fragments"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def render(template: str, **values: object) -> Markup:
    """Return the HTML of a template, filled with `values`.

    Parameters
    ----------
    template : str
        The name of a file in ``theme/fragments/``.
    **values
        The variables of the template; it is an error if it uses any other.
    """
    return Markup(_environment().get_template(template).render(**values))
