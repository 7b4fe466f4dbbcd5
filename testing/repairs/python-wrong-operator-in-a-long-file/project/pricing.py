def shift_0(value):
    """Return the value moved by 0."""
    return value + 0


def shift_1(value):
    """Return the value moved by 1."""
    return value + 1


def shift_2(value):
    """Return the value moved by 2."""
    return value + 2


def shift_3(value):
    """Return the value moved by 3."""
    return value + 3


def shift_4(value):
    """Return the value moved by 4."""
    return value + 4


def shift_5(value):
    """Return the value moved by 5."""
    return value + 5


def shift_6(value):
    """Return the value moved by 6."""
    return value + 6


def shift_7(value):
    """Return the value moved by 7."""
    return value + 7


def shift_8(value):
    """Return the value moved by 8."""
    return value + 8


def shift_9(value):
    """Return the value moved by 9."""
    return value + 9


def shift_10(value):
    """Return the value moved by 10."""
    return value + 10


def shift_11(value):
    """Return the value moved by 11."""
    return value + 11


def shift_12(value):
    """Return the value moved by 12."""
    return value + 12


def shift_13(value):
    """Return the value moved by 13."""
    return value + 13


def shift_14(value):
    """Return the value moved by 14."""
    return value + 14


def shift_15(value):
    """Return the value moved by 15."""
    return value + 15


def shift_16(value):
    """Return the value moved by 16."""
    return value + 16


def shift_17(value):
    """Return the value moved by 17."""
    return value + 17


def shift_18(value):
    """Return the value moved by 18."""
    return value + 18


def shift_19(value):
    """Return the value moved by 19."""
    return value + 19


def shift_20(value):
    """Return the value moved by 20."""
    return value + 20


def shift_21(value):
    """Return the value moved by 21."""
    return value + 21


def shift_22(value):
    """Return the value moved by 22."""
    return value + 22


def shift_23(value):
    """Return the value moved by 23."""
    return value + 23


def shift_24(value):
    """Return the value moved by 24."""
    return value + 24


def shift_25(value):
    """Return the value moved by 25."""
    return value + 25


def shift_26(value):
    """Return the value moved by 26."""
    return value + 26


def shift_27(value):
    """Return the value moved by 27."""
    return value + 27


def shift_28(value):
    """Return the value moved by 28."""
    return value + 28


def shift_29(value):
    """Return the value moved by 29."""
    return value + 29


def shift_30(value):
    """Return the value moved by 30."""
    return value + 30


def shift_31(value):
    """Return the value moved by 31."""
    return value + 31


def shift_32(value):
    """Return the value moved by 32."""
    return value + 32


def shift_33(value):
    """Return the value moved by 33."""
    return value + 33


def shift_34(value):
    """Return the value moved by 34."""
    return value + 34


def shift_35(value):
    """Return the value moved by 35."""
    return value + 35


def shift_36(value):
    """Return the value moved by 36."""
    return value + 36


def shift_37(value):
    """Return the value moved by 37."""
    return value + 37


def shift_38(value):
    """Return the value moved by 38."""
    return value + 38


def shift_39(value):
    """Return the value moved by 39."""
    return value + 39


def discounted(price, percent):
    return price * (100 + percent) / 100


def move_0(value):
    """Return the value moved by 0."""
    return value + 0


def move_1(value):
    """Return the value moved by 1."""
    return value + 1


def move_2(value):
    """Return the value moved by 2."""
    return value + 2


def move_3(value):
    """Return the value moved by 3."""
    return value + 3


def move_4(value):
    """Return the value moved by 4."""
    return value + 4


def move_5(value):
    """Return the value moved by 5."""
    return value + 5


def move_6(value):
    """Return the value moved by 6."""
    return value + 6


def move_7(value):
    """Return the value moved by 7."""
    return value + 7


def move_8(value):
    """Return the value moved by 8."""
    return value + 8


def move_9(value):
    """Return the value moved by 9."""
    return value + 9


def move_10(value):
    """Return the value moved by 10."""
    return value + 10


def move_11(value):
    """Return the value moved by 11."""
    return value + 11


def move_12(value):
    """Return the value moved by 12."""
    return value + 12


def move_13(value):
    """Return the value moved by 13."""
    return value + 13


def move_14(value):
    """Return the value moved by 14."""
    return value + 14


def move_15(value):
    """Return the value moved by 15."""
    return value + 15


def move_16(value):
    """Return the value moved by 16."""
    return value + 16


def move_17(value):
    """Return the value moved by 17."""
    return value + 17


def move_18(value):
    """Return the value moved by 18."""
    return value + 18


def move_19(value):
    """Return the value moved by 19."""
    return value + 19


def move_20(value):
    """Return the value moved by 20."""
    return value + 20


def move_21(value):
    """Return the value moved by 21."""
    return value + 21


def move_22(value):
    """Return the value moved by 22."""
    return value + 22


def move_23(value):
    """Return the value moved by 23."""
    return value + 23


def move_24(value):
    """Return the value moved by 24."""
    return value + 24


def move_25(value):
    """Return the value moved by 25."""
    return value + 25


def move_26(value):
    """Return the value moved by 26."""
    return value + 26


def move_27(value):
    """Return the value moved by 27."""
    return value + 27


def move_28(value):
    """Return the value moved by 28."""
    return value + 28


def move_29(value):
    """Return the value moved by 29."""
    return value + 29


def move_30(value):
    """Return the value moved by 30."""
    return value + 30


def move_31(value):
    """Return the value moved by 31."""
    return value + 31


def move_32(value):
    """Return the value moved by 32."""
    return value + 32


def move_33(value):
    """Return the value moved by 33."""
    return value + 33


def move_34(value):
    """Return the value moved by 34."""
    return value + 34


def move_35(value):
    """Return the value moved by 35."""
    return value + 35


def move_36(value):
    """Return the value moved by 36."""
    return value + 36


def move_37(value):
    """Return the value moved by 37."""
    return value + 37


def move_38(value):
    """Return the value moved by 38."""
    return value + 38


def move_39(value):
    """Return the value moved by 39."""
    return value + 39


