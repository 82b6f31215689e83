"""Makes sure that the programs are there that no Python package brings: a Chromium, and Newsboat, a feed reader.

What is missing comes from Debian's packages if this runs as root on Debian. Elsewhere Playwright's own Chromium is
installed, and tests with the others are skipped. With the argument “deep” there are the calendars of people's desktops,
too; only ``make check-deep`` needs them.
"""

import os
import shutil
import subprocess
import sys

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """Return the path of a Chromium that is installed, None when Playwright's own is to be used."""
    told = os.environ.get("CHROMIUM")
    return told or next(filter(None, map(shutil.which, CHROMIUMS)), None)


def newsboat() -> str | None:
    """Return the path of Newsboat, None where it is not installed."""
    return shutil.which("newsboat")


def missing_desktops() -> dict[str, list[str]]:
    """Return the calendar programs of desktops that are not installed, each with its Debian packages."""
    needed = {
        "evolution-data-server": (
            "/usr/libexec/evolution-calendar-factory",
            ["evolution-data-server", "gir1.2-ecal-2.0", "python3-gi", "dbus"],
        ),
        "Thunderbird": ("thunderbird", ["thunderbird"]),
    }
    return {name: packages for name, (program, packages) in needed.items() if not shutil.which(program)}


def playwright_has_one() -> bool:
    """Tell whether Playwright's own Chromium is there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


def install_from_debian(packages: list[str]) -> None:
    """Install Debian's packages if that can be done here."""
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        for package in packages:  # one by one, so that one that cannot be had does not keep the other away
            subprocess.run([*command, package], check=False, **quiet)


def install(*, deep: bool) -> bool:
    """Install what is missing; tell whether there is a Chromium, without which the tests cannot run."""
    has_browser = bool(browser()) or playwright_has_one()
    there = {"chromium": has_browser, "newsboat": bool(newsboat())}
    desktops = missing_desktops() if deep else {}
    wanted = [package for package, is_there in there.items() if not is_there]
    install_from_debian(wanted + [package for packages in desktops.values() for package in packages])
    if has_browser or browser():
        return True
    done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return done.returncode == 0


if __name__ == "__main__" and not install(deep="deep" in sys.argv):
    sys.exit("The browser tests need Chromium. Install it as root (apt-get install chromium) and try again.")
