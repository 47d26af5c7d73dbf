# Copied into new module objects by modules.py.
