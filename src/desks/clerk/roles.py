"""Who has business at the window desk."""

from bureau.offices.words import Role

HALL = (Role.CLERK, Role.GUIDE, Role.HALL_MANAGER, Role.HEAD)
"""May sit at a window, call, give tickets and answer."""

WINDOW = (Role.CLERK, Role.HALL_MANAGER, Role.HEAD)
"""May besides receive and judge; whether an act is theirs is asked by the act itself."""

DAY = (Role.CLERK, Role.HALL_MANAGER, Role.HEAD)
"""May end the day of their hall."""
