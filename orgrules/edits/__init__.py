"""Steps written into the files of a design: what is to change and nothing else."""
