"""Telling people: notices in Lapwing, and emails that say nothing but that there is something to look at.

``telling.notify`` tells people who have an account, as each of them prefers; ``outbox.send_mail_now`` sends
an email to an address; ``telling.settle`` says that there is nothing left to do. All are part of the
transaction of their cause.
"""
