"""The door of citizens and businesses: find, fill, attach, check, file, track."""
