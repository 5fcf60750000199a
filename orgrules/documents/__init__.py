"""Job descriptions as files hold them: one module a format, each of which yields blocks with their places."""
