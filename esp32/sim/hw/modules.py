# Puts the simulated modules in the place of the unix port's own, so that a board's `import` finds them.
import os
import sys
import time
import micropython
from . import console, state
from . import esp32 as _esp32, machine as _machine, network as _network, time as _time

# What the unix port has and a board has not.
_FOREIGN = (
    "getenv putenv unsetenv system errno VfsPosix exc_info executable atexit ps1 ps2 clock __name__ __dict__ __class__"
).split()


# Copies what the real module has and the simulated one has not.
def _fill(module, real):
    for name in dir(real):
        if name not in _FOREIGN and not hasattr(module, name):
            setattr(module, name, getattr(real, name))


def _install(name, module):
    module.__name__ = name
    sys.modules[name] = module
    sys.modules.pop("hw." + name, None)


# Makes an empty module object: a real one, because `from x import *` takes nothing else.
def _new():
    module = __import__("hw.blank", None, None, ("*",))
    del sys.modules["hw.blank"]
    del module.__file__
    return module


def _version():
    return ".".join([str(n) for n in sys.implementation[1][:3]])


def _board_os():
    from collections import namedtuple

    module = _new()
    uname = namedtuple("uname", ("sysname", "nodename", "release", "version", "machine"))
    chip = state.options.get("CHIP", "Generic ESP32 module with ESP32")
    module.uname = lambda: uname("esp32", "esp32", _version(), state.image, chip)
    module.dupterm = console.dupterm
    module.dupterm_notify = console.dupterm_notify
    module.sync = lambda: None
    _fill(module, os)
    _install("os", module)
    sys.modules["uos"] = module


def _board_sys():
    from collections import namedtuple

    module = _new()
    real = sys.implementation
    kind = namedtuple("implementation", ("name", "version", "_machine", "_mpy"))
    chip = state.options.get("CHIP", "Generic ESP32 module with ESP32")
    module.implementation = kind(real[0], real[1], chip, getattr(sys.implementation, "_mpy", 0))
    module.platform = "esp32"
    module.stdout = module.stderr = console.stdout
    module.print_exception = console.print_exception
    _fill(module, sys)
    _install("sys", module)
    sys.modules["usys"] = module


def _board_micropython():
    module = _new()
    module.kbd_intr = console.kbd_intr
    for name in ("mem_info", "qstr_info"):
        setattr(module, name, console.captured(getattr(micropython, name)))
    _fill(module, micropython)
    _install("micropython", module)


def begin():
    _board_os()
    _board_micropython()
    _fill(_time, time)
    _install("time", _time)
    sys.modules["utime"] = _time
    _install("machine", _machine)
    sys.modules["umachine"] = _machine
    _install("esp32", _esp32)
    _install("network", _network)
    _board_sys()
