# Runs little programs on a simulated board of their own.
import os

HERE = __file__[: __file__.rfind("/") + 1] or "./"


# A board with an empty flash in a temporary folder.
class Board:
    def __init__(self):
        self.folder = (os.getenv("TMPDIR") or "/tmp") + "/mqboard-" + "".join(["%02x" % b for b in os.urandom(6)])
        self.root = self.folder + "/flash"
        os.mkdir(self.folder)
        os.mkdir(self.root)

    def write(self, name, text):
        with open(self.root + "/" + name, "w") as f:
            f.write(text)

    def read(self, name):
        with open(self.root + "/" + name) as f:
            return f.read()

    # Switches the board on until it prints END; returns the lines that it printed, without the simulation's own.
    def run(self, main, config=""):
        self.write("main.py", main)
        with open(self.folder + "/config", "w") as f:
            f.write("INSTALL=no\n" + config)
        os.system("%sboard %s %s/config > %s/out" % (HERE, self.root, self.folder, self.folder))
        with open(self.folder + "/out", "rb") as f:
            lines = [_text(line) for line in f.read().split(b"\n")]
        return [line for line in lines if line and not line.startswith("[sim]")]

    def remove(self):
        os.system("rm -rf " + self.folder)


def _text(line):
    try:
        return line.decode()
    except UnicodeError:
        return "binary " + repr(line)


# Runs one program on a new board and returns its lines.
def run(main, config=""):
    board = Board()
    try:
        return board.run(main, config)
    finally:
        board.remove()
