# The state machine of normal mode, trial and safe mode: every transition, without waiting.
import os
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE + "../lib", HERE] + [p for p in sys.path if p not in (HERE, "")]

from check import eq, ok, run
from mqboard import life
from mqboard.life import HARD, POWER, SLEEP, SOFT, WDT

TIMES = (600, 600, 600, 300, 1800, ())


def boot(r, cause=POWER, **k):
    return life.boot(r, cause, **k)


def safe_board(why="3 boots"):
    r = life.new()
    boot(r)
    for _ in range(3):
        boot(r, WDT)
    eq(r["state"], "safe")
    return r


def test_first_boot_is_normal_and_becomes_good():
    r = life.new()
    boot(r)
    eq((r["state"], r["boots"], r["fails"], r["why"]), ("normal", 1, 1, ""))
    life.good(r)
    eq((r["state"], r["fails"]), ("normal", 0))
    eq(life.shown(r), '"mode":"normal"')


def test_three_failed_boots_in_a_row_lead_to_safe_mode():
    for cause in (POWER, HARD, WDT, SOFT):
        r = life.new()
        for n in range(3):
            boot(r, cause if n else POWER)
            eq((r["state"], r["fails"]), ("normal", n + 1), cause)
        boot(r, cause)
        eq((r["state"], r["kind"]), ("safe", ""), cause)
        ok("3 boots" in r["why"] and len(r["why"]) <= 80, r["why"])
        eq(life.shown(r)[:20], '"mode":"safe","why":')


def test_a_good_boot_between_failed_ones_counts_anew():
    r = life.new()
    for _ in range(10):
        boot(r)
        boot(r)
        life.good(r)
    eq((r["state"], r["boots"]), ("normal", 20))


# A boot that stays up has not failed, even if there was no broker: a fleet without one must not end in safe mode.
def test_boots_that_stay_up_without_a_broker_do_not_fail():
    r = life.new()
    for _ in range(10):
        boot(r)
        boot(r)
        eq(life.late(r), False)
    eq((r["state"], r["fails"]), ("normal", 0))


def test_three_crashes_soon_after_the_boot_lead_to_safe_mode():
    for cause in (HARD, WDT):
        r = life.new()
        boot(r)
        for n in range(3):
            eq((r["state"], r["crashes"]), ("normal", n))
            life.good(r)
            boot(r, cause)
        eq((r["state"], r["crashes"]), ("safe", 3))
        ok("crashes" in r["why"])


def test_crashes_of_a_board_that_was_up_for_long_do_not_count():
    r = life.new()
    boot(r)
    for n in range(10):
        life.good(r)
        life.late(r)
        boot(r, WDT)
        eq((r["state"], r["crashes"], r["last"]), ("normal", 0, "watchdog"))


def test_wanted_resets_sleep_and_lost_power_are_no_crashes():
    r = life.new()
    boot(r)
    life.good(r)
    for mode in ("hard", "soft", "normal", "hard", "hard", "hard"):
        life.wish(r, mode)
        boot(r, SOFT if mode == "soft" else HARD)
        eq((r["state"], r["fails"], r["crashes"], r["last"], r["mark"]), ("normal", 0, 0, "", ""))
    for _ in range(10):
        boot(r, SLEEP)
    eq((r["state"], r["fails"], r["crashes"]), ("normal", 0, 0))
    for _ in range(10):
        boot(r, POWER)
        life.good(r)
    eq((r["state"], r["crashes"]), ("normal", 0))


# A mark is for one reset only.
def test_a_crash_after_a_wanted_reset_counts():
    r = life.new()
    boot(r)
    life.wish(r, "hard")
    boot(r, HARD)
    boot(r, HARD)
    eq((r["crashes"], r["fails"]), (1, 2))


def test_what_ended_the_last_boot():
    r = life.new()
    boot(r)
    boot(r, WDT, stuck=1)
    eq(r["last"], "watchdog: code blocked the event loop")
    boot(r, WDT, stuck=2)
    ok("round trip" in r["last"])
    boot(r, HARD)
    ok("crash" in r["last"])
    boot(r, HARD)
    ok(r["why"].endswith(r["last"][-5:]) or len(r["why"]) == 80, r["why"])
    boot(r, POWER)
    eq(r["last"], "")


def test_safe_mode_stays_safe_until_its_patience_is_over():
    r = safe_board()
    for cause in (POWER, HARD, WDT, SOFT, SLEEP):
        boot(r, cause)
        eq(r["state"], "safe")
    n = r["crashes"]
    life.good(r)
    eq((r["state"], r["through"]), ("safe", True))
    eq(life.plan(r, TIMES), (600, 0))
    eq(life.late(r), True)
    eq((r["state"], r["kind"]), ("trial", "retry"))
    boot(r, HARD)
    eq((r["state"], r["crashes"], r["last"]), ("trial", n, ""))


