"""Tests of ``orgrules.drafting``."""
