# Changes of files that await their confirmation: the seconds left stand in the presence record, and when none are
# left the previous versions come back.
import logging
from time import ticks_add, ticks_diff, ticks_ms

from mqboard import changes
from mqboard.app import load
from mqboard.compat import core, pause

# The Wait that goes on, or None. The App holds it, because this module may be unloaded and loaded again meanwhile.
def now(app):
    return getattr(app, "waiting", None)


class Wait:
    # reached: the board was reachable in this boot; only from then on the seconds count
    def __init__(self, app, seconds, reached):
        self.app = app
        app.waiting = self
        self.left = seconds
        self.reached = reached
        self.plain = None
        p = app.presence
        if p:
            self.plain = p.record
            self._use(self.record)
            if reached:
                p.announce()
        self.task = core.create_task(self._run())

    def _use(self, record):
        self.app.presence.record = record
        if self.app.board:
            self.app.board.record = record

    def record(self):
        return '%s,"confirm":%d}' % (self.plain()[:-1], self.left)

    async def _run(self):
        t = ticks_ms()
        while self.left > 0:
            await pause(500)
            while ticks_diff(ticks_ms(), t) >= 1000:
                t = ticks_add(t, 1000)
                if self.reached:
                    self.left -= 1
                elif self.app.client.connected:
                    self.reached = True
        await self._back()

    # The list stays until the next boot, which goes through it once more and says why the board was reset.
    async def _back(self):
        logging.getLogger("mqboard").warning("the changes of files were not confirmed: taking them back")
        changes.turn("confirm")
        for _ in changes.undo():
            await pause(0)
        await load("control").restart(self.app, "hard")

    # It was confirmed or taken back.
    def end(self):
        self.app.waiting = None
        self.task.cancel()
        if self.plain:
            self._use(self.plain)
            self.app.presence.announce()
