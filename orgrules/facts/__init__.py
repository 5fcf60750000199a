"""The vocabulary: what rules and messages can ask of a position, a unit, a person, a cycle and the organization."""
