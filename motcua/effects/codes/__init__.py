"""Short codes sent to a telephone, to be read out or typed back: the port, and the stand-in of the demonstration."""
