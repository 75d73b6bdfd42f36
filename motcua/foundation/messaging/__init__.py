"""Messages to people by e-mail, SMS, Zalo and web push: each leaves once, and its fate is known."""
