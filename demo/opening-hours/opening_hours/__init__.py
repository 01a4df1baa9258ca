"""Opening hours of counters that several people close for several reasons."""
