"""Steps written into the files of designs."""
