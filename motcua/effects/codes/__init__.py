"""Short codes sent to a telephone, to be read out or typed back. They leave as messages do."""
