"""Messages leave once: how e-mails, SMS, Zalo messages and pushes get out of the house. Who is told is known above."""
