# Keeps the board going whatever the application does. What happens once at the start is in start.py.
import gc
import sys
import time

import micropython
import logging
from mqboard import ticker
from mqboard.compat import Gate, asyncio, core, forget, pause

_SHORT = 98304 if sys.maxsize > 1 << 31 else 49152  # bytes of heap

log = logging.getLogger("mqboard")
here = None  # the App
noted = {}  # see crash.py
_gate = Gate()  # opened by each log line
_carrier = None  # the task that carries them
_told = 0  # of the lost ones


# A module of ours that is loaded when first needed, without line numbers: they take heap.
def load(name):
    gc.collect()  # what stays of it, its names, then lies low
    old = micropython.opt_level()
    micropython.opt_level(3)
    try:
        module = __import__("mqboard." + name, None, None, (name,))
    finally:
        micropython.opt_level(old)
    return module


# The same for what is needed now and then: calls a function of the module, and forgets the module.
def once(name, function, *args):
    try:
        result = getattr(load(name), function)(*args)
    finally:
        forget(name)
    return result


# An exception that nobody has caught, into log and crash log.
def crashed(e, what):
    log.exc(e, what)
    try:
        once("crash", "note", what, e)
    except Exception as x:  # no memory for it
        log.error("not in the crash log: %s", repr(x))


# Carries log lines to <prefix>/log: QoS 1, one line a message, in order. It logs nothing itself.
async def _carry(client, topic):
    global _told
    while True:
        try:
            k = logging.dropped - _told
            if not logging.lines:
                if not k:
                    await _gate.wait()
                    continue
                await pause(1000)  # of a flood, all in one
                k = logging.dropped - _told
            if k:
                await client.publish(topic, "W - %8s: %d lines lost" % ("log", k))
                _told += k
            if logging.lines:
                s = logging.take()
                logging.dropped += 1  # unless it arrives
                await client.publish(topic, s)
                logging.dropped -= 1
        except Exception:  # no memory, or given up
            await pause(500)


# Starts that; call it again as Client.start().
def carry(client, topic):
    global _carrier
    logging.on_line = _gate.open
    if _carrier:
        try:
            _carrier.cancel()
        except RuntimeError:
            pass
    _carrier = core.create_task(_carry(client, topic))


class App:
    board = v1 = presence = repl = guard = None
    life = next_s = 0
    number = 0  # of the last session
    left = None

    # Tasks and timer of the framework; also after an interrupt came out of the event loop.
    def restart(self):
        self.client.start()
        carry(self.client, self.settings.prefix + "/log")
        ticker.start(self.client, self.settings.timer)

    # The REPL is loaded when it is first asked for.
    def load(self):
        if not self.repl:
            self.repl = load("repl").Repl(self.client, self.restart)
        return self.repl

    # A protocol is loaded when its first message comes. No memory for it: says so, and tries anew with the next.
    def protocol_2(self, topic, payload, flags):
        if topic[-5:] == "/in/-":
            return self.guard.message(payload)
        if not self.board:
            try:
                self._board()
            except MemoryError:
                b = b"\x20\x09" + bytes(payload[2:12]) + b'\0\0\0\0{"error":"busy","text":"out of memory"}'
                self.client.send(topic.replace("/2/in/", "/2/out/"), b)
                return
        self.board.on_message(topic, payload, flags)

    # For the tick: code that blocks the loop keeps nobody from the board.
    def urgent(self, topic, b):
        if topic[-5:] == "/in/-":
            self.guard.message(b)
            return True
        if self.board:
            return self.board.urgent(topic, b)
        if len(b) < 16 or b[1] != 1 or "/mqb/2/in/" not in topic:
            return False
        self.protocol_2(topic, b, 0)
        return True

    def _board(self):
        gc.collect()
        self.stay = list(sys.modules)  # what is loaded from now on goes when its user has gone
        self.board = load("session").Board(self.client, self.settings, self.presence, self)

    # When memory becomes short, what an operator will need is loaded while there is still room for it.
    def _short(self):
        gc.collect()
        if gc.mem_free() < _SHORT:
            self.next_s = self.presence.up_s + 30
            try:
                self._board()
                self.load()
                load("job")
                load("control")
            except MemoryError:
                pass

    def protocol_1(self, topic, payload, flags):
        if not self.v1:
            gc.collect()
            self.v1 = load("v1").V1(self)
        self.v1.on_message(topic, payload, flags)

    # The task of a part of the application.
    async def part(self, name, start):
        try:
            r = start(self.client, self.settings)
            if hasattr(r, "send"):
                await r
        except Exception as e:
            crashed(e, "part %s has ended" % name)

    # What has to be looked at every second.
    async def _run(self, life):
        t = time.ticks_ms()
        while life == self.life:
            await pause(500)
            self.guard.look(True)
            if time.ticks_diff(time.ticks_ms(), t) >= 1000:
                t = time.ticks_add(t, 1000)
                self.guard.second()
                if self.repl:
                    self.repl.term.wake()
                if self.presence:
                    self.presence.tick()
                    if self.board:
                        if self.board.sweep() and gc.mem_free() >= _SHORT:
                            self.board.unload()
                    elif gc.mem_free() < _SHORT and self.presence.up_s >= self.next_s:
                        self._short()

    # Never returns, but for Ctrl-C twice within two seconds on the serial console.
    def run(self):
        while True:
            self.life += 1
            try:
                core.run_until_complete(core.create_task(self._run(self.life)))
            except KeyboardInterrupt:
                t = time.ticks_ms()
                if not (self.board and self.board.killed or self.repl and self.repl.job):
                    if self.left is not None and time.ticks_diff(t, self.left) < 2000:
                        return
                    self.left = t
                if self.board:
                    self.board.killed = False
                log.warning("a task of the application was interrupted")
            except Exception as e:
                crashed(e, "event loop")
            self.restart()


def failed(loop, context):
    e = context.get("exception")
    if not isinstance(e, asyncio.CancelledError):
        crashed(e, "a task has failed")


# Starts all of it. safe: the folder of safe mode, else "".
def begin(app, safe=""):
    global here
    here = app
    load("client")  # the largest first: compiling takes more memory than what is compiled
    once("start", "start", app, safe)
    forget("settings life changes")


def main(safe=""):
    app = App()
    begin(app, safe)
    app.run()
