"""Một lựa chọn, các lựa chọn đều thấy được."""

from motcua.blueprints.forms.field_types import select

TYPE = select.TYPE
