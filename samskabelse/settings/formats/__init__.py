"""How dates, times and numbers are written; Django reads it through ``FORMAT_MODULE_PATH``."""
