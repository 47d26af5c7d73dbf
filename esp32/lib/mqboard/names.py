# The command names: what a dotted name of Python has, for completion. Nothing runs for it: no call, no property, no
# __getattr__; and no name that a client sends is interned, because it is looked for before it is used.
import builtins
import json
import sys

import __main__
from mqboard.paths import Teller
from mqboard.request import Refused

_MODULE = type(json)
# Built into the firmware: to import them changes nothing.
_BUILT_IN = ("machine", "network", "esp32", "bluetooth", "espnow", "time", "os", "sys", "gc", "math", "json", "re", "struct", "socket")
_SHOWN = (int, float, bool, str, bytes, type(None))
_MOST = 1000


# All names in o, of an object also those of its class.
def _all(o):
    if isinstance(o, type):
        return dir(o)
    own = list(getattr(o, "__dict__", ()))
    if type(o) is not _MODULE:
        return own + dir(type(o))
    # dir() would ask such a module for every name that there is, and it would load what it can.
    return own + list(getattr(o, "_attrs", ()) if "_attrs" in own else ()) if "__getattr__" in own else dir(o)


def _first(name):
    for x in __main__, builtins:
        if name in x.__dict__:
            return x.__dict__[name]
    if name in sys.modules:
        return sys.modules[name]
    if name in _BUILT_IN:
        try:
            return __import__(name)
        except ImportError:
            pass
    raise Refused("not-found", "no such name")


def _next(o, name):
    if name in _all(o):
        own = getattr(o, "__dict__", ())
        if name in own and not isinstance(o, type):
            return own[name]
        if isinstance(o, type) or type(o) is _MODULE and "__getattr__" not in own:
            return getattr(o, name)
        if type(o) is not _MODULE and type(getattr(type(o), name)) is not property:
            return getattr(type(o), name)
    raise Refused("not-found", "no such name, or it would have to be computed")


class Names(Teller):
    def __init__(self, request, head):
        super().__init__(request)
        of = head.get("of", "")
        if not isinstance(of, str) or len(of) > 200:
            raise ValueError("of")
        self.of = of.split(".") if of else ()

    async def work(self):
        result = {"ok": True}
        if self.of:
            o = _first(self.of[0])
            for name in self.of[1:]:
                o = _next(o, name)
            result["type"] = getattr(type(o), "__name__", "")
            if type(o) in _SHOWN and (type(o) is not int or -1 << 63 <= o < 1 << 63):
                result["value"] = repr(o[:60] if type(o) in (str, bytes) else o)
            names = _all(o)
        else:
            names = _all(__main__) + _all(builtins)
        names = sorted({x for x in names if x[:2] != "__"})[:_MOST]
        for i in range(0, len(names), 32):
            await self.tell("".join([x + "\n" for x in names[i : i + 32]]).encode())
        result["n"] = len(names)
        return result


COMMANDS = {"names": Names}
