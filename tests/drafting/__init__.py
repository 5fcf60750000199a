"""Tests of drafting: from what job descriptions say to the files of a rulebook."""
