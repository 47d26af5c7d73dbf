# The simulated board boots images: what they do, what survives a reset, what the program of a board sees of it.
import os
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE, HERE + "../sim"] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from hw import image
import simulated

# Each life says which slot runs which image and in which state otadata is, then does the next thing of a list.
LIVES = """
import esp32, machine, os, time
from esp32 import Partition as P
nvs = esp32.NVS('test')
try:
    n = nvs.get_i32('n')
except OSError:
    n = 0
nvs.set_i32('n', n + 1)
nvs.commit()
here = P(P.RUNNING)
next = here.get_next_update()
b = bytearray(28)
state = ''
for i in (0, 1):
    P('otadata').readblocks(i, b, 0)
    state += ' %d:%d' % (b[0], b[24])
print(machine.reset_cause(), here.info()[4], os.uname()[3] + state)
exec(ACTIONS[n])
time.sleep(30)
"""


def lives(what, *actions, config=""):
    board = simulated.Board()
    try:
        os.mkdir(board.root + ".state")
        with open(board.root + ".state/flash-ota_1", "wb") as f:
            f.write(image.make("new", what, 8192))
        return board.run(LIVES.replace("ACTIONS", repr(actions)), "PARTITIONS=ota\nIMAGE=old\n" + config)
    finally:
        board.remove()


def test_good_image():
    eq(
        lives(
            "good",
            "next.set_boot(); machine.reset()",
            "machine.soft_reset()",
            "here.mark_app_valid_cancel_rollback(); machine.reset()",
            "print('END')",
        ),
        [
            "1 ota_0 old 1:2 255:255",
            "2 ota_1 new 1:2 2:1",
            "MPY: soft reboot",
            "5 ota_1 new 1:2 2:1",
            "2 ota_1 new 1:2 2:2",
            "END",
        ],
    )


def test_image_that_does_not_boot():
    lines = lives("no-boot", "next.set_boot(); machine.reset()", "print('END')")
    eq(lines, ["1 ota_0 old 1:2 255:255", "2 ota_0 old 1:2 2:4", "END"])


def test_image_that_crashes():
    lines = lives("crash 300", "next.set_boot(); machine.reset()", "print('still'); time.sleep(20)", "print('END')")
    eq(lines, ["1 ota_0 old 1:2 255:255", "2 ota_1 new 1:2 2:1", "still", "2 ota_0 old 1:2 2:4", "END"])


def test_image_that_never_connects():
    see = "import network\nw = network.WLAN(0)\nw.active(True)\nw.connect('a', 'b')\ntime.sleep_ms(50)\nprint(w.status())\n"
    lines = lives("no-net", see + "next.set_boot(); machine.reset()", see + "machine.reset()", see + "print('END')")
    eq([x for x in lines if len(x) == 4], ["1010", "1001", "1010"])


# A cut in the middle of the change of otadata: what was valid boots.
def test_power_cuts():
    seen = []
    for n in range(1, 5):
        lines = lives("good", "next.set_boot(); machine.reset()", "print('END')", config="POWER_CUT_AT=%d\n" % n)
        eq(lines[-1], "END")
        seen.append(lines[-2])
    # otadata is written when the board boots first, when the new image is chosen, and when it boots
    ok(seen[0].startswith("2 ota_1 new"), seen)
    ok("1 ota_0 old 1:2 255:255" in seen, seen)


run(globals())
