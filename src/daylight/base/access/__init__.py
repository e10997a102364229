"""权限 Rights: one table says who may do what; everything not in it is refused."""

from daylight.base.access.rights import ROLES, Scope, may, overseen, require, roles_of

__all__ = ["ROLES", "Scope", "may", "overseen", "require", "roles_of"]
