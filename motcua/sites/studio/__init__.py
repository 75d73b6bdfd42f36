"""The door of those who keep the catalogue and the machine: procedures as they are published, and how the jobs fare."""
