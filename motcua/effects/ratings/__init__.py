"""What people think of the service: short surveys, answered once per dossier and kept without the person."""
