# Brings the Wi-Fi up. The driver goes on trying by itself; it is started anew only after a long while. Loaded for an attempt
# to connect, forgotten when the connection stands: see connect.py.
# Another network is another module with use(settings) and up(tries): see the setting `network`.
import network
import time

import logging
from mqboard.compat import pause

_PATIENCE_MS = 30000
_TRIES = 32

log = logging.getLogger("wifi")


# What up() needs to know: (ssid, key), whether it has begun, since when there is no Wi-Fi.
def use(settings):
    ssid, key = settings.wifi
    return [(ssid, key), False, None]


# Is it time to start anew? tries: attempts to reach the broker that failed in a row. A Wi-Fi that is there but lets nothing
# through is given up after the 32nd, the 64th, the 128th: a broker that is down must not cost the Wi-Fi each time.
def _stuck(s, wlan, tries):
    now = time.ticks_ms()
    if wlan.isconnected():
        s[2] = None
        return tries >= _TRIES and not tries & (tries - 1)
    if not s[1]:
        return True
    if s[2] is None:
        s[2] = now
    return time.ticks_diff(now, s[2]) > _PATIENCE_MS


# Returns when there is an address; OSError after ten seconds without.
async def up(s, tries=0):
    wlan = network.WLAN(network.STA_IF)
    if _stuck(s, wlan, tries):
        if s[1]:
            log.warning("begins anew")
            wlan.disconnect()
            await pause(1000)  # a driver that is hurried does not connect again
        s[1] = True
        wlan.active(True)
        s[2] = time.ticks_ms()
        wlan.connect(*s[0])
    for _ in range(100):
        if wlan.isconnected():
            s[2] = None
            return
        await pause(100)
    raise OSError("no Wi-Fi, status %d" % wlan.status())
