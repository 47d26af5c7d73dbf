# Sessions, requests exactly once, execution and its output: frames in, frames out, without a broker.
import fakes
from check import eq, ok, run
from fakes import Peer, board, idle, turn
from mqboard import frames
from fakes import ACK, BYE, DATA, END, ERROR, HELLO, INTERRUPT, REQUEST, WELCOME


def kinds(got):
    return [f[0] for f in got]


def test_hello_finds_the_same_session():
    b = board()
    p = Peer(b)
    eq(p.number, 0xA1B20001)
    n = p.number
    p.hello(nonce=5)
    eq(p.number, n)
    eq(Peer(b, "c2").number, 0xA1B20002)


def test_hello_of_another_version():
    b = board()
    p = Peer(b)
    p.raw(frames.pack(HELLO, 0, 0, 0, 9, 0) + b'{"v":[3]}')
    got = p.got()
    eq(got[0][0], ERROR)
    ok(b"version" in got[0][6])


def test_expression():
    p = Peer(board())
    end, out = p.exec("45+876")
    eq(end, {"ok": True})
    eq(out, {1: b"921\n"})


def test_repl_as_the_console():
    p = Peer(board())
    eq(p.exec("a = 5")[1], {})
    eq(p.exec("a"), ({"ok": True}, {1: b"5\n"}))
    eq(p.exec("_ + 1")[1], {1: b"6\n"})
    eq(p.exec("None")[1], {})
    eq(p.exec("a = 1\nb = 2\nprint(a + b)")[1], {0: b"3\n"})
    eq(p.exec("for i in range(2):\n    i\n    print('p')\n")[1], {1: b"0\n1\n", 0: b"p\np\n"})
    eq(p.exec("'it\\'s'")[1], {1: b'"it\'s"\n'})
    eq(p.exec("[b'x', 'y']")[1], {1: b"[b'x', 'y']\n"})


def test_modes():
    p = Peer(board())
    eq(p.exec(" None ", "eval")[1], {1: b"None\n"})
    eq(p.exec("7", "exec")[1], {})
    eq(p.exec("x = 1", "eval")[0]["error"], "exception")
    eq(p.exec("1", "other")[0]["error"], "bad-request")


def test_exception():
    p = Peer(board())
    end, out = p.exec("def f():\n    raise ValueError('no')\nf()", "exec")
    eq(end, {"error": "exception", "type": "ValueError", "text": "ValueError: no"})
    text = out[2].decode()
    ok(text.startswith("Traceback (most recent call last):\n  File \"<stdin>\", line 3, in <module>\n"), text)
    ok("repl.py" not in text, text)
    ok(text.endswith("ValueError: no\n"), text)
    eq(p.exec("1+1")[1], {1: b"2\n"})


def test_syntax_error():
    end, out = Peer(board()).exec("a b")
    eq(end["type"], "SyntaxError")
    ok(b"SyntaxError" in out[2])


def test_system_exit():
    p = Peer(board())
    eq(p.exec("raise SystemExit")[0], {"ok": True, "exit": 0})
    eq(p.exec("import sys; sys.exit(3)")[0], {"ok": True, "exit": 3})


def test_recursion():
    end, out = Peer(board()).exec("def f(): f()\nf()", "exec")
    eq(end["type"], "RuntimeError")


def test_await():
    p = Peer(board())
    src = "import asyncio\nasync def __mqb__():\n    global zz\n    await asyncio.sleep_ms(5)\n    print('a')\n    zz = 3\n    return 7\n"
    eq(p.exec(src, "await"), ({"ok": True}, {0: b"a\n", 1: b"7\n"}))
    eq(p.exec("zz")[1], {1: b"3\n"})
    end, out = p.exec("async def __mqb__():\n    1/0\n", "await")
    eq(end["type"], "ZeroDivisionError")


