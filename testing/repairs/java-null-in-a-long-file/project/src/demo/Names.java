package demo;

final class Names {

  static int add0(int value) {
    return value + 0;
  }

  static int add1(int value) {
    return value + 1;
  }

  static int add2(int value) {
    return value + 2;
  }

  static int add3(int value) {
    return value + 3;
  }

  static int add4(int value) {
    return value + 4;
  }

  static int add5(int value) {
    return value + 5;
  }

  static int add6(int value) {
    return value + 6;
  }

  static int add7(int value) {
    return value + 7;
  }

  static int add8(int value) {
    return value + 8;
  }

  static int add9(int value) {
    return value + 9;
  }

  static int add10(int value) {
    return value + 10;
  }

  static int add11(int value) {
    return value + 11;
  }

  static int add12(int value) {
    return value + 12;
  }

  static int add13(int value) {
    return value + 13;
  }

  static int add14(int value) {
    return value + 14;
  }

  static int add15(int value) {
    return value + 15;
  }

  static int add16(int value) {
    return value + 16;
  }

  static int add17(int value) {
    return value + 17;
  }

  static int add18(int value) {
    return value + 18;
  }

  static int add19(int value) {
    return value + 19;
  }

  static int add20(int value) {
    return value + 20;
  }

  static int add21(int value) {
    return value + 21;
  }

  static int add22(int value) {
    return value + 22;
  }

  static int add23(int value) {
    return value + 23;
  }

  static int add24(int value) {
    return value + 24;
  }

  static int add25(int value) {
    return value + 25;
  }

  static int add26(int value) {
    return value + 26;
  }

  static int add27(int value) {
    return value + 27;
  }

  static int add28(int value) {
    return value + 28;
  }

  static int add29(int value) {
    return value + 29;
  }

  static int add30(int value) {
    return value + 30;
  }

  static int add31(int value) {
    return value + 31;
  }

  static int add32(int value) {
    return value + 32;
  }

  static int add33(int value) {
    return value + 33;
  }

  static int add34(int value) {
    return value + 34;
  }

  static int add35(int value) {
    return value + 35;
  }

  static int add36(int value) {
    return value + 36;
  }

  static int add37(int value) {
    return value + 37;
  }

  static int add38(int value) {
    return value + 38;
  }

  static int add39(int value) {
    return value + 39;
  }

  static int add40(int value) {
    return value + 40;
  }

  static int add41(int value) {
    return value + 41;
  }

  static int add42(int value) {
    return value + 42;
  }

  static int add43(int value) {
    return value + 43;
  }

  static int add44(int value) {
    return value + 44;
  }

  static String initial(String name) {
    return name.substring(0, 1);
  }

  static int sub0(int value) {
    return value + 0;
  }

  static int sub1(int value) {
    return value + 1;
  }

  static int sub2(int value) {
    return value + 2;
  }

  static int sub3(int value) {
    return value + 3;
  }

  static int sub4(int value) {
    return value + 4;
  }

  static int sub5(int value) {
    return value + 5;
  }

  static int sub6(int value) {
    return value + 6;
  }

  static int sub7(int value) {
    return value + 7;
  }

  static int sub8(int value) {
    return value + 8;
  }

  static int sub9(int value) {
    return value + 9;
  }

  static int sub10(int value) {
    return value + 10;
  }

  static int sub11(int value) {
    return value + 11;
  }

  static int sub12(int value) {
    return value + 12;
  }

  static int sub13(int value) {
    return value + 13;
  }

  static int sub14(int value) {
    return value + 14;
  }

  static int sub15(int value) {
    return value + 15;
  }

  static int sub16(int value) {
    return value + 16;
  }

  static int sub17(int value) {
    return value + 17;
  }

  static int sub18(int value) {
    return value + 18;
  }

  static int sub19(int value) {
    return value + 19;
  }

  static int sub20(int value) {
    return value + 20;
  }

  static int sub21(int value) {
    return value + 21;
  }

  static int sub22(int value) {
    return value + 22;
  }

  static int sub23(int value) {
    return value + 23;
  }

  static int sub24(int value) {
    return value + 24;
  }

  static int sub25(int value) {
    return value + 25;
  }

  static int sub26(int value) {
    return value + 26;
  }

  static int sub27(int value) {
    return value + 27;
  }

  static int sub28(int value) {
    return value + 28;
  }

  static int sub29(int value) {
    return value + 29;
  }

  static int sub30(int value) {
    return value + 30;
  }

  static int sub31(int value) {
    return value + 31;
  }

  static int sub32(int value) {
    return value + 32;
  }

  static int sub33(int value) {
    return value + 33;
  }

  static int sub34(int value) {
    return value + 34;
  }

  static int sub35(int value) {
    return value + 35;
  }

  static int sub36(int value) {
    return value + 36;
  }

  static int sub37(int value) {
    return value + 37;
  }

  static int sub38(int value) {
    return value + 38;
  }

  static int sub39(int value) {
    return value + 39;
  }

  static int sub40(int value) {
    return value + 40;
  }

  static int sub41(int value) {
    return value + 41;
  }

  static int sub42(int value) {
    return value + 42;
  }

  static int sub43(int value) {
    return value + 43;
  }

  static int sub44(int value) {
    return value + 44;
  }
}
