# esp32.Partition, as ports/esp32/esp32_partition.c has it, with what it calls in ESP-IDF's esp_ota_ops.c.
from . import image, nor, otadata, state

_INVALID_ARG = -258, "ESP_ERR_INVALID_ARG"
_INVALID_SIZE = -260, "ESP_ERR_INVALID_SIZE"
_NOT_FOUND = -261, "ESP_ERR_NOT_FOUND"
_VALIDATE_FAILED = -5379, "ESP_ERR_OTA_VALIDATE_FAILED"
_ENOENT = 2

# (label, type, subtype, size); a size of 0 is that of a slot.
_NVS = ("nvs", 1, 2, 0x4000)
_OTADATA = ("otadata", 1, 0, 0x2000)
_PHY = ("phy_init", 1, 1, 0x1000)
_FACTORY = ("factory", 0, 0, 0)
_SLOTS = ("ota_0", 0, 0x10, 0), ("ota_1", 0, 0x11, 0)
_VFS = ("vfs", 1, 0x81, 0x100000)
_TABLES = {
    "factory": (_NVS, _PHY, _FACTORY, _VFS),
    "ota": (_NVS, _OTADATA, _PHY) + _SLOTS + (_VFS,),
    "ota-no-otadata": (_NVS, _PHY) + _SLOTS + (_VFS,),
    "one-slot": (_NVS, _OTADATA, _PHY, _SLOTS[0], _VFS),
    "factory-ota": (_NVS, _OTADATA, _PHY, _FACTORY) + _SLOTS + (_VFS,),
}
running = None  # the label of the partition that the bootloader started


# All partitions as info() has them; applications begin at multiples of 64 KB.
def table():
    slot = int(state.options.get("SLOT_SIZE", "1572864"))
    at = 0x9000
    for label, kind, subtype, size in _TABLES[state.options.get("PARTITIONS", "factory")]:
        size = size or slot
        if kind == 0:
            at = at + 0xFFFF & ~0xFFFF
        yield kind, subtype, at, size, label, False
        at += size


def find(kind, subtype=0xFF, label=None):
    return [t for t in table() if t[0] == kind and subtype in (0xFF, t[1]) and label in (None, t[4])]


def slots():
    return [t for t in find(0) if t[1] & 0xF0 == 0x10]


def rollback():
    return state.options.get("ROLLBACK", "yes") == "yes"


def chip():
    return int(state.options.get("CHIP_ID", "0"))


# What the image in a partition says, or None if the bootloader would not start it.
def verify(info):
    return image.verify(lambda at, buf: nor.read(info[4], at, buf), info[3], chip())


# Where the bootloader begins when otadata does not say which.
def default():
    return (find(0, 0) or slots())[0]


def _boot():
    if not find(1, 0):
        return None
    count = len(slots())
    entries = otadata.load()
    a = otadata.active(entries)
    return default() if a < 0 or not count else slots()[(entries[a][0] - 1) % count]


class Partition:
    BOOT = 0
    RUNNING = 1
    TYPE_APP = 0
    TYPE_DATA = 1

    def __init__(self, id, block_size=4096):
        if id == Partition.BOOT:
            found = _boot()
        elif id == Partition.RUNNING:
            found = find(0, 0xFF, running)[0]
        elif isinstance(id, int):
            raise ValueError
        else:
            found = find(0, 0xFF, id) or find(1, 0xFF, id)
            found = found[0] if found else None
        if found is None:
            raise OSError(_ENOENT)
        self._info = found
        self._block = block_size

    @staticmethod
    def find(type=TYPE_APP, subtype=0xFF, label=None, block_size=4096):
        return [Partition(t[4], block_size) for t in find(type, subtype, label)]

    def info(self):
        return self._info

    def __repr__(self):
        return "<Partition type=%u, subtype=%u, address=%u, size=%u, label=%s, encrypted=%u>" % self._info

    # The range of an access, as the driver checks it.
    def _range(self, at, n):
        size = self._info[3]
        if not 0 <= at <= size:
            raise OSError(*_INVALID_ARG)
        if at + n > size:
            raise OSError(*_INVALID_SIZE)
        return at

    def readblocks(self, block, buf, offset=0):
        nor.read(self._info[4], self._range(block * self._block + offset, len(buf)), buf)

    def writeblocks(self, block, buf, offset=None):
        at = block * self._block + (offset or 0)
        if offset is None:
            self._erase(at, len(buf))
        nor.write(self._info[4], self._range(at, len(buf)), buf)

    def _erase(self, at, n):
        self._range(at, n)
        if n % nor.BLOCK:
            raise OSError(*_INVALID_SIZE)
        if at % nor.BLOCK:
            raise OSError(*_INVALID_ARG)
        nor.erase(self._info[4], at, n)

    def ioctl(self, op, arg):
        if op in (1, 2, 3):
            return 0
        if op == 4:
            return self._info[3] // self._block
        if op == 5:
            return self._block
        if op == 6:
            self._erase(arg * self._block, nor.BLOCK)
            return 0

    def set_boot(self):
        kind, subtype = self._info[:2]
        if kind != 0:
            raise OSError(*_INVALID_ARG)
        if verify(self._info) is None:
            raise OSError(*_VALIDATE_FAILED)
        if not find(1, 0):
            raise OSError(*_NOT_FOUND)
        if subtype == 0:
            nor.erase("otadata", 0, 2 * nor.BLOCK)
        else:
            otadata.select(subtype & 15, len(slots()), rollback())

    # The slot after this one; the first slot follows on the last, and on what is none.
    def get_next_update(self):
        all = slots()
        if not all:
            raise OSError(_ENOENT)
        labels = [t[4] for t in all]
        label = self._info[4]
        return Partition(labels[(labels.index(label) + 1) % len(all)] if label in labels else labels[0])

    @classmethod
    def mark_app_valid_cancel_rollback(cls):
        if not find(1, 0):
            raise OSError(*_NOT_FOUND)
        entries = otadata.load()
        a = otadata.active(entries)
        if a < 0 or not slots():
            raise OSError(1, "ESP_FAIL")  # a factory application runs
        if entries[a][1] != otadata.VALID:
            otadata.save(a, entries[a][0], otadata.VALID)