def test_await_interrupted():
    b = board()
    p = Peer(b)
    rid = p.request({"c": "exec", "m": "await"}, "import asyncio\nasync def __mqb__():\n    await asyncio.sleep(60)\n")
    idle()
    p.send(INTERRUPT, rid)
    eq(p.finish(rid)[0]["error"], "interrupted")
    eq(b.repl.job, None)


def test_nested_loop_interrupted():
    b = board()
    p = Peer(b)
    rid = p.request({"c": "exec"}, "import asyncio\nasync def s():\n    await asyncio.sleep(60)\nasyncio.run(s())")
    later(lambda: p.send(INTERRUPT, rid))
    eq(p.finish(rid)[0]["error"], "interrupted")
    eq(p.exec("import asyncio\nasync def s(): pass\nasyncio.run(s())\n3", "exec")[0], {"ok": True})
    eq(p.exec("1")[1], {1: b"1\n"})


def later(f, ms=20):
    import asyncio

    async def run():
        await asyncio.sleep_ms(ms)
        f()

    asyncio.create_task(run())


def test_request_is_acknowledged_before_it_runs():
    p = Peer(board())
    p.request({"c": "exec"}, "1")
    got = p.got()
    eq(kinds(got), [ACK])
    eq(got[0][2] & 2, 2)


def test_bundle_client_gets_one_message():
    b = board()
    p = Peer(b, bundle=True)
    n = b.client.count
    eq(p.exec("45+876"), ({"ok": True}, {1: b"921\n"}))
    eq(b.client.count, n + 1)


def test_bundle_of_fin_and_request():
    b = board()
    p = Peer(b, bundle=True)
    rid = p.request({"c": "exec"}, "1")
    p.finish(rid, fin=False)
    parts = [frames.pack(ACK, 0, 1, p.number, rid, 2), frames.pack(REQUEST, 0, 0, p.number, rid + 1, 1) + p.head({"c": "exec"}, b"2")]
    p.send(10, 0, 0, b"".join([len(x).to_bytes(2, "big") + x for x in parts]))
    p.rid += 1
    eq(p.finish(rid + 1)[1], {1: b"2\n"})
    s = b.sessions["c1"]
    eq(s.reqs, {})


def test_exactly_once():
    p = Peer(board())
    p.exec("n = 0")
    head = {"c": "exec", "m": "exec"}
    rid = p.request(head, "n += 1")
    p.request(head, "n += 1", rid=rid)
    turn(lambda: END in kinds(p.got()))
    p.request(head, "n += 1", rid=rid)
    eq(kinds(p.got()), [END])
    p.send(ACK, rid, 0, flags=1)
    p.request(head, "n += 1", rid=rid)
    p.request(head, "n += 1", rid=rid + 2)
    idle()
    eq(p.got(), [])
    eq(p.exec("n")[1], {1: b"1\n"})


def test_reply_is_repeated_when_asked():
    p = Peer(board())
    rid = p.request({"c": "exec"}, "print('abc')")
    turn(lambda: END in kinds(p.got()))
    p.send(ACK, rid, 2, flags=2)
    got = p.got()
    eq(kinds(got), [ACK, DATA, END])
    eq(got[1][5:], (2, b"c\n"))
    p.send(ACK, rid, 4, flags=1)
    p.send(ACK, rid, 0, flags=2)
    got = p.got()
    eq(kinds(got), [ERROR])


def test_unknown_session_and_request():
    b = board()
    p = Peer(b)
    p.number += 5
    p.request({"c": "exec"}, "1")
    got = p.got()
    eq(got[0][0], ERROR)
    ok(b'"session"' in got[0][6])
    p.number -= 5
    p.send(ACK, 40, 0, flags=2)
    ok(b'"request"' in p.got()[0][6])
    for i in range(30):
        p.send(ACK, 40, 0, flags=2)
    ok(len(p.got()) <= 10)


