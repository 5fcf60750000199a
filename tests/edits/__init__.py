"""Tests of editing files by place."""
