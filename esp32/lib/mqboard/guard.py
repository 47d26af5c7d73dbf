# Feeds the hardware watchdog as long as an operator can get in, or cannot be expected to: the proof is a round trip
# through the broker. And tells life.py, by turn.py, when it is time for something. See mqboard-board(7).
from mqboard import ticker
from mqboard.app import once
from mqboard.compat import ticks_diff, ticks_ms

_TRYING_MS = 120000  # no attempt to connect takes longer


# start.py says what the other members are.
class Guard:
    up = 0  # s since the boot
    on = 0  # s reachable, or, negative, not reachable
    proof = 0  # 0 no round trip in this boot yet, 1 there was one, 2 they have stopped and did not come back
    tries = -1
    noted = False

    # The round trip is complete.
    def message(self, payload):
        if bytes(payload) == self.boot:
            self.heard = ticks_ms()
            self.proof = 1

    # Twice a second from the loop; from the timer while code blocks it. Code of an operator may do so as long as he
    # gets through to stop it.
    def look(self, turns=False):
        now = ticks_ms()
        c = self.app.client
        live = turns or ticker.running
        if not c.up or c.err:
            if c.tries != self.tries:
                self.tries = c.tries
                self.tried = now
            if self.proof == 2 and ticks_diff(now, self.asked) > 60000:
                self.proof = 1  # there is no broker
            live = turns and ticks_diff(now, self.tried) < _TRYING_MS
        elif live:
            if ticks_diff(c.since, self.asked) > 0 or ticks_diff(now, self.asked) >= self.every:
                if c.send(self.app.settings.prefix + "/mqb/2/in/-", self.boot):
                    self.asked = now
            if self.proof < 2 and min(ticks_diff(now, c.since), ticks_diff(now, self.heard)) > 2 * self.every + 10000:
                self._turn("deaf")
        if live and self.proof < 2:
            if self.wdt:
                self.wdt.feed()
        elif not turns and not self.noted and ticks_diff(now, c.beat) > 2 * self.every:
            self._turn("blocked")

    # Every second.
    def second(self):
        self.up += 1
        c = self.app.client
        if c.up and self.proof == 1 and ticks_diff(self.heard, c.since) >= 0:
            self.on = max(self.on, 0) + 1
        else:
            self.on = min(self.on, 0) - 1
        if self.on == self.allok:
            self.allok += 10  # if this fails
            self._turn("good")
        elif self.on == self.far:
            self._turn("far")
        elif self.up == self.due:
            self.due += 60
            self._turn("late")

    def _turn(self, what):
        once("turn", "turn", self, what)
