# Runs first, and must not fail: from MicroPython 1.22 on main.py is not run after an exception here.
# (Safe mode and the watchdog will begin here.)
import sys


# Files that were being switched when the power failed, or were not confirmed; see changes.py.
def boot():
    import os

    try:
        os.stat("/var/journal")
    except OSError:
        return
    from machine import reset_cause
    from mqboard import changes

    changes.boot(reset_cause() not in (1, 4))  # lost power says nothing, and a deep sleep is meant


try:
    boot()
except Exception as e:
    sys.print_exception(e)
boot = None
