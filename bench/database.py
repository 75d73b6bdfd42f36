"""Databases for benchmarks: our own one for filing, the installation's for reading."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench.processes import parent_of

NAME = "bench_motcua"


@contextmanager
def own_database() -> Iterator[str]:
    """A fresh, empty database on the same server; gone at the end."""
    url = os.environ["DATABASE_URL"]
    _drop_and(url, f"CREATE DATABASE {NAME}")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{NAME}"))
    finally:
        _drop_and(url)


def postmaster() -> int | None:
    """The database's first process, where it runs on this machine: all others are its children."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), inet_server_addr() IS NULL")
        pid, by_socket = cursor.fetchone()
    return parent_of(pid) if by_socket and _is_postgres(pid) else None


def durability() -> dict[str, Any]:
    """Whether what is acknowledged is on the disk: without it every figure is of something else."""
    from django.db import connection

    names = ("server_version", "fsync", "full_page_writes", "synchronous_commit", "shared_buffers")
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in names))
        return {"PostgreSQL": ", ".join(f"{n} {v}" for n, v in zip(names, cursor.fetchone(), strict=True))}


def _drop_and(url: str, *then: str) -> None:
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            _drop(connection)
            for statement in then:
                connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege as refused:
        raise SystemExit(f"This benchmark fills a database of its own, and may not make it: {refused}") from refused


def _drop(connection: psycopg.Connection) -> None:
    """With what an earlier run left connected; a plain role may not send the server's own cleaner away, and waits."""
    try:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    except psycopg.errors.InsufficientPrivilege:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME}")


def _is_postgres(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").startswith("postgres")
    except OSError:
        return False
