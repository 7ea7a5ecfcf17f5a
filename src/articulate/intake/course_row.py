"""One course of a table of many learners becomes an attempt, as in a record."""

from collections.abc import Mapping

from pydantic_core import ValidationError

from articulate.intake.record_shape import CourseShape
from articulate.intake.record_values import attempt_of
from articulate.model.identifiers import InstitutionId
from articulate.model.transcript import CourseAttempt


def read_course(
    row: Mapping[str, str | None], institution: str, name: str
) -> CourseAttempt | tuple[str, str]:
    """Read a row whose learning is called *name*, or say which column is wrong and why.

    `attributes` are parted by semicolons; everything else is written as in a record.
    """
    fields: dict[str, object] = {key: value for key, value in row.items() if value}
    fields["id"] = name
    written = row.get("attributes")
    if written:
        parts = (part.strip() for part in written.split(";"))
        fields["attributes"] = tuple(part for part in parts if part)
    try:
        shape = CourseShape.model_validate(fields)
    except ValidationError as invalid:
        error = invalid.errors()[0]
        column = str(error["loc"][0]) if error["loc"] else "code"
        said = error.get("ctx", {}).get("error") or error["msg"]
        return column, str(said)
    return attempt_of(shape, InstitutionId(institution))
