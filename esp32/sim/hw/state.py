# What a board keeps outside of its flash, as small files in the runner's folder: RTC memory and clock, NVS.
# Also the options of this run.
import os
from . import libc

options = {}
air = None  # what the Wi-Fi does whatever the options say: an image that never connects
image = ""  # version of the firmware that runs
_folder = None
_path = None


def begin(folder, pairs):
    global _folder, _path
    _path = folder
    _folder = os.VfsPosix(folder)
    for pair in pairs:
        key, value = pair.split("=", 1)
        options[key] = value


# Asked before a file is opened: MicroPython 1.22 closes descriptor 0, whoever has it, when it collects the object of a file
# that could not be opened.
def _exists(name):
    try:
        _folder.stat("/" + name)
        return True
    except OSError:
        return False


# Returns the bytes of a file, or None.
def load(name):
    if not _exists(name):
        return None
    with _folder.open("/" + name, "rb") as f:
        return f.read()


# A file that stays open, for reading and writing.
def open(name):
    return _folder.open("/" + name, "r+b" if _exists(name) else "w+b")


# Replaces a file in one step; None removes it.
def save(name, data):
    if data is None:
        try:
            _folder.remove("/" + name)
        except OSError:
            pass
        return
    with _folder.open("/" + name + ".new", "wb") as f:
        f.write(data)
    libc.rename(_path + "/" + name + ".new", _path + "/" + name)
