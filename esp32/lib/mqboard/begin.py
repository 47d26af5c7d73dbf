# What boot.py asks first: which mode? Used once and forgotten. Nothing that is broken may keep it from answering.
import os
import sys

from mqboard import keep, life


def _ask(f, default):
    try:
        return f()
    except Exception as e:
        sys.print_exception(e)
        return default


def _cause():
    from machine import reset_cause

    return reset_cause()


# What the watchdog's guard has left: 1 code blocked the loop, 2 no round trip.
def _stuck():
    x = life.nvs()
    try:
        n = x.get_i32("stuck") if x else 0
    except OSError:
        return 0
    x.erase_key("stuck")
    x.commit()
    return n


# The slot that runs, and whether its image is on trial.
def _slot():
    from mqboard import slots

    p = slots.running()
    return (p.info()[4], slots.pending()) if p else ("", False)


# The boot loader does not go back to the other image by itself.
def _back():
    from machine import reset
    from mqboard import slots

    slots.give_up()
    reset()


# Files that were being switched when the power failed, or that await their confirmation. A boot that was wanted, or
# that a lack of power has caused, does not count against them.
def _files(cause, mark):
    try:
        os.stat("/var/journal")
    except OSError:
        return None
    from mqboard import changes

    changes.boot(mark == "trial" or not mark and cause not in (life.POWER, life.SLEEP))
    return changes.result


# True: safe mode.
def safe():
    cause = _ask(_cause, life.POWER)
    r = life.load()
    files = _ask(lambda: _files(cause, r["mark"]), None)
    if isinstance(files, str):
        life.undone(r, files)
    _ask(keep.finish, None)
    same, checksum = _ask(keep.state, (True, 0))
    label, pending = _ask(_slot, ("", False))
    back = life.boot(r, cause, checksum, same, label, pending, _ask(_stuck, 0))
    if isinstance(files, int):
        life.files(r)
    if back:
        r["mark"] = "trial"
    _ask(lambda: life.save(r), None)
    if back:
        _ask(_back, None)
    return r["state"] in ("safe", "control")
