import unittest

from pricing import discounted


class DemoTest(unittest.TestCase):
    def test_discount(self):
        self.assertEqual(discounted(200, 10), 180)
