"""A real browser on the real site: prepared by `goldenthread demo`, served by `goldenthread serve`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from goldenthread.jobs.demo import PASSWORD

NO_CHROMIUM = "No Chromium here: install Debian's chromium to run the browser tests"
ROOT = Path(__file__).resolve().parents[2]
GOLDENTHREAD = [sys.executable, "-c", "from goldenthread.config.command import main; main()"]
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Site:
    """The site at its address, and one signed-in state of each officer."""

    url: str
    browser: Browser
    states: dict[str, Any] = field(default_factory=dict)

    def context(self, username: str = "", **more: Any) -> BrowserContext:
        """A window of its own for this officer, or for a visitor."""
        if username and username not in self.states:
            self.states[username] = self._sign_in(username)
        context = self.browser.new_context(
            base_url=self.url,
            storage_state=self.states.get(username),
            locale="en-GB",
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(20_000)
        return context

    def page(self, username: str = "", **more: Any) -> Page:
        return self.context(username, **more).new_page()

    def _sign_in(self, username: str) -> Any:
        with self.context() as context:
            page = context.new_page()
            page.goto("/sign-in/")
            sign_in(page, username)
            return context.storage_state()


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the form of the sign-in page and send it."""
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def _environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    return {
        **kept,
        "GOLDENTHREAD_TRIAL": "1",
        "GOLDENTHREAD_VAR": str(var),
        "GOLDENTHREAD_OUT": str(var / "out"),
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
    }


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@contextmanager
def served(var: Path) -> Iterator[str]:
    """Serve what is in a folder, until the block ends; gives the address."""
    url = f"http://127.0.0.1:{(port := _free_port())}"
    log = (var / "serve.log").open("w")
    command = [*GOLDENTHREAD, "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=_environment(var), cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait_for(url, server, var / "serve.log")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{url}/accessibility/", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"goldenthread serve did not answer at {url}: {log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip(NO_CHROMIUM)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps a loop running in this thread, which Django would take for async code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *root])
            yield opened
            opened.close()


@pytest.fixture(scope="session")
def prepared(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration loaded by the command that people run."""
    var = tmp_path_factory.mktemp("demo")
    command = [*GOLDENTHREAD, "demo", "--no-serve"]
    done = subprocess.run(
        command, env=_environment(var), cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Five councils are loaded." in done.stdout
    return var


@pytest.fixture(scope="session")
def site(prepared: Path, browser: Browser) -> Iterator[Site]:
    """The demonstration, for tests that only read."""
    with served(prepared) as url:
        yield Site(url, browser)


@pytest.fixture
def own_site(prepared: Path, browser: Browser, tmp_path: Path) -> Iterator[Site]:
    """A copy of the demonstration for one test that changes things."""
    var = tmp_path / "own"
    var.mkdir()
    shutil.copy(prepared / "goldenthread.sqlite3", var)
    with served(var) as url:
        found = Site(url, browser)
        yield found
    for context in browser.contexts:
        context.close()


@pytest.fixture
def errors() -> Callable[[Page], list[str]]:
    """Listen to a page: what the browser complains of, except that a refusal was no 200."""

    def listen(page: Page) -> list[str]:
        heard: list[str] = []

        def failed(request: Request) -> None:
            # What a page still fetched when the walker went on was left, not lost.
            if request.failure != "net::ERR_ABORTED":
                heard.append(f"{request.url}: {request.failure}")

        page.on(
            "console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda fault: heard.append(str(fault)))
        page.on("requestfailed", failed)
        return heard

    return listen
