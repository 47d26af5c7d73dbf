# A simulated board and a real Mosquitto, for tests from end to end.
import os
import time

from mosquitto import HERE, Mosquitto
from wire import Mqtt, Session


class Rig:
    # settings: lines for the board's settings.py. files: {path: text} that are on the flash before it starts. heap: twice
    # what an ESP32 needs for the same, see mqboard-board(7).
    def __init__(self, settings=(), files={}, prefix="t/board", config="", broker=None, heap="224K"):
        self.heap = heap
        self.broker = broker or Mosquitto()
        self.prefix = prefix
        self.folder = self.broker.folder
        for path in files:
            os.system("mkdir -p $(dirname %s/flash/%s)" % (self.folder, path))
            with open(self.folder + "/flash/" + path, "w") as f:
                f.write(files[path])
        with open(self.folder + "/config", "w") as f:
            for line in settings:
                f.write("SETTING=%s\n" % line)
            f.write(config + "\n")
        self.start()

    def start(self):
        self.broker.shell(
            "{ %s../../scripts/simboard --port %d --prefix %s --root flash --config config --heap %s"
            " </dev/null >>console 2>&1 & } && echo $! >board.pid; (sleep 150 & trap 'kill $!' TERM; wait $! && kill $(cat board.pid)) >/dev/null 2>&1 &"
            " echo $! >guard.pid" % (HERE, self.broker.port, self.prefix, self.heap)
        )

    # USR1: the reset button, USR2: power cut, TERM: the end.
    def signal(self, name):
        self.broker.shell("kill -%s $(cat board.pid) 2>/dev/null" % name)

    def session(self, bundle=True):
        s = Session(Mqtt(self.broker.port), self.prefix, bundle)
        s.welcome = s.hello(20000)
        return s

    # The text that the console has shown so far.
    def console(self):
        try:
            with open(self.folder + "/console", "rb") as f:
                return f.read()
        except OSError:
            return b""  # it is only being started

    # Waits until test() is true.
    def until(self, test, ms=20000):
        end = time.ticks_add(time.ticks_ms(), ms)
        while not test():
            if time.ticks_diff(end, time.ticks_ms()) < 0:
                raise AssertionError("time-out; console: %s" % self.console()[-600:])
            time.sleep_ms(20)

    def close(self):
        self.signal("TERM")
        self.broker.shell("kill $(cat guard.pid) 2>/dev/null; while kill -0 $(cat board.pid) 2>/dev/null; do sleep 0.02; done")
        self.broker.close()
