# The module esp32 of a board.
from . import state
from .partition import Partition

HEAP_DATA = 4
HEAP_EXEC = 1
_ESP_ERR_NVS_NOT_FOUND = -4354


# Non-volatile storage: what was not committed is lost with a reset.
class NVS:
    def __init__(self, namespace):
        if len(namespace) > 15:
            raise OSError(-4361, "ESP_ERR_NVS_KEY_TOO_LONG")
        self._file = "nvs-" + "".join(["%02x" % c for c in namespace.encode()])
        self._all = _load(self._file)

    def _get(self, key, kind):
        value = self._all.get(key)
        if type(value) is not kind:
            raise OSError(_ESP_ERR_NVS_NOT_FOUND, "ESP_ERR_NVS_NOT_FOUND")
        return value

    def get_i32(self, key):
        return self._get(key, int)

    def set_i32(self, key, value):
        if not -0x80000000 <= value <= 0x7FFFFFFF:
            raise OverflowError("overflow converting long int to machine word")
        self._set(key, value)

    def get_blob(self, key, buffer):
        value = self._get(key, bytes)
        if len(value) > len(buffer):
            raise OSError(-4364, "ESP_ERR_NVS_INVALID_LENGTH")
        buffer[: len(value)] = value
        return len(value)

    def set_blob(self, key, value):
        self._set(key, value.encode() if isinstance(value, str) else bytes(value))

    def _set(self, key, value):
        if len(key) > 15:
            raise OSError(-4361, "ESP_ERR_NVS_KEY_TOO_LONG")
        self._all[key] = value

    def erase_key(self, key):
        if key not in self._all:
            raise OSError(_ESP_ERR_NVS_NOT_FOUND, "ESP_ERR_NVS_NOT_FOUND")
        del self._all[key]

    def commit(self):
        _save(self._file, self._all)


# The file holds a line "i KEY NUMBER" or "b KEY HEX" for each entry; keys are in hex, too.
def _load(file):
    from binascii import unhexlify

    entries = {}
    for line in (state.load(file) or b"").split(b"\n"):
        if line:
            kind, key, value = line.split(b" ")
            entries[unhexlify(key).decode()] = int(value) if kind == b"i" else unhexlify(value)
    return entries


def _save(file, entries):
    from binascii import hexlify

    lines = []
    for key, value in entries.items():
        kind, text = (b"i", str(value).encode()) if type(value) is int else (b"b", hexlify(value))
        lines.append(b" ".join((kind, hexlify(key.encode()), text)) + b"\n")
    state.save(file, b"".join(lines))


# (total, free, largest free block, least free ever) of each region.
def idf_heap_info(capabilities):
    return [(120000, 90000, 65536, 80000)]


def raw_temperature():
    return 128
