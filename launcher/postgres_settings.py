"""The settings of our own PostgreSQL: nothing acknowledged is ever lost, and no personal data reaches its log."""

import os
from pathlib import Path

from launcher.folders import MEBIBYTE

DURABLE = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}
#: For tests that are thrown away with their database.
QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_size": "512MB",
}
QUIET = {
    # A refused statement and its values are the portal's business; the log gets neither them nor their DETAIL.
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    # One file for each day of the week, overwritten a week later.
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_timezone": "UTC",
}
SENSIBLE = {
    "max_connections": "100",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "idle_in_transaction_session_timeout": "5min",
}


def settings(*, socket: Path) -> dict[str, str]:
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(socket),
        "unix_socket_permissions": "0700",
        "port": "5432",
        **_memory(mebibytes=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEBIBYTE),
        **SENSIBLE,
        **QUIET,
        **DURABLE,
    }


def _memory(*, mebibytes: int) -> dict[str, str]:
    """An eighth for the server's own cache, as it shares the machine; half may lie in the system's."""
    own = min(max(mebibytes // 8, 128), 1024)
    return {"shared_buffers": f"{own}MB", "effective_cache_size": f"{max(mebibytes // 2, own)}MB"}
