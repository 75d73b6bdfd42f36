"""The official papers that the system prints: receipt, request to complete, refusal, apology."""
