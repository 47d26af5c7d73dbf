# A pending KeyboardInterrupt, as mp_sched_keyboard_interrupt() leaves it on the ESP32: the virtual machine raises it at
# its next safe point. The unix port sends itself a signal for that, whose handler may jump out of the memory manager;
# so the exception is put straight into the thread's state, which is found in memory when the board starts.
import sys
import uctypes
from . import libc

_exception = KeyboardInterrupt()
_address = id(_exception).to_bytes(8, sys.byteorder)
_NONE = bytes(8)


# Returns the place of the pending exception of the main thread, or None. The thread's state lies shortly before the
# dictionary of __main__ and holds the address of the globals of the running module; the pending exception follows at a
# distance that differs between versions (1.20: 16, 1.25: 24). A place counts when writing to it raises.
def _find():
    import __main__

    end = id(__main__.__dict__)
    mine = id(globals()).to_bytes(8, sys.byteorder)
    for distance in range(0, 16384, 8):
        if uctypes.bytearray_at(end - distance, 8) == mine:
            for offset in (16, 24, 32):
                place = uctypes.bytearray_at(end - distance + offset, 8)
                if place == _NONE and _raises(place):
                    return place
    return None


def _raises(place):
    try:
        place[:] = _address
        for _ in range(2):
            pass
        place[:] = _NONE
        return False
    except KeyboardInterrupt:
        return True


_place = _find()
# Where the exception keeps its traceback; cleared before each use, as the ESP32 does.
_traceback = uctypes.bytearray_at(id(_exception) + 16, 8)
can_interrupt = _place is not None and _traceback != _NONE


# Nothing may follow the last line: a jump would raise the exception here, inside of a callback, where it is swallowed.
def interrupt():
    _traceback[:] = _NONE
    _place[:] = _address


# For a MicroPython whose thread state was not found: stops plain loops, but not reliably code that allocates.
def _interrupt_by_signal():
    libc.pthread_kill(libc.pthread_self(), libc.SIGINT)


if not can_interrupt:
    interrupt = _interrupt_by_signal
