"""A real browser for the tests of pages: Debian's Chromium without a window, driven through its own driver."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

#: It asks nobody for anything, and every request of a page is in its log.
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1400,1000",
)


class Browser:
    """One browser. It is slow to start, so that a module shares one; ``open`` loads a page afresh."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, page: Path) -> None:
        """Load a page and wait until its scripts have run."""
        self.log()
        self.requests()
        self.driver.get(page.as_uri())
        WebDriverWait(self.driver, 60).until(lambda _: self.js("return document.documentElement.dataset.ready !== undefined"))

    def js(self, script: str, *arguments: Any) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *arguments)

    def find(self, selector: str) -> WebElement:
        """The first element of a CSS selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Every element of a CSS selector that is displayed."""
        return [found for found in self.driver.find_elements(By.CSS_SELECTOR, selector) if found.is_displayed()]

    def press(self, *keys: str) -> None:
        """Type keys where the focus is, one after the other."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def focused(self) -> str:
        """The id of the element that has the focus."""
        return str(self.js("return document.activeElement.id"))

    def wait(self, script: str) -> None:
        """Wait until a script returns something true."""
        WebDriverWait(self.driver, 20).until(lambda _: self.js(script))

    def log(self) -> list[str]:
        """What has been written to the console since the last time."""
        return [str(entry["message"]) for entry in self._entries("browser")]

    def requests(self) -> list[str]:
        """The addresses that have been asked for since the last time, but for those of the browser's own pages."""
        events = [json.loads(entry["message"])["message"] for entry in self._entries("performance")]
        asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
        return [address for address in asked if not address.startswith("chrome:")]

    def _entries(self, kind: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]
        return entries

    def shut_out(self, axe: str) -> list[Any]:
        """What axe-core finds in the page that WCAG 2.2 A or AA forbids, each with elements that have it."""
        self.js(axe)
        found: list[Any] = self.driver.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
              .then(({ violations }) => done(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)])));
            """
        )
        return found

    def media(self, kind: str) -> None:
        """Show the page as it is on paper ("print") or on the screen ("")."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind})

    @contextmanager
    def window(self, width: int, height: int) -> Iterator[None]:
        """Another size of the window; below 500 pixels it is that of a phone."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def pdf(self) -> bytes:
        """The page as it is printed."""
        printed = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
        return base64.b64decode(printed["data"])


def start(folder: Path) -> Browser:
    """Start a browser that keeps what it has to in ``folder``, or skip the test where there is none."""
    programs = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if None in programs:
        pytest.skip("the page needs a browser: chromium and chromedriver are not on this machine")
    options = webdriver.ChromeOptions()
    for option in (*OPTIONS, f"--user-data-dir={folder}"):
        options.add_argument(option)
    options.binary_location = str(programs[0])
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    try:
        return Browser(webdriver.Chrome(options=options, service=webdriver.ChromeService(str(programs[1]))))
    except WebDriverException as error:
        pytest.skip(f"the browser on this machine does not start: {error.msg}")


def npm_package(name: str, folder: Path) -> Path:
    """The folder of a package from the npm registry, or skip the test where it cannot be had."""
    if shutil.which("npm") is None:
        pytest.skip(f"{name} comes from the npm registry, and npm is not on this machine")
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), name]
    done = subprocess.run(install, capture_output=True, timeout=300, check=False)
    if done.returncode:
        pytest.skip(f"{name} cannot be installed here: no package registry can be reached")
    return folder / "node_modules" / name.rpartition("@")[0]
