"""Working days and office hours: data, in versions that are never edited once published."""
