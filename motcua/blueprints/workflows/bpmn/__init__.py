"""Processes as drawings that other programs open: the part of BPMN 2.0 of `docs/guide/bpmn.md`, out and in."""
