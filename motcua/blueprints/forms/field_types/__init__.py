"""One file per field type: its JSON Schema, how it is read, what can be wrong with it, how it is shown."""
