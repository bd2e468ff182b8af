"""Building messages and sending them."""
