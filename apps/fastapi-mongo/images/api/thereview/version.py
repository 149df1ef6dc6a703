"""The version of the service; the image carries it as its tag."""

VERSION = "1.0.0"
