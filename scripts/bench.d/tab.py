"""tab.py MARK COMMAND...: starts the command on a pseudo-terminal; when MARK stands there it types, and prints the medians in
milliseconds of: a key until it is echoed, the first Tab at a name until the next key is echoed, Tab at a name that is known until it is
completed. It ends the command with Ctrl-D."""
import os
import pty
import re
import select
import statistics
import sys
import time

LIMIT_S = 20
RUNS = 15
CONTROLS = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]")
CLEAR = b"\x03"


class Terminal:
    def __init__(self, command):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execvp(command[0], command)
        self.seen = b""

    # Milliseconds until the mark stands there, of what comes after this call began; None if it does not come, where that may be.
    def until(self, mark, keys=b"", limit_s=LIMIT_S, may_fail=False):
        self.seen = b""
        started = time.monotonic()
        os.write(self.fd, keys)
        while mark not in CONTROLS.sub(b"", self.seen):
            if not select.select([self.fd], [], [], limit_s)[0]:
                if may_fail:
                    return None
                os.kill(self.pid, 15)
                sys.exit("no %r within %d s; seen: %r" % (mark, limit_s, self.seen[-500:]))
            self.seen += os.read(self.fd, 65536)
        return (time.monotonic() - started) * 1000

    # Reads until nothing more has come for a while.
    def settle(self, seconds=0.3):
        while select.select([self.fd], [], [], seconds)[0]:
            os.read(self.fd, 65536)

    def end(self):
        os.write(self.fd, b"\x04")
        try:
            while os.read(self.fd, 65536):
                pass
        except OSError:
            pass
        os.waitpid(self.pid, 0)


def main(mark, command):
    terminal = Terminal(command)
    terminal.until(mark)
    terminal.settle()
    echo = [terminal.until(b"%d" % (i % 10), b"%d" % (i % 10)) for i in range(2 * RUNS)][RUNS:]
    terminal.until(mark, CLEAR)
    terminal.until(b"Pin.", b"machine.Pin.")
    first = terminal.until(b"Q", b"O\tQ")
    terminal.until(mark, CLEAR)
    terminal.until(b"Pin.OU", b"machine.Pin.OU")
    while terminal.until(b"T", b"\t", 1, True) is None:
        pass
    known = []
    for _ in range(RUNS + 2):
        terminal.until(mark, CLEAR)
        terminal.until(b"Pin.OU", b"machine.Pin.OU")
        terminal.settle(0.1)
        known.append(terminal.until(b"T", b"\t"))
    terminal.until(mark, CLEAR)
    terminal.end()
    print("%.1f %.1f %.1f" % (statistics.median(echo), first, statistics.median(known[2:])))


main(sys.argv[1].encode(), sys.argv[2:])
