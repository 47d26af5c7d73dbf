# Starts the framework and, from its settings, the application.
import micropython

micropython.opt_level(3)  # the framework without line numbers: they take heap
from mqboard import app

app.main()
