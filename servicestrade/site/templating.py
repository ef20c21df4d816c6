"""The fragments of HTML that stand in the pages."""

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
    """Return the HTML that a template makes of `values`.

    Parameters
    ----------
    template : str
        The name of a file in ``theme/fragments/``.
    **values
        What the template names; to name anything else is an error.
    """
    return Markup(_environment().get_template(template).render(**values))
