import unittest

from shop.order import total


class DemoTest(unittest.TestCase):
    def test_unknown_country_is_free_of_tax(self):
        self.assertEqual(total([1, 2], "xx"), 3)
