"""The numbers that stand for tokens' roles in a compiled index."""

from __future__ import annotations

from sanctionscreen.names.prepare import Role

ROLES = tuple(Role)
