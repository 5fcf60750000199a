"""Word files (.docx) as their readers see them: one module a concern, from the package to blocks."""
