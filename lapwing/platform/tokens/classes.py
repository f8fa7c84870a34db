"""How sensitive what tokens of programs hold is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import Held, Sort

TABLES = {
    "tokens_apitoken": Held(
        Sort.PERSONAL, ends="closed-account", noted="ApiToken", fields={"secret_hash": Sort.SECRET}
    ),
    "tokens_tokenuse": Held(Sort.PERSONAL, ends="closed-account", noted="ApiToken"),
    "tokens_keptanswer": Held(
        Sort.PERSONAL, ends="Answers to programs", noted="It repeats an answer to the program that had it."
    ),
    "tokens_allowance": Held(Sort.WORKING),
}
