"""What whoever guards the system must be able to see afterwards: a closed list of events, chained and sent out."""
