"""Changes to an organization."""
