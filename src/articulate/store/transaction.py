"""One unit of work: what a service is handed, and all that it may know of a database.

A service calls functions of this room with the connection it is given; it never makes a
query of its own. Whoever opened the transaction ends it: everything is written, or
nothing is.
"""

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

REFUSED = (IntegrityError, DataError)
"""What an engine says of a row that cannot be one."""

__all__ = ["REFUSED", "Connection"]
