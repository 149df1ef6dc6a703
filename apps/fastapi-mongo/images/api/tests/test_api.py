import pytest
from fastapi.testclient import TestClient

REVIEW = {"author": "Ada", "rating": 5, "text": "It does what it says."}


def test_the_page_and_the_summary_need_no_server(client: TestClient) -> None:
    assert "<h1>TheReview</h1>" in client.get("/", headers={"Accept": "text/html"}).text
    summary = client.get("/").json()
    assert summary["products"] is None
    assert summary["dependencies"] == {"postgres": "unavailable", "mongodb": "unavailable", "redis": "unavailable"}


@pytest.mark.parametrize(
    ("path", "dependency"), [("/api/products", "postgres"), ("/api/reviews/" + "0" * 24, "mongodb")]
)
def test_answers_503_and_names_the_server_that_is_away(client: TestClient, path: str, dependency: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.json() == {"error": f"{dependency} is unavailable", "dependency": dependency}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (REVIEW | {"rating": 6}, "rating"),
        (REVIEW | {"rating": "5"}, "rating"),
        (REVIEW | {"text": "  "}, "text"),
        (REVIEW | {"text": "\0"}, "text"),
        (REVIEW | {"author": "x" * 81}, "author"),
        (REVIEW | {"stars": 5}, "stars"),
        ({}, "author"),
        ([], "body"),
    ],
)
def test_names_the_field_that_is_wrong(client: TestClient, body: object, field: str) -> None:
    answer = client.post("/api/products/1/reviews", json=body)
    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert answer.json()["error"].startswith(f"'{field}'")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/products?limit=500", "limit"),
        ("/api/products/0", "product_id"),
        ("/api/products/9223372036854775808", "product_id"),
        ("/api/reviews/none", "review_id"),
    ],
)
def test_names_the_parameter_that_is_wrong(client: TestClient, path: str, field: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 422
    assert answer.json()["field"] == field


def test_refuses_what_is_not_json_or_too_large(client: TestClient) -> None:
    json = {"Content-Type": "application/json"}
    for given in ({"content": b"{", "headers": json}, {"content": b"{}"}, {"json": "text"}):
        answer = client.post("/api/products", **given)  # type: ignore[arg-type]
        assert answer.status_code == 422
        assert answer.json()["field"] == "body"
    for large in (b"x" * 70_000, iter([b"x" * 40_000] * 2)):
        answer = client.post("/api/products", content=large, headers=json)
        assert answer.status_code == 413
        assert answer.json() == {"error": "the body must have at most 65536 bytes"}


def test_errors_of_the_framework_are_json_too(client: TestClient) -> None:
    assert client.get("/nothing").json() == {"error": "not found"}
    answer = client.patch("/api/products")
    assert answer.status_code == 405
    assert answer.json() == {"error": "method not allowed here; allowed: GET, POST"}
    assert answer.headers["Allow"] == "GET, POST"


def test_keeps_a_request_id_that_looks_like_one(client: TestClient) -> None:
    assert client.get("/health", headers={"X-Request-ID": "abc-1"}).headers["X-Request-ID"] == "abc-1"
    assert client.get("/health", headers={"X-Request-ID": "a b"}).headers["X-Request-ID"] != "a b"
    client.get("/api/products/7")
    assert 'route="/api/products/{product_id}"' in client.get("/metrics").text
