# The vectors that the tests of both sides read.
import json

from check import ok

_FOLDER = (__file__[: __file__.rfind("/") + 1] or "./") + "../../transport/src/test/resources/vectors/"


# One vector at a time: the whole list need not fit into a board's heap.
def vectors(kind, name="protocol2"):
    n = 0
    with open(_FOLDER + name + ".json") as f:
        for line in f:
            line = line.strip()
            if line.startswith("{"):
                v = json.loads(line[:-1] if line.endswith(",") else line)
                if v["kind"] == kind:
                    n += 1
                    yield v
    ok(n, kind)