def test_eviction_and_busy():
    b = board()
    peers = [Peer(b, "c%d" % i) for i in range(8)]
    peers[0].request({"c": "exec", "m": "await"}, "import asyncio\nasync def __mqb__():\n    await asyncio.sleep(60)\n")
    idle()
    b.sessions["c1"].heard -= 5000
    p = Peer(b, "new")
    ok(p.number)
    ok("c1" not in b.sessions and "c0" in b.sessions)
    for q in peers[2:] + [p]:
        q.request({"c": "exec"}, "1")  # queued: busy
    eq(Peer(b, "more").number, 0)
    peers[0].send(INTERRUPT, 1)
    idle()
    b.sessions["c0"].close()


def test_code_goes_on_after_bye():
    b = board()
    p = Peer(b)
    p.request({"c": "exec"}, "for i in range(500):\n    print('o' * 99)\ndone_after_bye = 1")
    later(lambda: p.send(BYE, 0), 5)
    turn(lambda: b.repl.job is None)
    p = Peer(b)
    eq(p.exec("done_after_bye")[1], {1: b"1\n"})


def test_too_many_requests():
    p = Peer(board())
    rids = [p.request({"c": "exec"}, "1") for i in range(12)]
    idle()
    ends = [f for f in p.got() if f[0] == END]
    eq([f[4] for f in ends].count(5), 1)
    eq(len([f for f in ends if b"busy" in f[6]]), 4)
    eq(p.board.sessions["c1"].last, 8)


def test_queued_and_removed():
    b = board()
    p = Peer(b)
    q = Peer(b, "c2")
    rid = p.request({"c": "exec", "m": "await"}, "import asyncio\nasync def __mqb__():\n    await asyncio.sleep(60)\n")
    two = q.request({"c": "exec"}, "2")
    three = q.request({"c": "exec"}, "3")
    idle()
    eq([f[2] for f in q.got()], [1, 1])
    q.send(INTERRUPT, two)
    ok(b"interrupted" in q.got()[0][6])
    p.send(INTERRUPT, rid)
    p.finish(rid)
    eq(q.finish(three)[1], {1: b"3\n"})


def test_interrupt_before_the_request():
    p = Peer(board())
    p.send(INTERRUPT, 1)
    p.send(INTERRUPT, 1)
    eq(kinds(p.got()), [END, END])
    p.request({"c": "exec"}, "x_never = 1")
    idle()
    eq(kinds(p.got()), [END])
    eq(p.exec("'x_never' in globals()")[1], {1: b"False\n"})


def test_source_in_many_frames():
    p = Peer(board())
    src = b"x = '" + b"a" * 9000 + b"'\nprint(len(x))"
    rid = p.request({"c": "exec", "m": "exec"}, src, inline=3000)
    p.send(DATA, rid, 3000, src[3000:7000])
    p.send(DATA, rid, 8000, src[8000:])
    p.send(DATA, rid, 3000, src[3000:7000])
    p.send(DATA, rid, 7000, src[7000:])
    eq(p.finish(rid)[1], {0: b"9000\n"})


def test_source_too_long():
    b = board()
    b.settings.source = 5000
    p = Peer(b)
    end, out = p.finish(p.request({"c": "exec"}, b"#" * 5001, inline=3000))
    b.settings.source = 65536
    eq(end["error"], "too-big")


def test_source_not_utf8():
    end, out = Peer(board()).exec(b"print('\xff')")
    eq(end["error"], "bad-request")


def test_unknown_commands():
    p = Peer(board())
    for c in ("nope", None, 5, ["exec"], "", "__init__"):
        eq(p.finish(p.request({"c": c}))[0]["error"], "unsupported")


def test_bye():
    b = board()
    p = Peer(b)
    p.send(BYE, 0)
    eq(p.got(), [])
    eq(b.sessions, {})


