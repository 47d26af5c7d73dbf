# The slots of firmware: what the simulated bootloader does, as ESP-IDF's, and what slots.py makes of it.
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE] + [p for p in sys.path if p not in (HERE, "")]

from firmware import Flash, image, partition
from check import eq, ok, run
from mqboard import slots

Partition = partition.Partition
NEW = image.make("new", "good", 12288)


# Runs test(flash) with such a flash.
def case(test, **options):
    f = Flash(**options)
    try:
        test(f)
    finally:
        f.close()


def raises(code, f, *args):
    try:
        f(*args)
    except OSError as e:
        eq(e.errno, code)
        return
    ok(False, "did not raise")


def test_first_boot():
    def test(f):
        eq(f.boot(), ("ota_0", "old"))
        eq(f.notes(), [(1, "valid")])
        eq((slots.state(), slots.pending(), slots.confirm()), ("valid", False, False))
        eq(slots.other().info()[4], "ota_1")

    case(test)


def test_new_image_is_confirmed():
    def test(f):
        f.fill("ota_1", NEW)
        slots.other().set_boot()
        eq(f.notes(), [(1, "valid"), (2, "new")])
        eq((slots.settled(), slots.state()), (False, None))
        eq(f.boot(), ("ota_1", "new"))
        eq((slots.state(), slots.pending()), ("pending", True))
        eq((slots.confirm(), slots.state(), slots.confirm()), (True, "valid", False))
        eq(f.boot(), ("ota_1", "new"))
        eq(f.boot(), ("ota_1", "new"))
        eq(slots.other().info()[4], "ota_0")

    case(test)


def test_new_image_goes_back_at_the_next_reset():
    def test(f):
        f.fill("ota_1", NEW)
        slots.other().set_boot()
        eq(f.boot(), ("ota_1", "new"))
        eq(f.boot(True), ("ota_1", "new"))
        slots.give_up()
        eq(f.boot(), ("ota_0", "old"))
        eq(f.notes(), [(1, "valid"), (2, "aborted")])
        eq((slots.state(), f.boot()), ("valid", ("ota_0", "old")))
        slots.other().set_boot()
        eq((f.boot(), slots.confirm(), f.boot()), (("ota_1", "new"), True, ("ota_1", "new")))

    case(test)


def test_bootloader_without_rollback():
    def test(f):
        from hw import otadata

        f.fill("ota_1", NEW)
        slots.other().set_boot()
        eq(f.boot(), ("ota_1", "new"))
        eq((f.notes()[1], slots.pending()), ((2, None), False))
        otadata.save(1, 2, otadata.NEW)  # the firmware knows of rollback, the bootloader does not
        eq((f.boot(), slots.state()), (("ota_1", "new"), "new"))
        slots.give_up()
        eq((f.boot(), slots.state()), (("ota_0", "old"), "valid"))

    case(test, ROLLBACK="no")


def test_image_that_is_not_whole():
    def test(f):
        for i in (0, 12, 40, 5000, 12287):
            b = bytearray(NEW)
            b[i] ^= 1
            f.fill("ota_1", b)
            raises(-5379, slots.other().set_boot)
        eq(f.boot(), ("ota_0", "old"))
        f.fill("ota_1", NEW)
        slots.other().set_boot()
        f.fill("ota_1", bytes(4096))
        eq(f.boot(), ("ota_0", "old"))
        eq((slots.settled(), slots.state()), (False, None))
        eq((slots.pending(), slots.confirm()), (False, False))
        slots.settle()
        eq((slots.settled(), slots.state(), f.boot()), (True, "valid", ("ota_0", "old")))

    case(test)


def test_other_tables():
    def factory(f):
        eq((slots.running().info()[4], slots.other(), slots.state(), slots.confirm()), ("factory", None, None, False))
        raises(2, slots.running().get_next_update)
        raises(-261, Partition.mark_app_valid_cancel_rollback)
        raises(-261, slots.running().set_boot)
        slots.give_up()

    def one(f):
        eq((slots.running().info()[4], slots.other(), slots.state()), ("ota_0", None, "valid"))

    def no_otadata(f):
        eq((slots.running().info()[4], slots.other(), slots.state(), slots.confirm()), ("ota_0", None, None, False))
        raises(-261, slots.running().mark_app_valid_cancel_rollback)

    def both(f):
        eq((slots.running().info()[4], slots.state(), slots.confirm()), ("factory", None, False))
        raises(1, slots.running().mark_app_valid_cancel_rollback)
        eq(slots.other().info()[4], "ota_0")
        f.fill("ota_0", NEW)
        slots.other().set_boot()
        eq((f.boot(), slots.pending()), (("ota_0", "new"), True))
        eq((f.boot(), slots.pending()), (("factory", "old"), False))

    case(factory, PARTITIONS="factory")
    case(one, PARTITIONS="one-slot")
    case(no_otadata, PARTITIONS="ota-no-otadata")
    case(both, PARTITIONS="factory-ota")


def test_partition_is_nor_flash():
    def test(f):
        p = slots.other()
        eq((p.ioctl(4, 0), p.ioctl(5, 0)), (16, 4096))
        p.ioctl(6, 2)
        p.writeblocks(2, b"\xf0" * 300, 5)
        p.writeblocks(2, b"\x3c" * 300, 5)
        b = bytearray(310)
        p.readblocks(2, b)
        eq(bytes(b), b"\xff" * 5 + b"\x30" * 300 + b"\xff" * 5)
        p.writeblocks(2, b"\x3c" * 4096)
        p.readblocks(2, b)
        eq(bytes(b), b"\x3c" * 310)
        raises(-260, p.readblocks, 15, bytearray(4097))
        raises(-258, p.writeblocks, 17, b"", 0)
        raises(-260, p.writeblocks, 0, b"abc")
        raises(2, Partition, "nope")
        eq([x.info()[4] for x in Partition.find(Partition.TYPE_DATA)], ["nvs", "otadata", "phy_init", "vfs"])
        eq(str(Partition(Partition.RUNNING)), "<Partition type=0, subtype=16, address=65536, size=65536, label=ota_0, encrypted=0>")

    case(test)


# As a bootloader would: its record of the first slot, with the CRC that ESP-IDF's tools print.
def test_otadata_layout():
    def test(f):
        eq(f.read("otadata", 32), b"\x01\0\0\0" + b"\xff" * 20 + b"\x02\0\0\0" + b"\x9a\x98\x43\x47")

    case(test)


run(globals())
