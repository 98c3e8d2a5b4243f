"""The site's content as data: read by anybody, without a key, at ``/api/v1/``."""
