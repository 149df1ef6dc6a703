from fastapi.testclient import TestClient


def test_answers_and_lives_without_its_servers(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/health/live").status_code == 200
    assert client.head("/health").status_code == 200


def test_is_not_ready_and_says_why(client: TestClient) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.text == "postgres: unavailable\nmongodb: unavailable\nredis: unavailable\n"


def test_serves_without_redis_only(client: TestClient) -> None:
    postgres, mongodb, redis = client.app.state.dependencies  # type: ignore[attr-defined]
    answer = client.get("/health/serving")
    assert (answer.status_code, answer.text) == (503, "postgres: unavailable\nmongodb: unavailable\n")
    postgres.available = mongodb.available = True
    try:
        assert (client.get("/health/serving").status_code, client.get("/health/ready").status_code) == (200, 503)
        mongodb.available, redis.available = False, True
        assert client.get("/health/serving").status_code == 503
    finally:
        postgres.available = mongodb.available = redis.available = False


def test_says_that_it_is_stuck_when_a_watch_has_died(client: TestClient) -> None:
    watched = client.app.state.dependencies[0]  # type: ignore[attr-defined]
    seen, watched._last_watched = watched._last_watched, watched._last_watched - 60
    try:
        assert client.get("/health/live").json() == {"status": "stuck", "watches": ["postgres"]}
    finally:
        watched._last_watched = seen


def test_shows_which_servers_it_reaches(client: TestClient) -> None:
    assert 'dependency_up{dependency="mongodb"} 0.0' in client.get("/metrics").text
