from thereview.models import Rating


def test_a_rating_is_the_average_of_the_stars() -> None:
    assert Rating.of([1, 0, 0, 0, 3]) == Rating(count=4, average=4.0, stars=[1, 0, 0, 0, 3])


def test_without_reviews_there_is_no_average() -> None:
    assert Rating.of([0] * 5).average is None
