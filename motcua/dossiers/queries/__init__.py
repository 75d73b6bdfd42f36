"""Lists and pages, shaped by what they show. Every one starts from `access`."""
