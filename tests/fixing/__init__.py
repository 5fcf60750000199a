"""Tests of what is proposed to mend a design."""
