"""logs.py MARK COMMAND...: starts the shell on a pseudo-terminal, has all logs shown above its prompt, and presses a
key now and then. Prints the median and the longest time in ms until a key was echoed, the CPU in percent of one core,
and the resident memory in MB two seconds after the beginning and at the end."""
import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

LIMIT_S = 20
EVERY_S = 0.4
CONTROLS = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]")
KEYS = "αβγδεζηθικλμνξοπρστυφχψω"  # none of them is in a log line


class Shell:
    def __init__(self, command):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
            os.execvp(command[0], command)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    # Reads until the text has come; returns when that was.
    def until(self, text):
        seen = b""
        end = time.monotonic() + LIMIT_S
        while text.encode() not in CONTROLS.sub(b"", seen):
            if time.monotonic() > end:
                os.kill(self.pid, 15)
                sys.exit("no %r within %d s; seen: %r" % (text, LIMIT_S, seen[-500:]))
            if select.select([self.terminal], [], [], 1)[0]:
                seen = seen[-4000:] + os.read(self.terminal, 65536)
        return time.monotonic()

    # What is shown is read all the time, as a terminal does.
    def idle(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]:
                os.read(self.terminal, 65536)

    def press(self, text):
        os.write(self.terminal, text.encode())
        return time.monotonic()

    def cpu_s(self):
        with open("/proc/%d/stat" % self.pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self):
        with open("/proc/%d/status" % self.pid) as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1000


def main(mark, command):
    shell = Shell(command)
    shell.until(mark)
    shell.press("%logs --above '*'\r")
    shell.until("lines not shown")
    shell.idle(2)
    began, cpu, memory = time.monotonic(), shell.cpu_s(), shell.resident_mb()
    echoes = []
    for key in KEYS:
        pressed = shell.press(key)
        echoes.append((shell.until(key) - pressed) * 1000)
        shell.idle(EVERY_S)
    load = (shell.cpu_s() - cpu) / (time.monotonic() - began) * 100
    echoes.sort()
    print("%.1f %.1f %.0f %.0f %.0f" % (echoes[len(echoes) // 2], echoes[-1], load, memory, shell.resident_mb()))
    os.kill(shell.pid, 15)
    os.waitpid(shell.pid, 0)


main(sys.argv[1], sys.argv[2:])
