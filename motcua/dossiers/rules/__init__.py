"""The law as pure functions and tables: no database, no request, no clock."""