def test_patience_grows_with_each_try_that_fails():
    r = safe_board()
    life.good(r)
    seen = []
    for _ in range(7):
        seen.append(life.plan(r, TIMES)[0])
        life.late(r)
        boot(r, HARD)
        eq(r["state"], "trial")
        boot(r, WDT)
        eq((r["state"], "tried again" in r["why"]), ("safe", True))
        life.good(r)
    eq(seen, [600, 1800, 7200, 28800, 86400, 86400, 86400])


def test_a_try_that_does_not_get_through_goes_back_with_more_patience():
    r = safe_board()
    life.good(r)
    life.late(r)
    boot(r, HARD)
    eq(life.plan(r, TIMES), (600, 0))
    eq(life.late(r), True)
    eq((r["state"], r["patience"]), ("safe", 1))
    boot(r, HARD)
    eq((r["state"], r["last"]), ("safe", ""))


def test_a_try_that_is_good_ends_safe_mode():
    r = safe_board()
    life.late(r)
    boot(r, HARD)
    life.good(r)
    eq((r["state"], r["kind"], r["fails"], r["patience"], r["why"]), ("normal", "", 0, 0, ""))
    life.wish(r, "hard")
    boot(r, HARD)
    eq(r["state"], "normal")


# The crashes that led to safe mode are those of before.
def test_after_a_good_try_one_crash_does_not_lead_back():
    r = safe_board()
    eq(r["crashes"], 3)
    life.late(r)
    boot(r, HARD)
    life.good(r)
    boot(r, WDT)
    eq(r["state"], "normal")


# Neither mode gets through: it is the network, and the application may run.
def test_a_try_without_a_network_stays_normal():
    r = safe_board()
    eq(r["through"], False)
    life.late(r)
    boot(r, HARD)
    eq(life.late(r), False)
    eq((r["state"], r["fails"]), ("normal", 0))
    boot(r)
    eq(r["state"], "normal")


def test_lost_power_ends_no_trial():
    r = safe_board()
    life.late(r)
    boot(r, HARD)
    boot(r, POWER)
    eq((r["state"], r["kind"]), ("trial", "retry"))
    life.wish(r, "hard")
    boot(r, HARD)
    eq(r["state"], "trial")
    boot(r, SLEEP)
    eq(r["state"], "trial")


def test_an_operator_decides():
    r = life.new()
    boot(r)
    life.wish(r, "safe")
    boot(r, HARD)
    eq((r["state"], r["why"], r["last"]), ("safe", "told to", ""))
    life.wish(r, "hard")
    boot(r, HARD)
    eq(r["state"], "safe")
    life.wish(r, "normal")
    boot(r, HARD)
    eq((r["state"], r["kind"]), ("trial", "retry"))
    boot(r, WDT)
    eq(r["state"], "safe")
    life.wish(r, "normal")
    boot(r, HARD)
    life.good(r)
    eq(r["state"], "normal")


def test_new_settings_are_on_trial_once():
    r = life.new()
    boot(r, settings=1, same=True)
    life.good(r)
    life.wish(r, "hard")
    boot(r, HARD, settings=2, same=False)
    eq((r["state"], r["kind"]), ("trial", "settings"))
    eq(life.plan(r, TIMES), (600, 0))
    life.good(r)
    eq(r["state"], "normal")
    boot(r, settings=2, same=True)
    eq(r["state"], "normal")


def test_new_settings_that_fail_lead_to_safe_mode():
    for end in ("late", "crash"):
        r = life.new()
        boot(r, settings=1)
        life.good(r)
        boot(r, settings=2, same=False)
        if end == "late":
            eq(life.late(r), True)
            boot(r, HARD, settings=2, same=False)
        else:
            boot(r, WDT, settings=2, same=False)
        eq(r["state"], "safe")
        ok("new settings" in r["why"], r["why"])
        # repaired: the old ones again
        life.wish(r, "normal")
        boot(r, HARD, settings=1, same=True)
        eq((r["state"], r["kind"]), ("trial", "retry"))
        life.good(r)
        boot(r, settings=1, same=True)
        eq(r["state"], "normal")


def test_new_settings_that_were_taken_back():
    for cause in (WDT, HARD, POWER):
        r = life.new()
        boot(r, settings=1)
        life.good(r)
        boot(r, settings=2, same=False)
        eq(r["kind"], "settings")
        boot(r, cause, settings=1, same=True)
        eq(r["state"], "normal")


