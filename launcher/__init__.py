"""The commands in `bin/`: from a bare Python to a running portal. Standard library only, because it runs before
there is an environment.
"""
