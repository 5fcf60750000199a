"""What is seen of the elements of a page."""