# 300 KB through a ring of 20 KB: print() waits for the client in a loop of its own.
def test_long_output_is_complete():
    p = Peer(board())
    n = [0]

    # Whole lines can come in pieces, so only the number of bytes and the order of the line ends is looked at.
    def sink(b):
        for i in range(len(b)):
            eq(b[i] == 10, (n[0] + i) % 30 == 29)
        n[0] += len(b)

    rid = p.request({"c": "exec"}, "for i in range(10000):\n    print('%029d' % i)\n")
    end, out = p.finish(rid, 20000, sink=sink)
    eq(end, {"ok": True})
    eq(n[0], 300000)
    eq(p.exec("1")[1], {1: b"1\n"})


def test_long_output_interrupted_while_it_waits():
    p = Peer(board())
    rid = p.request({"c": "exec"}, "while True:\n    print('x' * 99)\n")
    later(lambda: p.send(INTERRUPT, rid), 50)
    # There is no dupterm_notify here: where the interrupt would be raised, this function is called.
    seen = []
    from mqboard import ticker

    real = ticker.interrupt
    ticker.interrupt = lambda: seen.append(p.board.repl.term.inside) or stop_reading()
    try:
        turn(lambda: seen, 3000)
    except KeyboardInterrupt:
        pass
    finally:
        ticker.interrupt = real
    eq(seen, [False])


def stop_reading():
    raise KeyboardInterrupt


def test_client_without_grant_blocks_nobody():
    b = board()
    p = Peer(b)
    rid = p.request({"c": "exec", "win": 256}, "print('y' * 1000)")
    turn(lambda: b.repl.job is None)
    data = [f for f in p.got() if f[0] == DATA]
    eq(sum([len(f[6]) for f in data]), 256)
    eq(p.exec("1")[1], {1: b"1\n"})
    p.send(ACK, rid, 256, (2000).to_bytes(4, "big"))
    eq(kinds(p.got()), [DATA, END])


def test_full_outbox():
    b = board()
    p = Peer(b)
    rid = p.request({"c": "exec"}, "print('z' * 10)")
    b.client.full = 3
    eq(p.finish(rid)[1], {0: b"z" * 10 + b"\n"})


def test_orphaned_output_is_dropped():
    b = board()
    p = Peer(b)
    rid = p.request({"c": "exec"}, "for i in range(3000):\n    print('q' * 99)\nfinished = 1")
    b.sessions["c1"].heard -= 61000
    turn(lambda: b.repl.job is None)
    end, out = p.finish(rid, sink=len)
    ok(end["lost"] > 200000, end)
    eq(p.exec("finished")[1], {1: b"1\n"})


# What was loaded for clients goes only when nobody is there: no session, and no request that could be asked about.
def test_alone():
    b = fakes.board()
    p = Peer(b)

    def swept():
        return any([b.sweep() for _ in range(b.settings.orphan_s)])

    rid = p.request({"c": "exec", "m": "eval"}, "1")
    p.finish(rid, fin=False)
    b.sessions["c1"].heard -= 1800000
    eq(swept(), False)
    p.send(3, rid, 1, p.head({"c": "exec"}, b"1"))  # the END is still there
    eq([f[0] for f in p.got()], [fakes.END])
    p.send(5, rid, 2, flags=1)
    b.sessions["c1"].heard -= 610000
    eq(swept(), True)  # silent for ten minutes, and owed nothing
    eq(b.sessions, {})
    n = p.number
    p.hello()
    ok(p.number > n)
    eq(swept(), False)
    p.send(8, 0)
    eq(swept(), True)
    p.hello()
    p.rid = 0
    p.finish(p.request({"c": "exec", "m": "eval"}, "1"), fin=False)
    b.sessions["c1"].heard -= 3610000
    eq(swept(), True)  # a client that was killed does not hold it for ever


def test_numbers_skip_zero():
    b = fakes.board()
    b.app.number = 0xFFFFFFFE
    eq([Peer(b, "c%d" % i).number for i in range(3)], [0xFFFFFFFF, 1, 2])


run(globals())
