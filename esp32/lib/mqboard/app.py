# Starts everything, and keeps the loop going whatever the application does.
import gc
import time

import logging
from mqboard import settings as _settings
from mqboard.compat import asyncio, core, pause

log = logging.getLogger("mqboard")


# The names of a TLS context, or None.
def _tls(s):
    if not s.tls:
        return None
    if isinstance(s.tls, dict):
        return s.tls
    return {"ca": s.cafile, "cert": s.certfile, "key": s.keyfile, "host": s.tls_host, "verify": not s.insecure}


def _client_id(s):
    if s.client_id:
        return s.client_id
    try:
        from machine import unique_id

        return "mqboard-" + "".join(["%02x" % b for b in unique_id()])
    except (ImportError, AttributeError):
        return ""


class App:
    def __init__(self, settings):
        from mqboard.client import Client
        from mqboard.presence import Presence, new_boot

        self.settings = s = settings
        logging.basicConfig(level=s.log_level)
        self.presence = Presence(s, new_boot())
        net = None
        if s.wifi:
            from mqboard import wifi

            wifi.use(*s.wifi)
            net = wifi.up
        self.client = Client(
            s.server, s.port, _tls(s), s.username, s.password, _client_id(s), s.keepalive,
            self.presence.will() if s.protocol == 2 else None, chunk=s.chunk, net=net,
        )
        self.board = self.v1 = None
        self.life = 0
        self.left = time.ticks_add(time.ticks_ms(), -5000)

    # Registers what is to be there, then connects.
    def start(self):
        from mqboard.repl import Repl

        s = self.settings
        self.repl = Repl(self.client, self.restart)
        if s.protocol == 2:
            from mqboard.session import Board

            self.board = Board(self.client, s.prefix, self.presence.boot, self.presence.record, s)
            self.board.repl = self.repl
            self.board.goodbye = self.goodbye
            self.board.start()
            self.presence.start(self.client)
        self.client.subscribe(s.prefix + "/mqb/cmd/#", 1, self._protocol_1)
        for text in s.errors:
            log.error("settings: %s", text)
        self.restart()

    # Tasks and timer of the framework; also after an interrupt came out of the event loop.
    def restart(self):
        from mqboard import logs, ticker

        self.client.start()
        logs.start(self.client, self.settings.prefix + "/log")
        ticker.start(self.client, self.settings.timer)

    # Before a reset, so that nobody has to wait for a time-out.
    async def goodbye(self, reason):
        if self.board:
            await self.presence.goodbye(reason)
        else:
            await self.client.stop()

    # Protocol 1 is loaded when its first message comes.
    def _protocol_1(self, topic, payload, flags):
        if self.v1 is None:
            from mqboard.v1 import V1

            self.v1 = V1(self)
        self.v1.on_message(topic, payload, flags)

    # The application: what fails to start is reported, the rest goes on.
    def load(self):
        for name in self.settings.parts:
            try:
                start = __import__(name).start
                core.create_task(self._part(name, start))
            except Exception as e:
                log.exc(e, "part %s was not started", name)
            gc.collect()

    async def _part(self, name, start):
        try:
            r = start(self.client, self.settings)
            if hasattr(r, "send"):
                await r
        except Exception as e:
            log.exc(e, "part %s has ended", name)

    # What has to be looked at every second.
    async def _watch(self, life):
        last = time.ticks_ms()
        rest = 0
        while life == self.life:
            await pause(1000)
            now = time.ticks_ms()
            rest += time.ticks_diff(now, last)
            last = now
            self.repl.term.wake()
            if self.board:
                self.presence.tick(rest // 1000)
                self.board.sweep(now)
            rest %= 1000

    # Never returns, but for Ctrl-C twice within two seconds on the serial console.
    def run(self):
        while True:
            self.life += 1
            try:
                core.run_until_complete(core.create_task(self._watch(self.life)))
            except KeyboardInterrupt:
                now = time.ticks_ms()
                if not self.repl.killed and self.repl.job is None:
                    if time.ticks_diff(now, self.left) < 2000:
                        return
                    self.left = now
                self.repl.killed = False
                log.warning("a task of the application was interrupted")
                self.restart()
            except Exception as e:
                log.exc(e, "event loop")
                self.restart()


def _failed(loop, context):
    e = context.get("exception")
    if not isinstance(e, asyncio.CancelledError):
        log.exc(e, "a task has failed")


def main():
    from sys import path

    if "/src" not in path:
        path.append("/src")
    # sleep_ms() shares one object between all tasks, which an interrupt can leave unusable.
    asyncio.sleep_ms = core.sleep_ms = pause
    asyncio.get_event_loop().set_exception_handler(_failed)
    app = App(_settings.load())
    app.start()
    app.load()
    app.run()
    return app
