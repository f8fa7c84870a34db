"""What all shapes are made of."""

from __future__ import annotations

from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

Number = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(max_length=10_000)]
Ref = Annotated[str, Field(min_length=1, max_length=12, pattern="^[0-9a-z]+$")]
Version = Annotated[int, Field(ge=0, le=2_000_000_000)]


class Shape(Schema):
    model_config = ConfigDict(populate_by_name=True)


class Sent(Schema):
    """What programs send: an unknown name is a mistake, not something to pass over."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
