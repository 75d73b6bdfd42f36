"""A stored file over HTTP. The site decides who may have it and then calls this."""

from django.http import FileResponse

from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.names import name_for_download
from motcua.foundation.files.scanning import require_openable
from motcua.foundation.files.storage import open_file

#: Somebody else's file is never part of our page: it is saved, not shown, and could do nothing if it were.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


#: A document that we have set ourselves is shown by the browser's own viewer, which a sandbox would keep shut.
_SHOWN = {**_HEADERS, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"}


def shown(file: StoredFile) -> FileResponse:
    """In the browser, and not saved. Only for what the system has made. Raises as `download`."""
    require_openable(file)
    name = name_for_download(file.name, media_type=file.media_type)
    return FileResponse(open_file(file), filename=name, content_type=file.media_type, headers=_SHOWN)


def download(file: StoredFile) -> FileResponse:
    """Raises FileNotScannedYet, FileInfected, FileGone."""
    require_openable(file)
    return FileResponse(
        open_file(file),
        as_attachment=True,
        filename=name_for_download(file.name, media_type=file.media_type),
        content_type=file.media_type,
        headers=_HEADERS,
    )