# Settings that were tried and did not get through, but neither did those of before.
def test_new_settings_without_a_network():
    r = life.new()
    boot(r, settings=1)
    boot(r, settings=2, same=False)
    life.late(r)
    boot(r, HARD, settings=2, same=False)
    eq(r["state"], "safe")
    life.late(r)
    boot(r, HARD, settings=2, same=False)
    eq((r["state"], r["kind"]), ("trial", "retry"))
    eq(life.late(r), False)
    for _ in range(3):
        boot(r, settings=2, same=False)
        eq(r["state"], "normal")
        life.late(r)


def test_a_new_image_is_on_trial():
    r = life.new()
    boot(r, label="ota_0")
    life.good(r)
    life.wish(r, "hard")
    boot(r, HARD, label="ota_1", pending=True)
    eq((r["state"], r["kind"]), ("trial", "image"))
    life.good(r)
    eq(r["state"], "normal")
    boot(r, label="ota_1")
    eq((r["state"], r["why"]), ("normal", ""))


def test_an_image_that_fails_is_taken_back_by_the_boot_loader():
    for end in ("late", "crash", "power"):
        r = life.new()
        boot(r, label="ota_0")
        life.good(r)
        boot(r, HARD, label="ota_1", pending=True)
        if end == "late":
            eq(life.late(r), True)
            eq(r["kind"], "image")
        boot(r, POWER if end == "power" else WDT, label="ota_0")
        eq((r["state"], "old one is back" in r["why"]), ("normal", True), end)
        life.good(r)
        eq(r["why"], "")


def test_an_image_that_an_operator_marked_valid():
    r = life.new()
    boot(r, label="ota_0")
    boot(r, HARD, label="ota_1", pending=True)
    life.wish(r, "hard")
    boot(r, HARD, label="ota_1")
    eq((r["state"], r["why"]), ("normal", ""))


# A boot loader that does not go back by itself is told to; where that fails, too, there is no loop.
def test_an_image_that_fails_under_an_old_boot_loader():
    for late in (False, True):
        r = life.new()
        boot(r, label="ota_0")
        life.good(r)
        ok(not boot(r, HARD, label="ota_1", pending=True))
        if late:
            life.late(r)
        eq(boot(r, HARD, label="ota_1", pending=True), True)
        eq(r["state"], "normal")
        r["mark"] = "trial"
        eq(boot(r, HARD, label="ota_1", pending=True), False)
        eq(r["state"], "normal")


# It may be the cure.
def test_a_new_image_in_safe_mode_stays_in_safe_mode():
    r = safe_board()
    life.wish(r, "hard")
    boot(r, HARD, label="ota_1", pending=True)
    eq(r["state"], "safe")
    life.good(r)
    eq(r["state"], "safe")


def test_out_of_reach_for_long_is_looked_into():
    r = life.new()
    boot(r)
    life.late(r)
    eq(life.plan(r, TIMES), (600, -1800))
    eq(life.far(r), True)
    boot(r, HARD)
    eq(r["state"], "control")
    eq(life.shown(r)[:13], '"mode":"safe"')
    eq(life.plan(r, TIMES), (300, 0))
    eq(life.late(r), True)  # safe mode does not get through either
    boot(r, HARD)
    eq((r["state"], r["fails"], r["crashes"], r["why"]), ("normal", 0, 0, ""))


def test_the_distance_between_control_experiments_grows_to_a_day():
    r = life.new()
    boot(r)
    seen = []
    for _ in range(9):
        life.late(r)
        seen.append(-life.plan(r, TIMES)[1])
        life.far(r)
        boot(r, HARD)
        life.late(r)
        boot(r, HARD)
        eq(r["state"], "normal")
    eq(seen, [1800, 3600, 7200, 14400, 28800, 57600, 86400, 86400, 86400])
    life.good(r)
    eq(life.plan(r, TIMES)[1], -1800)


def test_safe_mode_that_gets_through_stays():
    r = life.new()
    boot(r)
    life.far(r)
    boot(r, HARD)
    life.good(r)
    eq((r["state"], "normal mode does not" in r["why"], r["through"]), ("safe", True, True))
    boot(r)
    eq(r["state"], "safe")


def test_a_control_experiment_that_is_cut_short_proves_nothing():
    for cause in (POWER, WDT):
        r = life.new()
        boot(r)
        life.far(r)
        boot(r, HARD)
        boot(r, cause)
        eq(r["state"], "normal")


def test_out_of_reach_counts_in_normal_mode_only():
    r = safe_board()
    eq(life.far(r), None)
    eq(r["state"], "safe")


