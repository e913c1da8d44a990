"""Measurements that back the figures in the documentation; not shipped with the package."""
