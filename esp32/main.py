# Starts the framework and, from its settings, the application.
from mqboard import app

app.main()
