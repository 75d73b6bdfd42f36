"""The counter without a line: prepare numbers beforehand, receive without us, send afterwards."""
