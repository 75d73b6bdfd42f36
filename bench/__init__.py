"""What the portal can do on this machine, beside what its database could do at most. `bench/run NAME`."""
