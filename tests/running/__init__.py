"""Who checks designs."""
