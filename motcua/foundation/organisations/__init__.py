"""Agencies with their dated codes and names, the posts that officers hold in them, and delegation."""
