"""From job descriptions to a rulebook: what blocks say of jobs, and the profiles and statements that are made of it."""
