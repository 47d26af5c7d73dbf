# A board's settings. Copy it to the board as /settings.py; what must not be read by others (password, wifi)
# can go to /secrets.py instead. What is not set has the default of lib/mqboard/settings.py.
server = "broker.example.org"
tls = True
cafile = "/ca.der"
prefix = "esp32/test"
# username = "board"
# password = "..."
# wifi = ("network", "key")

# The application: modules in /src, each with `async def start(client, settings)`.
parts = ["blinky"]

# Logs: 10 debug, 20 info, 30 warning, 40 error; other levels for single loggers; print() of the application, too.
# log_level = 20
# log_levels = {"wifi": 10}
# log_print = True
