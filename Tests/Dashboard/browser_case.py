"""What the tests of the dashboard share: one browser, and a console that must stay silent."""

import atexit
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
# Processes, and the program as one, are there for the tests of the network and for these.
sys.path.append(str(HERE.parent / "Network"))

from webdriver import Driver

_shared = {}


def browser():
    """The one browser of this run; it is closed when the run ends."""
    if not _shared:
        driver = Driver()
        atexit.register(driver.close)
        _shared["browser"] = driver.browser()
        atexit.register(_shared["browser"].close)
    return _shared["browser"]


class BrowserCase(unittest.TestCase):
    """A test in the browser. Errors and warnings of the console fail it, but for those that it `expects`."""

    expects = ()

    def setUp(self):
        self.browser = browser()
        self.browser.look(1440, 900)
        self.browser.complaints()

    def tearDown(self):
        unexpected = [line for line in self.browser.complaints() if not any(part in line for part in self.expects)]
        self.assertEqual(unexpected, [])

    def visible(self):
        """The words of the page."""
        return self.browser.run("return document.body.innerText")

    def check_contrast(self):
        """Every word in sight has the contrast that WCAG 2 asks for at level AA."""
        poor = self.browser.run((HERE / "contrast.js").read_text())
        self.assertEqual(poor, [])

    def check_width(self):
        """Nothing is wider than the screen."""
        wide = self.browser.run("return [document.documentElement.scrollWidth, innerWidth]")
        self.assertLessEqual(wide[0], wide[1])
