# What of a board's settings others must not read: copy this file to the board as /secrets.py and change it there.
wifi = ("network", "key")
username = "board"
password = "..."
