# Brings the Wi-Fi up. The driver goes on trying by itself; it is started anew only after a long while.
# Another network is another module with use(settings) and up(tries): see the setting `network`.
import network
import time

import logging
from mqboard.compat import pause

_PATIENCE_MS = 30000
_TRIES = 32

log = logging.getLogger("wifi")
_begun = False
_lost = None  # since when there is no Wi-Fi


def use(settings):
    global _ssid, _key, _wlan
    _ssid, _key = settings.wifi
    _wlan = network.WLAN(network.STA_IF)


# Is it time to start anew? tries: attempts to reach the broker that failed in a row. A Wi-Fi that is there but lets nothing
# through is given up after the 32nd, the 64th, the 128th: a broker that is down must not cost the Wi-Fi each time.
def _stuck(tries):
    global _lost
    now = time.ticks_ms()
    if _wlan.isconnected():
        _lost = None
        return tries >= _TRIES and not tries & (tries - 1)
    if not _begun:
        return True
    if _lost is None:
        _lost = now
    return time.ticks_diff(now, _lost) > _PATIENCE_MS


# Returns when there is an address; OSError after ten seconds without.
async def up(tries=0):
    global _begun, _lost
    if _stuck(tries):
        if _begun:
            log.warning("begins anew")
            _wlan.disconnect()
            await pause(1000)  # a driver that is hurried does not connect again
        _begun = True
        _wlan.active(True)
        _lost = time.ticks_ms()
        _wlan.connect(_ssid, _key)
    for _ in range(100):
        if _wlan.isconnected():
            _lost = None
            return
        await pause(100)
    raise OSError("no Wi-Fi, status %d" % _wlan.status())
