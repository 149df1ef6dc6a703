"""Products and their reviews as a JSON API."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from .dependency import UnavailableError
from .metrics import REVIEWS
from .models import MAX_ID, Error, NewProduct, NewReview, Product, ProductPage, Rating, Review, ReviewPage
from .products import Products
from .ratings import Ratings
from .reviews import Reviews

ERRORS: dict[int | str, dict[str, Any]] = {status: {"model": Error} for status in (404, 422, 503)}

router = APIRouter(prefix="/api", responses=ERRORS)

ProductId = Annotated[int, Path(ge=1, le=MAX_ID)]
ReviewId = Annotated[str, Path(pattern="^[0-9a-f]{24}$")]
Limit = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0, le=100_000)]


@router.get("/products")
async def newest_products(request: Request, limit: Limit = 20, offset: Offset = 0) -> ProductPage:
    products, total = await _products(request).newest(limit, offset)
    ratings = await _ratings_of(request, products)
    for product in products:
        product.rating = ratings.get(product.id)
    return ProductPage(products=products, total=total, limit=limit, offset=offset)


@router.post("/products", status_code=201)
async def add_product(request: Request, response: Response, product: NewProduct) -> Product:
    added = await _products(request).add(product)
    added.rating = Rating.of([0] * 5)
    response.headers["Location"] = f"/api/products/{added.id}"
    return added


@router.get("/products/{product_id}")
async def find_product(request: Request, product_id: ProductId) -> Product:
    product = await _product(request, product_id)
    product.rating = (await _ratings_of(request, [product])).get(product_id)
    return product


@router.delete("/products/{product_id}", status_code=204)
async def remove_product(request: Request, product_id: ProductId) -> None:
    # The reviews first: if this stops half-way the product still stands, and the client can try again.
    await _reviews(request).remove_all(product_id)
    await _ratings(request).forget(product_id)
    if not await _products(request).remove(product_id):
        raise _no_product(product_id)


@router.get("/products/{product_id}/reviews")
async def newest_reviews(request: Request, product_id: ProductId, limit: Limit = 20, offset: Offset = 0) -> ReviewPage:
    reviews, total = await _reviews(request).newest(product_id, limit, offset)
    if total == 0:
        await _product(request, product_id)  # no reviews, or no such product
    return ReviewPage(reviews=reviews, total=total, limit=limit, offset=offset)


@router.post("/products/{product_id}/reviews", status_code=201)
async def add_review(request: Request, response: Response, product_id: ProductId, review: NewReview) -> Review:
    await _product(request, product_id)
    added = await _reviews(request).add(product_id, review)
    await _ratings(request).forget(product_id)
    REVIEWS.labels(review.rating).inc()
    response.headers["Location"] = f"/api/reviews/{added.id}"
    return added


@router.get("/reviews/{review_id}")
async def find_review(request: Request, review_id: ReviewId) -> Review:
    review = await _reviews(request).find(review_id)
    if review is None:
        raise _no_review(review_id)
    return review


@router.delete("/reviews/{review_id}", status_code=204)
async def remove_review(request: Request, review_id: ReviewId) -> None:
    product_id = await _reviews(request).remove(review_id)
    if product_id is None:
        raise _no_review(review_id)
    await _ratings(request).forget(product_id)


async def _product(request: Request, product_id: int) -> Product:
    product = await _products(request).find(product_id)
    if product is None:
        raise _no_product(product_id)
    return product


async def _ratings_of(request: Request, products: list[Product]) -> dict[int, Rating]:
    """None at all while the reviews are unavailable: the products themselves are still worth showing."""
    try:
        return await _ratings(request).of([product.id for product in products])
    except UnavailableError:
        return {}


def _no_product(product_id: int) -> HTTPException:
    return HTTPException(404, f"there is no product {product_id}")


def _no_review(review_id: str) -> HTTPException:
    return HTTPException(404, f"there is no review {review_id}")


def _products(request: Request) -> Products:
    return request.app.state.products  # type: ignore[no-any-return]


def _reviews(request: Request) -> Reviews:
    return request.app.state.reviews  # type: ignore[no-any-return]


def _ratings(request: Request) -> Ratings:
    return request.app.state.ratings  # type: ignore[no-any-return]
