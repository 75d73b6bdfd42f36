"""Đơn vị hành chính: an address without the house."""

from motcua.blueprints.forms.field_types import address

TYPE = address.TYPE
