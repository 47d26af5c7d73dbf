# Starts a simulated board. Run by scripts/simboard as: micropython start.py ROOT STATE CAUSE [KEY=VALUE...]
# It leaves nothing in __main__, which belongs to the board's boot.py and main.py.
import micropython

micropython.opt_level(3)  # no line numbers: they take heap
from hw import power

micropython.opt_level(0)
power.on()
