"""The PostgreSQL server that Lapwing brings along, for machines that have none.

It knows nothing of Django: settings ask it where the database is, and the command line, the demonstration
and the tests all join the same running server. A deployment with a server of its own sets ``DATABASE_URL``
and never comes here.
"""

from lapwing.platform.postgres.cluster import Server, ensure_running, stop
from lapwing.platform.postgres.errors import PostgresError
from lapwing.platform.postgres.roles import DatabaseUrls, bootstrap, database_urls

__all__ = ["DatabaseUrls", "PostgresError", "Server", "bootstrap", "database_urls", "ensure_running", "stop"]
