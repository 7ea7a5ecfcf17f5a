"""Take a workbook that somebody sends."""

from fastapi import UploadFile

from articulate.services.import_case import (
    IMPORT,
    MOST_BYTES,
    ImportHow,
    bare_file_name,
)
from articulate.services.nearby_files import FoundFile
from articulate.web.problems import answered
from articulate.web.visit import Visit


def taken(visit: Visit, file: UploadFile | None, how: ImportHow, key: str) -> str:
    """Take a file that was sent, and return the name of its import."""
    desk = answered(visit.desk.importing())
    content = b"" if file is None else file.file.read(MOST_BYTES + 1)
    sent = "" if file is None else file.filename or ""
    found = FoundFile(bare_file_name(sent), content)
    name = visit.desk.new_name().replace("r-", "i-", 1)
    entry = answered(desk.upload(name, found, how, visit.act(key)))
    return entry.stream.removeprefix(IMPORT)
