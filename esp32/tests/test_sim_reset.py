# The simulated board: resets, what survives them, and the flash.
import os
import sys

sys.path[:] = [__file__[: __file__.rfind("/") + 1] or "./"] + sys.path

from check import eq, ok, run
import simulated

# Each life says its cause and what RTC memory and NVS hold, then does the next thing of a list.
LIVES = """
import machine, esp32, time
nvs = esp32.NVS('test')
try:
    n = nvs.get_i32('n')
except OSError:
    n = 0
memory = machine.RTC().memory()
print(machine.reset_cause(), n, memory)
machine.RTC().memory(b'life %d' % n)
nvs.set_i32('n', n + 1)
nvs.set_blob('blob', bytes(range(n)))
nvs.commit()
try:
    exec(ACTIONS[n])
    time.sleep(30)
finally:
    print('finally')
"""


def lives(*actions):
    return simulated.run(LIVES.replace("ACTIONS", repr(actions)))


def test_causes_and_memory():
    eq(
        lives(
            "machine.reset()",
            "raise SystemExit",
            "machine.WDT(timeout=100)",
            "machine.deepsleep(50)",
            "print('PRESS USR2')",
            "print('PRESS USR1')",
            "machine.WDT(timeout=300); machine.soft_reset()",
            "pass",
            "print('END')",
        ),
        [
            "1 0 b''",
            "2 1 b'life 0'",
            "finally",
            "MPY: soft reboot",
            "5 2 b'life 1'",
            "3 3 b'life 2'",
            "4 4 b'life 3'",
            "PRESS USR2",
            "1 5 b''",
            "PRESS USR1",
            "1 6 b''",
            "finally",
            "MPY: soft reboot",
            "5 7 b'life 6'",
            "3 8 b'life 7'",
            "END",
        ],
    )


def test_fed_watchdog_does_not_bite():
    program = (
        "import machine, time\n"
        "w = machine.WDT(timeout=200)\n"
        "for i in range(8):\n time.sleep_ms(50)\n w.feed()\n"
        "print(machine.reset_cause())\nprint('END')\n"
    )
    eq(simulated.run(program), ["1", "END"])


def test_nvs_uncommitted_is_lost():
    program = (
        "import machine, esp32\n"
        "n = esp32.NVS('a')\n"
        "if machine.reset_cause() == 1:\n n.set_i32('x', 5)\n n.commit()\n n.set_i32('x', 6)\n machine.reset()\n"
        "print(n.get_i32('x'))\n"
        "try: n.get_i32('y')\n"
        "except OSError as e: print(e)\n"
        "print('END')\n"
    )
    eq(simulated.run(program), ["5", "(-4354, 'ESP_ERR_NVS_NOT_FOUND')", "END"])


def test_boot_exception_skips_main():
    board = simulated.Board()
    try:
        board.write("boot.py", "import machine\nprint('boot')\nmachine.Timer(0, period=50, callback=lambda t: print('END'))\n1/0\n")
        lines = board.run("print('main')\n")
        ok("boot" in lines and "ZeroDivisionError: divide by zero" in lines, lines)
        eq("main" in lines, sys.implementation[1] < (1, 22, 0))
        ok(not [line for line in lines if "/sim/" in line], lines)
    finally:
        board.remove()


def test_full_flash():
    program = (
        "import os\n"
        "try:\n"
        " with open('big', 'wb') as f:\n"
        "  while True: f.write(bytes(1000))\n"
        "except OSError as e: print(e.errno)\n"
        "print(os.stat('big')[6] // 4096 + os.statvfs('/')[3], os.statvfs('/')[3])\n"
        "os.remove('big')\n"
        "print(os.statvfs('/')[2:4])\n"
        "print('END')\n"
    )
    lines = simulated.run(program, "FLASH_SIZE=64K\n")
    eq(lines[0], "28")
    eq(lines[1], "12 0")
    eq(lines[2], "(16, 13)")


# Writing a new file and renaming it over the old one leaves the old or the new, wherever the power goes off.
def test_power_cut():
    program = (
        "import os\n"
        "if 'cut' in os.listdir():\n print(open('a').read())\n print('END')\n"
        "else:\n"
        " with open('cut', 'w') as f: pass\n"
        " with open('a.new', 'w') as f:\n  f.write('new ')\n  f.write('content')\n"
        " os.rename('a.new', 'a')\n"
        " print('not cut')\n print('END')\n"
    )
    seen = []
    for n in range(2, 7):
        board = simulated.Board()
        board.write("a", "old")
        lines = board.run(program, "POWER_CUT_AT=%d\n" % n)
        seen.append(lines[0])
        board.remove()
    eq(seen, ["old"] * 4 + ["not cut"])


def test_clock():
    program = (
        "import machine, time\n"
        "if machine.reset_cause() == 1:\n"
        " print(time.time() < 5, time.localtime(0)[:3])\n"
        " machine.RTC().datetime((2024, 2, 29, 0, 12, 30, 0, 0))\n"
        " machine.reset()\n"
        "print(time.localtime()[:5], machine.RTC().datetime()[3])\n"
        "print('END')\n"
    )
    eq(simulated.run(program, "CLOCK=unset\n"), ["True (2000, 1, 1)", "(2024, 2, 29, 12, 30) 3", "END"])


def test_wifi():
    program = (
        "import network\n"
        "w = network.WLAN(network.STA_IF)\nw.active(True)\n"
        "print(w.isconnected(), w.status())\n"
        "w.connect('net', 'key')\n"
        "print(w.isconnected(), w.status(), w.ifconfig()[0])\nprint('END')\n"
    )
    eq(simulated.run(program), ["False 1000", "True 1010 127.0.0.1", "END"])
    eq(simulated.run(program, "WIFI=no_ap\n")[1], "False 201 0.0.0.0")


def test_led():
    program = "from machine import Pin\np = Pin(2, Pin.OUT)\np.on()\np.on()\np.toggle()\nprint('END')\n"
    eq(simulated.run(program, "LED=lines\n"), ["[LED 2 on]", "[LED 2 off]", "END"])


run(globals())
