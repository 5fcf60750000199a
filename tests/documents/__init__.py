"""Tests of documents and of what is drafted from them."""
