"""Job descriptions as files hold them."""
