import unittest

from datetime import date

from app.clock import midnight


class DemoTest(unittest.TestCase):
    def test_midnight(self):
        self.assertEqual(midnight(date(2024, 1, 2)).hour, 0)
