"""The door of officers: queues, dossiers, and one page for each act."""
