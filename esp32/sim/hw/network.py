# The module network of a board: a station that is connected soon after connect(), unless the option WIFI or the file
# `wifi` in the board's state folder says otherwise: ok, down, no_ap, wrong_password.
import time
from . import machine, state

STA_IF = 0
AP_IF = 1
STAT_IDLE = 1000
STAT_CONNECTING = 1001
STAT_GOT_IP = 1010
STAT_NO_AP_FOUND = 201
STAT_WRONG_PASSWORD = 202
STAT_BEACON_TIMEOUT = 200
_hostname = "mpy-esp32"
_country = "XX"
_started = {}  # of an interface: when connect() was called


def hostname(name=None):
    global _hostname
    if name is None:
        return _hostname
    _hostname = name


def country(code=None):
    global _country
    if code is None:
        return _country
    _country = code


class WLAN:
    IF_STA = STA_IF
    IF_AP = AP_IF
    _active = {}
    _config = {"mac": None, "essid": "", "ssid": "", "reconnects": -1, "pm": 1, "txpower": 20, "channel": 1}

    def __init__(self, interface=STA_IF):
        if interface not in (STA_IF, AP_IF):
            raise ValueError("invalid WLAN interface identifier")
        self._id = interface

    def active(self, on=None):
        if on is None:
            return WLAN._active.get(self._id, False)
        WLAN._active[self._id] = bool(on)
        if not on:
            _started.pop(self._id, None)
        return bool(on)

    def connect(self, ssid=None, key=None, *, bssid=None):
        if not self.active():
            raise OSError("Wifi Internal State Error")
        if ssid:
            WLAN._config["ssid"] = WLAN._config["essid"] = ssid
        _started[self._id] = time.ticks_ms()

    def disconnect(self):
        _started.pop(self._id, None)

    def status(self, what=None):
        if what == "rssi":
            return int(state.options.get("RSSI", "-50"))
        if self._id not in _started:
            return STAT_IDLE
        air = (state.air or state.load("wifi") or state.options.get("WIFI", "ok").encode()).strip()
        if air == b"no_ap":
            return STAT_NO_AP_FOUND
        if air == b"wrong_password":
            return STAT_WRONG_PASSWORD
        delay = int(state.options.get("WIFI_DELAY_MS", "0"))
        if air == b"down" or time.ticks_diff(time.ticks_ms(), _started[self._id]) < delay:
            return STAT_CONNECTING
        return STAT_GOT_IP

    def isconnected(self):
        return self.status() == STAT_GOT_IP

    def ifconfig(self, *_):
        if self.isconnected():
            return ("127.0.0.1", "255.0.0.0", "127.0.0.1", "127.0.0.1")
        return ("0.0.0.0", "0.0.0.0", "0.0.0.0", "0.0.0.0")

    def ipconfig(self, name=None, **_):
        if name == "addr4":
            return self.ifconfig()[:2]

    def scan(self):
        return [(b"sim", b"\x02\x00\x00\x00\x00\x01", 1, -50, 3, False)]

    def config(self, *names, **values):
        if names:
            if names[0] == "mac":
                return machine.unique_id()
            return WLAN._config[names[0]]
        for name in values:
            WLAN._config[name] = values[name]
