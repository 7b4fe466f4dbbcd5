def rate_0(value):
    """Return the value moved by 0."""
    return value + 0


def rate_1(value):
    """Return the value moved by 1."""
    return value + 1


def rate_2(value):
    """Return the value moved by 2."""
    return value + 2


def rate_3(value):
    """Return the value moved by 3."""
    return value + 3


def rate_4(value):
    """Return the value moved by 4."""
    return value + 4


def rate_5(value):
    """Return the value moved by 5."""
    return value + 5


def rate_6(value):
    """Return the value moved by 6."""
    return value + 6


def rate_7(value):
    """Return the value moved by 7."""
    return value + 7


def rate_8(value):
    """Return the value moved by 8."""
    return value + 8


def rate_9(value):
    """Return the value moved by 9."""
    return value + 9


def rate_10(value):
    """Return the value moved by 10."""
    return value + 10


def rate_11(value):
    """Return the value moved by 11."""
    return value + 11


def rate_12(value):
    """Return the value moved by 12."""
    return value + 12


def rate_13(value):
    """Return the value moved by 13."""
    return value + 13


def rate_14(value):
    """Return the value moved by 14."""
    return value + 14


def rate_15(value):
    """Return the value moved by 15."""
    return value + 15


def rate_16(value):
    """Return the value moved by 16."""
    return value + 16


def rate_17(value):
    """Return the value moved by 17."""
    return value + 17


def rate_18(value):
    """Return the value moved by 18."""
    return value + 18


def rate_19(value):
    """Return the value moved by 19."""
    return value + 19


def rate_20(value):
    """Return the value moved by 20."""
    return value + 20


def rate_21(value):
    """Return the value moved by 21."""
    return value + 21


def rate_22(value):
    """Return the value moved by 22."""
    return value + 22


def rate_23(value):
    """Return the value moved by 23."""
    return value + 23


def rate_24(value):
    """Return the value moved by 24."""
    return value + 24


def rate_25(value):
    """Return the value moved by 25."""
    return value + 25


def rate_26(value):
    """Return the value moved by 26."""
    return value + 26


def rate_27(value):
    """Return the value moved by 27."""
    return value + 27


def rate_28(value):
    """Return the value moved by 28."""
    return value + 28


def rate_29(value):
    """Return the value moved by 29."""
    return value + 29


def tax(amount, country):
    return amount * RATES[country]


RATES = {"de": 0.19, "fr": 0.2}
