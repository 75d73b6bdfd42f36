"""Gateways that say INIT, CONFIRM, QUERY and GET_BILL, with a checksum over joined values: one engine, two profiles."""
