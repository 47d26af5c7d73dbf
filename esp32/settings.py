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
