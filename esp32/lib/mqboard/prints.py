# What the application prints, as log lines: the setting log_print. It sits in os.dupterm's one slot, which the REPL takes
# while code of an operator runs and gives back afterwards.
import io
import os

import logging
from mqboard import ticker

_MOST = 200  # bytes of a line


class Prints(io.IOBase):
    inside = False

    def __init__(self):
        self.log = logging.getLogger("print")
        self.line = bytearray()

    def ioctl(self, op, arg):
        return 0

    def readinto(self, b):
        return None

    # An exception here would cost us the slot, so an interrupt is put off until it has returned; see term.py.
    # The lines of our own log come along here, too, when the console shows them.
    def write(self, b):
        mine = again = False
        try:
            for _ in (1, 2, 3):
                pass
            if not self.inside and not logging.printing:
                ticker.hold = 1
                self.inside = mine = True
                self._take(b)
        except KeyboardInterrupt:
            again = True
        except Exception:
            logging.dropped += 1
        if mine:
            self.inside = False
            ticker.hold = 0
        if again or mine and ticker._want:
            ticker.interrupt()
        return len(b)

    def _take(self, b):
        at = 0
        while at < len(b):
            i = b.find(b"\n", at)
            end = len(b) if i < 0 else i
            self.line.extend(b[at : min(end, at + _MOST - len(self.line))])
            if i < 0:
                return
            at = i + 1
            line = bytes(self.line).rstrip()
            self.line = bytearray()
            if line and self.log.isEnabledFor(20):
                try:
                    s = str(line, "utf-8")
                except UnicodeError:
                    s = repr(line)
                logging.put(20, "print", s, False)
                if logging.on_line:
                    logging.on_line()


def start():
    old = os.dupterm(Prints())
    if old:  # somebody else's terminal
        os.dupterm(old)
        logging.getLogger("mqboard").warning("log_print: the terminal is taken")
