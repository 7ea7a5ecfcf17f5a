"""The door for shipped files: where the folders that travel with the package are.

An installed wheel carries them inside the package; a checkout has them at its root. The
package is asked first, so that an installation never reads a stray folder beside it.
"""

from pathlib import Path

import articulate

_PACKAGE = Path(articulate.__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def grammars() -> Path:
    """Find the folder of grammars: the policy language's and the cells'."""
    return _shipped("_grammars", "grammars")


def policies() -> Path:
    """Find the folder of published policies, each with its tests beside it."""
    return _shipped("_policies", "policies")


def registrars() -> Path:
    """Find the folder of registrars' offices."""
    return _shipped("_registrars", "registrars")


def error_pages() -> Path:
    """Find the folder of pages that explain each code, such as `AR201.md`."""
    return _shipped("_errors", "docs/errors")


def conformance() -> Path:
    """Find the folder of the conformance kit: little worlds and their cases."""
    return _shipped("_conformance", "tests/conformance")


def _shipped(packaged: str, checkout: str) -> Path:
    for folder in (_PACKAGE / packaged, _CHECKOUT / checkout):
        if folder.is_dir():
            return folder
    msg = f"this installation is incomplete: it has no `{packaged}` folder"
    raise FileNotFoundError(msg)
