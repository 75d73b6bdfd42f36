"""Electronic signatures of the office: today a key in a file, tomorrow a service that signs from afar."""
