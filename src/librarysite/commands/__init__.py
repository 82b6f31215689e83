"""What can be called by name from a shell: the one room that prints, asks, writes files and runs other programs."""
