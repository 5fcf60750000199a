"""orgrules: checks a proposed organization against the declarative rules that a company's own documents lay down."""

__version__ = "0.1.0"
