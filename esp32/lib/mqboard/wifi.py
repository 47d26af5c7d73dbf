# Brings the Wi-Fi up. The driver goes on trying by itself; it is started anew only after a long while.
import network
import time

from mqboard.compat import pause

_PATIENCE_MS = 30000


def use(ssid, key):
    global _ssid, _key, _wlan, _since
    _ssid = ssid
    _key = key
    _wlan = network.WLAN(network.STA_IF)
    _since = None


# Returns when there is an address; OSError after a while without.
async def up():
    global _since
    if _wlan.isconnected():
        return
    now = time.ticks_ms()
    if _since is None or time.ticks_diff(now, _since) > _PATIENCE_MS:
        if _since is not None:
            _wlan.disconnect()
        _wlan.active(True)
        _since = now
        _wlan.connect(_ssid, _key)
    for _ in range(100):
        if _wlan.isconnected():
            return
        await pause(100)
    raise OSError("no Wi-Fi, status %d" % _wlan.status())
