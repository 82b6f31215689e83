"""What the commands of ``librarysite`` do. Only here, in cli.py and in hooks/ is anything printed or written."""
