# The hardware of a board, for MicroPython's unix port.
