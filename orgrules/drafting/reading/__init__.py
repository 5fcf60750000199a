"""What blocks of documents say of jobs."""
