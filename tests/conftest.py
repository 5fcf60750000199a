"""Settings that all tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.browser import Browser

# what the tests start would be compiled, and its rulebooks loaded, anew each time
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# a machine that is busy with other work must not make a property fail by being slow
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("default")
# what was green yesterday is green today; ``pytest --hypothesis-profile random`` looks where nobody has looked
settings.register_profile("random", parent=settings.get_profile("default"), derandomize=False, print_blob=True)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser; the test is skipped where there is none."""
    from tests.browser import start  # imported where used: few tests need it

    started = start(tmp_path_factory.mktemp("browser"))
    yield started
    started.driver.quit()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """axe-core (https://github.com/dequelabs/axe-core), which looks a page through for what shuts people out."""
    from tests.browser import npm_package

    return (npm_package("axe-core@4", tmp_path_factory.mktemp("axe")) / "axe.min.js").read_text("utf-8")
