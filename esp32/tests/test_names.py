# The command names: what there is to complete, and that nothing runs for it.
import json
import sys

import fakes
from check import eq, ok, run
from fakes import Peer, board

import __main__

ran = []


class Base:
    kind = 7

    @property
    def costly(self):
        ran.append("property")
        return self

    def common(self):
        ran.append("method")


class Lamp(Base):
    def __init__(self):
        self.pin = 5
        self.label = "x" * 500
        self.other = None

    def light(self):
        ran.append("light")

    def __getattr__(self, name):
        ran.append(name)
        raise AttributeError(name)


class Lazy:
    pass


def names(of=None, p=None):
    p = p or Peer(board())
    head = {"c": "names"}
    if of is not None:
        head["of"] = of
    end, out = p.finish(p.request(head), 5000)
    return end, str(out.get(0, b""), "utf-8").split()


def test_globals_and_builtins():
    __main__.blinky = Lamp()
    end, found = names()
    for x in ("blinky", "print", "len", "KeyError"):
        ok(x in found, x)
    eq(end["n"], len(found))
    eq([x for x in found if x.startswith("__")], [])
    eq(found, sorted(found))


def test_object_has_its_own_names_and_those_of_its_classes():
    __main__.blinky = Lamp()
    end, found = names("blinky")
    eq(end["type"], "Lamp")
    eq(found, ["common", "costly", "kind", "label", "light", "other", "pin"])
    eq(ran, [])


def test_value_of_a_simple_object_is_told():
    __main__.blinky = Lamp()
    eq(names("blinky.pin")[0]["value"], "5")
    eq(names("blinky.other")[0]["value"], "None")
    eq(names("blinky.label")[0]["value"], repr("x" * 60))
    eq(names("blinky.light")[0]["type"], "function")
    eq("value" in names("blinky.light")[0], False)
    __main__.large = 1 << 5000
    eq("value" in names("large")[0], False)


def test_property_is_named_but_never_read():
    __main__.blinky = Lamp()
    eq(names("blinky.costly.pin")[0]["error"], "not-found")
    eq(names("blinky.costly")[0]["error"], "not-found")
    eq(names("blinky.nothing")[0]["error"], "not-found")
    eq(ran, [])


def test_modules_and_classes():
    __main__.json = json
    ok("loads" in names("json")[1])
    __main__.Lamp = Lamp
    end, found = names("Lamp")
    ok("light" in found and "kind" in found)
    eq(end["type"], "type")
    eq(names("Lamp.kind")[0]["value"], "7")
    ok("from_bytes" in names("int")[1])


def test_module_that_was_not_imported_is_looked_into_if_it_is_built_in_or_loaded():
    __main__.__dict__.pop("math", None)
    ok("sqrt" in names("math")[1])
    ok("Peer" in names("fakes")[1])
    eq(names("antigravity")[0]["error"], "not-found")


# asyncio loads its parts when somebody asks for a name in them.
def test_module_that_loads_its_parts_when_asked_is_not_asked():
    import asyncio

    __main__.asyncio = asyncio
    before = sorted(sys.modules)
    end, found = names("asyncio")
    ok("sleep_ms" in found and "start_server" in found, found)
    eq(names("asyncio.start_server")[0]["error"], "not-found")
    eq(names("asyncio.core.Loop")[0]["type"], "type")
    eq(sorted(sys.modules), before)


def test_many_names_come_through_a_small_buffer():
    b = board()
    p = Peer(b)
    __main__.crowd = c = Lazy()
    for i in range(1200):
        setattr(c, "a_rather_long_name_%d" % i, i)
    end, found = names("crowd", p)
    eq(len(found), 1000)
    eq(end["n"], 1000)


def test_bad_heads():
    for of in (7, [], "x" * 201):
        eq(names(of)[0]["error"], "bad-request")
    for of in (".", "a..b", "1", "print()", "blinky.pin.", "\x00"):
        eq(names(of)[0]["error"], "not-found", of)


# A name that is sent must not stay in the board's memory for ever.
def test_unknown_names_are_not_interned():
    __main__.blinky = Lamp()
    p = Peer(board())
    names("blinky.zzq1", p)
    before = qstrs()
    for i in range(40):
        names("zz%dq" % i, p)
        names("blinky.zz%dq" % i, p)
        names("json.zz%dq.yy%d" % (i, i), p)
    eq(qstrs(), before)


# How many strings the interpreter has interned, told by its own listing of the names of an object that has all.
def qstrs():
    class All:
        def __getattr__(self, name):
            return 1

    return len(dir(All()))


run(globals())
