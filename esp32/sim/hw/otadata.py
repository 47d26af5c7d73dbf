# The two sectors of the partition otadata, as ESP-IDF's bootloader_common_loader.c and esp_ota_ops.c have them: each holds
# a sequence number, a label that is not used, a state, and the CRC of the number.
import struct
from binascii import crc32
from . import nor

NEW, PENDING, VALID, INVALID, ABORTED = range(5)
UNDEFINED = 0xFFFFFFFF
NAMES = ("new", "pending", "valid", "invalid", "aborted")


# [seq, state, crc] of both sectors.
def load():
    entries = []
    b = bytearray(32)
    for i in (0, 1):
        nor.read("otadata", i * nor.BLOCK, b)
        entries.append([x for x in struct.unpack("<I20sII", b) if not isinstance(x, bytes)])
    return entries


def save(i, seq, entry_state, crc=None):
    if crc is None:
        crc = _crc(seq)
    nor.erase("otadata", i * nor.BLOCK, nor.BLOCK)
    nor.write("otadata", i * nor.BLOCK, struct.pack("<I20sII", seq, b"\xff" * 20, entry_state, crc))


def _crc(seq):
    return crc32(struct.pack("<I", seq), 0xFFFFFFFF)


def crc_ok(entry):
    return entry[2] == _crc(entry[0])


def is_invalid(entry):
    return entry[0] == UNDEFINED or entry[1] in (INVALID, ABORTED)


# The index of the entry that counts, or -1.
def active(entries):
    good = [not is_invalid(e) and crc_ok(e) for e in entries]
    if good[0] and good[1]:
        return 0 if entries[0][0] >= entries[1][0] else 1
    return good.index(True) if True in good else -1


# Makes slot number `slot` of `count` the one to boot.
def select(slot, count, rollback):
    entries = load()
    a = active(entries)
    seq = slot + 1
    if a >= 0:
        seq %= count
        while entries[a][0] > seq:
            seq += count
    save(1 - a if a >= 0 else 0, seq, NEW if rollback else UNDEFINED)
