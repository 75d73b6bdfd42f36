"""Work that happens after the current transaction commits.

The queue is procrastinate, in our own database: `enqueue` inside a transaction is kept or lost together with it.
"""
