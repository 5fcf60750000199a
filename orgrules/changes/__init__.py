"""Changes to an organization: single steps, laid over a design that is left as it is."""
