import unittest

from report import report


class DemoTest(unittest.TestCase):
    def test_left_aligned(self):
        self.assertEqual(report([["a", "b"]]), "a   |b   ")
