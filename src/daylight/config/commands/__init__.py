"""Commands, a file each: ``register(commands)`` adds the parser, its ``run`` answers the exit code."""
