"""The commands of ``librarysite``. Only here, in cli.py and in hooks/ is anything printed or written."""