def test_no_sequence_leads_out_of_the_machine():
    seed = [12345]

    def rnd(n):
        seed[0] = (seed[0] * 1103515245 + 12345) & 0x7FFFFFFF
        return (seed[0] >> 8) % n

    r = life.new()
    resets = 0
    for i in range(20000):
        k = rnd(6)
        if k == 0:
            life.good(r)
        elif k == 1:
            life.late(r)
        elif k == 2:
            life.far(r)
        elif k == 3:
            life.wish(r, ("hard", "soft", "safe", "normal")[rnd(4)])
        n = rnd(3)
        boot(r, 1 + rnd(5), settings=n, same=n == 0, label="ota_%d" % rnd(2), pending=rnd(4) == 0, stuck=rnd(3))
        ok(r["state"] in ("normal", "trial", "safe", "control"))
        ok((r["kind"] != "") == (r["state"] == "trial"), r)
        ok(len(life.shown(r)) < 130 and len(life.pack(r)) < 640)
        due, far = life.plan(r, TIMES)
        ok(due > 0 and far <= 0)
        eq(life.unpack(life.pack(r)), r)


def test_a_torn_record_gives_a_new_one():
    r = safe_board()
    b = life.pack(r)
    eq(life.unpack(b), r)
    for n in range(len(b)):
        eq(life.unpack(b[:n]), life.new())
        x = bytearray(b)
        x[n] ^= 4
        eq(life.unpack(x), life.new())


def _signed(text):
    from binascii import crc32

    return b"%08x" % crc32(text) + text


def test_a_record_that_makes_no_sense_and_one_of_a_later_version():
    for text in (b"", b"[]", b"3", b"null", b'{"boots":"x","fails":null,"state":7}', b'{"state":"flying"}', b"\xff{}"):
        eq(life.unpack(_signed(text)), life.new(), text)
    r = life.unpack(_signed(b'{"boots":7,"later":[1]}'))
    eq((r["boots"], r["later"]), (7, [1]))
    eq(life.unpack(life.pack(r)), r)


class Nvs:
    all = {}

    def __init__(self, name):
        eq(name, "mqboard")

    def get_blob(self, key, b):
        if key not in self.all:
            raise OSError(-4354)
        if len(self.all[key]) > len(b):
            raise OSError(-4364)
        b[: len(self.all[key])] = self.all[key]
        return len(self.all[key])

    def set_blob(self, key, b):
        self.new = {key: bytes(b)}

    def commit(self):
        self.all.update(self.new)


def test_kept_in_nvs():
    sys.modules["esp32"] = type("esp32", (), {"NVS": Nvs})
    try:
        eq(life.load(), life.new())
        r, x = life.change(boot)
        eq((life.load(), r["boots"]), (r, 1))
        before = Nvs.all["life"]
        life.change(lambda r: None)
        ok(Nvs.all["life"] is before)  # nothing is written that has not changed
        Nvs.all["life"] = bytes(700)
        eq(life.load(), life.new())
    finally:
        del sys.modules["esp32"]


def test_kept_in_a_file_where_there_is_no_nvs():
    folder = "/tmp/mqboard-" + "".join(["%02x" % b for b in os.urandom(6)])
    life._FILE = folder + "/state"
    os.mkdir(folder)
    try:
        eq(life.load(), life.new())
        r, x = life.change(boot)
        eq(life.load(), r)
        with open(life._FILE, "wb") as f:
            f.write(life.pack(r)[:-3])
        eq(life.load(), life.new())
    finally:
        os.system("rm -r " + folder)


def test_files_await_their_confirmation_and_are_taken_back():
    r = life.new()
    boot(r)
    life.good(r)
    boot(r, HARD)
    life.files(r)
    eq(life.shown(r), '"mode":"trial"')
    eq(life.late(r), True)  # it did not become reachable
    eq((r["state"], r["mark"]), ("normal", "trial"))
    life.undone(r, "taken back")
    boot(r, HARD)
    eq(life.shown(r), '"mode":"normal","why":"taken back"')
    life.good(r)
    eq(life.shown(r), '"mode":"normal"')


# What was put in with them is no reason for safe mode any more.
def test_files_that_are_taken_back_end_every_trial():
    for kind in ("files", "settings"):
        r = life.new()
        boot(r)
        life.good(r)
        r["state"] = "trial"
        r["kind"] = kind
        life.undone(r, "taken back")
        boot(r, WDT)
        eq((r["state"], r["why"]), ("normal", "taken back"))
    r = safe_board()
    life.files(r)
    eq(r["state"], "safe")


run(globals())
