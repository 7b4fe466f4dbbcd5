import unittest

from parser import parse


class DemoTest(unittest.TestCase):
    def test_parse(self):
        self.assertEqual(parse("a,b"), ["a", "b"])
