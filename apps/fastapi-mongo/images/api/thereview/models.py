"""What goes in and out of the API."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

MAX_ID = 2**63 - 1  # of a bigint


def _no_nul(text: str) -> str:
    if "\0" in text:  # JSON can spell it, Postgres cannot store it
        raise ValueError("must not have NUL characters")
    return text


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), AfterValidator(_no_nul)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), AfterValidator(_no_nul)]


class Given(BaseModel):
    """What a client sends."""

    model_config = ConfigDict(extra="forbid")


class NewProduct(Given):
    name: Name
    category: Name


class NewReview(Given):
    author: Name
    rating: Annotated[int, Field(strict=True, ge=1, le=5)]
    text: Text


class Rating(BaseModel):
    """How often each number of stars was given, from one to five."""

    count: int
    average: float | None
    stars: list[int]

    @classmethod
    def of(cls, stars: list[int]) -> "Rating":
        """The summary of such a list."""
        total = sum(stars)
        points = sum(number * times for number, times in enumerate(stars, start=1))
        return cls(count=total, average=round(points / total, 2) if total else None, stars=stars)


class Product(BaseModel):
    id: int
    name: str
    category: str
    created_at: datetime
    rating: Rating | None = Field(default=None, description="null while the reviews are unavailable")


class Review(BaseModel):
    id: str
    product_id: int
    author: str
    rating: int
    text: str
    created_at: datetime


class ProductPage(BaseModel):
    products: list[Product]
    total: int
    limit: int
    offset: int


class ReviewPage(BaseModel):
    reviews: list[Review]
    total: int
    limit: int
    offset: int


class Error(BaseModel):
    """Every error: what is wrong, and where."""

    error: str
    field: str | None = None
    dependency: str | None = None
