# The two slots of firmware, and what the bootloader has noted about them in the partition otadata: two sectors, each with
# a sequence number, a state and the CRC of the number; the higher number counts. Loaded when it is asked for.
# An image that was set to boot is new; the bootloader puts it on trial (pending) when it starts it for the first time, and
# any reset from then on makes it aborted and starts the other slot, unless it was confirmed (valid).
import struct
from binascii import crc32

_STATES = "new", "pending", "valid", "invalid", "aborted"
_BOOT, _RUNNING, _APP, _DATA = 0, 1, 0, 1


# The partition that runs; None where there are no partitions.
def running():
    try:
        from esp32 import Partition

        return Partition(_RUNNING)
    except (ImportError, OSError):
        return None


# otadata, or None: without it nothing but the first application can be started.
def _notes():
    from esp32 import Partition

    for p in Partition.find(_DATA, 0):
        return p


# The partition for the next image; None if the table has no second slot, or no otadata.
def other():
    p = running()
    if p and _notes():
        try:
            n = p.get_next_update()
            if n.info()[4] != p.info()[4]:
                return n
        except OSError:
            pass
    return None


# [number, state, CRC is right] of both sectors.
def _entries():
    p = _notes()
    b = bytearray(32)
    entries = []
    for i in (0, 1):
        if p:
            p.readblocks(i, b, 0)
            n, _, s, crc = struct.unpack("<I20sII", b)
            entries.append((n, s, n != 0xFFFFFFFF and crc == crc32(b[:4], 0xFFFFFFFF)))
    return entries


# Whether the slot that runs is the one that is set to boot.
def settled():
    from esp32 import Partition

    try:
        return Partition(_BOOT).info()[4] == Partition(_RUNNING).info()[4]
    except OSError:
        return True  # no otadata: there is no choice


# State of the image that runs: new (this bootloader never goes back by itself), pending, valid, or none of them.
def state():
    return noted(running()) if running() and settled() else None


# What was noted last about the image in a slot: new, pending, valid, invalid, aborted, or None.
def noted(p):
    from esp32 import Partition

    subtype = p.info()[1]
    count = len([x for x in Partition.find(_APP) if x.info()[1] & 0xF0 == 0x10])
    best = 0, 5
    for e in _entries():
        if e[2] and subtype & 0xF0 == 0x10 and (e[0] - 1) % count == subtype & 15 and e[0] > best[0]:
            best = e
    return _STATES[best[1]] if best[1] < 5 else None


# The image runs for the first time and was not confirmed.
def pending():
    return state() in ("new", "pending")


# The image that runs is good: it stays. Never raises; False if there is nothing to confirm.
def confirm():
    if not pending():
        return False
    try:
        running().mark_app_valid_cancel_rollback()
        return True
    except OSError:
        return False


# The image that runs is not good: call it before the reset that shall start the other one. A bootloader that goes back by
# itself needs nothing; one that does not is told, and the other image is not on trial again: there is nowhere left to go.
def give_up():
    if state() == "new":
        try:
            other().set_boot()
            running().mark_app_valid_cancel_rollback()  # speaks of what is set to boot
        except (OSError, AttributeError):
            pass


# Makes what runs also what boots, if somebody has set another slot to boot that is now to be written.
def settle():
    if not settled():
        p = running()
        p.set_boot()
        p.mark_app_valid_cancel_rollback()
