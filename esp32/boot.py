# Runs first, and must not fail: from MicroPython 1.22 on main.py is not run after an exception here.
# (Safe mode and the watchdog will begin here.)
