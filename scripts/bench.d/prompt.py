"""prompt.py MARK COMMAND...: starts the command on a pseudo-terminal, prints the milliseconds until any prompt stood
there and until MARK did, then ends it with Ctrl-D."""
import os
import pty
import re
import select
import sys
import time

LIMIT_S = 20
CONTROLS = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]")


def main(mark, command):
    started = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    seen = b""
    first = None
    while mark not in CONTROLS.sub(b"", seen):
        if not select.select([terminal], [], [], LIMIT_S)[0]:
            os.kill(pid, 15)
            sys.exit("no prompt within %d s; seen: %r" % (LIMIT_S, seen[-500:]))
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            sys.exit("the program ended; seen: %r" % seen[-500:])
        if first is None and b"mqboard>" in seen:
            first = time.monotonic()
    ready = time.monotonic()
    os.write(terminal, b"\x04")
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.waitpid(pid, 0)
    print("%.1f %.1f" % ((first - started) * 1000, (ready - started) * 1000))


main(sys.argv[1].encode(), sys.argv[2:])
