"""What is shown of reports, comparisons and charts: one file a format."""
