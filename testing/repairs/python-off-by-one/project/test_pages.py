import unittest

from pages import pages


class DemoTest(unittest.TestCase):
    def test_last_page(self):
        self.assertEqual(pages([1, 2, 3], 2), [[1, 2], [3]])
