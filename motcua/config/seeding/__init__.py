"""Fill a demonstration with dossiers that look lived: for screens with something on them, and for benchmarks."""
