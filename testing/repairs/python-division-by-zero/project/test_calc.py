import unittest

from calc import average


class DemoTest(unittest.TestCase):
    def test_nothing(self):
        self.assertEqual(average([]), 0)
