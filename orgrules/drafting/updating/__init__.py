"""A new draft merged with what people made of the last one."""
