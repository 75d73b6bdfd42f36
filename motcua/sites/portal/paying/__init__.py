"""The pages of paying, and the doors through which gateways tell us that money has come."""
